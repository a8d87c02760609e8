"""Rows that point at other rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, literal_column, select, text
from sqlalchemy.sql.elements import KeyedColumnElement

from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_
from db.base import Base
from db.models import Deadline, Letter, Milestone, Notice, Run, Task, Timer

_GONE = N_("{column} points at a row of {table} that is not there.")
# What points without a constraint of the database.
LOOSE = (
    (Task.deadline_id, Deadline),
    (Task.letter_id, Letter),
    (Timer.deadline_id, Deadline),
    (Run.subject_id, Deadline),
    (Milestone.run_id, Run),
    (Notice.task_id, Task),
)


def orphans(patient: Patient) -> Iterator[Finding]:
    """Tell which rows point at one that is not there."""
    if patient.embedded:  # its own check reads each table once
        for row in patient.session.execute(text("PRAGMA foreign_key_check")):
            yield _finding(str(row[0]), str(row[1]), "?", str(row[2]))
    else:
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                yield from _lost(patient, key.parent, key.column)
    for column, model in LOOSE:
        yield from _lost(patient, column.property.columns[0], model.__table__.c.id)


def _lost(
    patient: Patient, column: KeyedColumnElement[Any], target: KeyedColumnElement[Any]
) -> Iterator[Finding]:
    """Find the rows whose column names no row of the other table."""
    child, parent = column.table, target.table.alias("parent")
    there = select(literal_column("1")).where(parent.c[target.name] == column).exists()
    statement = select(column).where(column.is_not(None), ~there)
    for (value,) in patient.stream(statement.correlate_except(parent)):
        yield _finding(_name(child), str(value), column.name, _name(target.table))


def _name(table: object) -> str:
    return table.name if isinstance(table, Table) else ""


def _finding(table: str, row: str, column: str, target: str) -> Finding:
    return Finding(f"{table} {row}", _GONE, (("column", f"{table}.{column}"), ("table", target)))
