"""What could not be carried out: counted, with the command that was meant, and what was done about it

Incidents are written anew: one open row for each case, element and kind, however often it was met. Adds what
people did about them, and the day that somebody set in the place of the one that was counted.

Revision ID: 0016
Revises: 0015
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OPEN = "resolved_at IS NULL"
MOVED = (("moved_to", sa.Date()), ("moved_ground", sa.String(40)), ("moved_basis", sa.String(300)))
KEPT = ("id", "run_id", "case_id", "kind", "element", "at", "resolved_at")


def upgrade() -> None:
    rows = _rows()
    op.drop_table("incident")
    counted = _create_incidents()
    op.bulk_insert(counted, list(_counted(rows)))
    _create_acts()
    op.add_column("notice", sa.Column("incident_id", sa.Uuid(), nullable=True))
    for name, kind in MOVED:
        op.add_column("deadline", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name, _kind in reversed(MOVED):
        op.drop_column("deadline", name)
    op.drop_column("notice", "incident_id")
    op.drop_table("incident_act")
    incident = sa.table("incident", *(sa.column(name) for name in KEPT))
    rows = [dict(row) for row in op.get_bind().execute(sa.select(incident)).mappings()]
    op.drop_table("incident")
    plain = op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("element", sa.String(length=300), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("resolved_at", Instant(), nullable=True),
        _to("incident", "case_id", "petition_case"),
        _to("incident", "run_id", "run"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_case_id"), "incident", ["case_id"])
    _copy(plain, rows)


def _copy(table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Write rows as the driver gave them: they were read without types."""
    if rows:
        names = list(rows[0])
        bare = sa.table(table.name, *(sa.column(name) for name in names))
        op.get_bind().execute(sa.insert(bare), rows)


def _rows() -> list[dict[str, Any]]:
    """Read what was met so far, the oldest first, with the authority and the version of its run."""
    ids, instants = ("id", "run_id", "case_id"), ("at", "resolved_at")
    types = dict.fromkeys(ids, sa.Uuid()) | dict.fromkeys(instants, Instant())
    incident = sa.table("incident", *(sa.column(name, types.get(name, sa.String())) for name in KEPT))
    run = sa.table("run", sa.column("id", sa.Uuid()), sa.column("version_id", sa.Uuid()))
    case = sa.table("petition_case", sa.column("id", sa.Uuid()), sa.column("authority_id", sa.Uuid()))
    found = sa.select(incident, run.c.version_id, case.c.authority_id)
    joined = found.outerjoin_from(incident, run, run.c.id == incident.c.run_id)
    joined = joined.outerjoin(case, case.c.id == incident.c.case_id).order_by(incident.c.id)
    return [dict(row) for row in op.get_bind().execute(joined).mappings()]


def _counted(rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Make one row of all that is open for one case, element and kind."""
    open_rows: dict[str, dict[str, Any]] = {}
    for row in rows:
        mark = f"{row['case_id']}/{row['element']}/{row['kind']}"[:300]
        known = open_rows.get(mark) if row["resolved_at"] is None else None
        if known is not None:
            known["times"] += 1
            known["last_at"] = row["at"]
            continue
        new = {**row, "mark": mark, "command": "act", "last_at": row["at"], "times": 1, "attempts": 0}
        if row["resolved_at"] is None:
            open_rows[mark] = new
        else:
            yield new
    yield from open_rows.values()


def _create_incidents() -> sa.Table:
    made = op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("element", sa.String(length=300), nullable=False),
        sa.Column("mark", sa.String(length=300), nullable=False),
        sa.Column("command", sa.String(length=40), nullable=False),
        sa.Column("timer_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("resolved_at", Instant(), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.Column("resolution", sa.String(length=40), nullable=True),
        _to("incident", "authority_id", "authority"),
        _to("incident", "case_id", "petition_case"),
        _to("incident", "run_id", "run"),
        _to("incident", "version_id", "procedure_version"),
        _to("incident", "person_id", "person"),
        _to("incident", "unit_id", "unit"),
        _to("incident", "resolved_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_case_id"), "incident", ["case_id"])
    op.create_index(
        op.f("ix_incident_authority_id_resolved_at_last_at"),
        "incident",
        ["authority_id", "resolved_at", "last_at"],
    )
    op.create_index(
        "ix_incident_open",
        "incident",
        ["mark"],
        unique=True,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
    return made


def _create_acts() -> None:
    op.create_table(
        "incident_act",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=300), nullable=True),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.CheckConstraint("decided_by_id <> by_id", name=op.f("ck_incident_act_decided_by_a_second_person")),
        _to("incident_act", "incident_id", "incident"),
        _to("incident_act", "key_id", "vault_key"),
        _to("incident_act", "by_id", "person"),
        _to("incident_act", "decided_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_act")),
    )
    op.create_index(op.f("ix_incident_act_incident_id"), "incident_act", ["incident_id"])


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
