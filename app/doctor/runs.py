"""Runs: what a run waits for stands in inboxes and among the timers, and nothing else does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.casework import definitions
from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.engine import step as engine
from app.engine.picture import Picture
from app.errors import OfficeError
from app.language import N_
from db.models import Run, Task, Timer
from db.models.runs import HELD, OPEN, PENDING

OVER = ("ended", "cancelled")
ALIVE = ("pending", "held", "dead")  # a timer that could not fire still is what its run waits for
_LIVING = (
    select(Run.id, Run.version_id, Run.state, Run.status).where(Run.status.not_in(OVER)).order_by(Run.id)
)
_UNREADABLE = N_("Its state cannot be read.")
_NO_TIMER = N_("It waits for an instant at {node}, and no timer stands for it.")
_NO_RUN = N_("The timer at {node} waits, but its run does not wait for it.")
_OTHER_INSTANT = N_("The timer at {node} is set for another instant than its run.")
_NO_TASK = N_("It waits for somebody at {node}, and no step stands in an inbox.")
_NO_STEP = N_("The step {node} stands in an inbox, but its run does not wait for it.")
_NOTHING = N_("It is not over and waits for nothing.")
_OVER = N_("It waits at {node}, but its run is over.")

Belonging = Mapping[UUID, list[Any]]


def astray(patient: Patient) -> Iterator[Finding]:
    """Compare each run's own state with the rows that stand for it."""
    for batch in patient.batches(_LIVING):
        ids = [row.id for row in batch]
        tasks = _by_run(patient, Task, (Task.id, Task.run_id, Task.node), ids, ("open",))
        timers = _by_run(patient, Timer, (Timer.id, Timer.run_id, Timer.node, Timer.due_at), ids, ALIVE)
        for row in batch:
            try:
                picture = _picture(patient, row)
            except OfficeError:
                yield Finding(f"run {row.id}", _UNREADABLE)
                continue
            yield from _of_tasks(row.id, picture, tasks[row.id])
            yield from _of_timers(row.id, picture, timers[row.id])
            if row.status == "running" and not (picture.ready or picture.timers or picture.messages):
                yield Finding(f"run {row.id}", _NOTHING)


def left_over(patient: Patient) -> Iterator[Finding]:
    """Tell which steps and timers wait in a run that is over."""
    for model, states in ((Task, (OPEN,)), (Timer, (PENDING, HELD))):
        for state in states:
            over = select(model.id, model.node).join(Run, Run.id == model.run_id)
            for row in patient.stream(over.where(model.state == state, Run.status.in_(OVER))):
                yield _finding(f"{model.__tablename__} {row.id}", _OVER, row.node)


def _by_run(
    patient: Patient, model: type[Any], columns: Iterable[Any], ids: list[UUID], states: tuple[str, ...]
) -> Belonging:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    wanted = select(*columns).where(model.run_id.in_(ids), model.state.in_(states))
    for row in patient.session.execute(wanted):
        found[row.run_id].append(row)
    return found


def _picture(patient: Patient, run: Any) -> Picture:
    definition = definitions.pinned(patient.session, run.version_id).definition
    return engine.look(definition, run.state, now=clock.now())


def _of_tasks(run_id: UUID, picture: Picture, rows: list[Any]) -> Iterator[Finding]:
    yield from _differing(run_id, picture.ready, rows, "task", (_NO_TASK, _NO_STEP))


def _of_timers(run_id: UUID, picture: Picture, rows: list[Any]) -> Iterator[Finding]:
    yield from _differing(run_id, picture.timers, rows, "timer", (_NO_TIMER, _NO_RUN))
    for row in rows:
        waiting = picture.timers.get(row.id)
        if waiting is not None and waiting.due_at != row.due_at:
            yield _finding(f"timer {row.id}", _OTHER_INSTANT, row.node)


def _differing(
    run_id: UUID, waits: Mapping[UUID, Any], rows: list[Any], table: str, says: tuple[str, str]
) -> Iterator[Finding]:
    known = {row.id for row in rows}
    for key, waiting in waits.items():
        if key not in known:
            yield _finding(f"run {run_id}", says[0], waiting.node_id)
    for row in rows:
        if row.id not in waits:
            yield _finding(f"{table} {row.id}", says[1], row.node)


def _finding(row: str, says: str, node: str) -> Finding:
    return Finding(row, says, (("node", node),))
