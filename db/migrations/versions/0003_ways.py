"""How cases grow from others

Adds tables, and columns with a default: it may run before or after the new program starts.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("run", sa.Column("beside", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE run SET beside = true WHERE procedure IN ('escalation', 'clock_change')")
    op.add_column("authority", sa.Column("since", sa.Date(), nullable=True))
    op.add_column("authority", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("classification", sa.Column("reason", sa.String(length=2000), nullable=True))
    for name in ("code", "round"):
        op.add_column(
            "classification", sa.Column(name, sa.String(length=40), nullable=False, server_default="")
        )
    op.add_column(
        "classification", sa.Column("over_level", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _succession()
    _case_unit()
    _handover()


def downgrade() -> None:
    for table in ("handover", "case_unit", "authority_succession"):
        op.drop_table(table)
    for name in ("over_level", "round", "code", "reason"):
        op.drop_column("classification", name)
    for name in ("until", "since"):
        op.drop_column("authority", name)
    op.drop_column("run", "beside")


def _succession() -> None:
    op.create_table(
        "authority_succession",
        sa.Column("predecessor_id", sa.Uuid(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        _to("authority_succession", "predecessor_id", "authority"),
        _to("authority_succession", "successor_id", "authority"),
        sa.PrimaryKeyConstraint("predecessor_id", "successor_id", name=op.f("pk_authority_succession")),
    )
    op.create_index(op.f("ix_authority_succession_successor_id"), "authority_succession", ["successor_id"])


def _case_unit() -> None:
    op.create_table(
        "case_unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        _to("case_unit", "case_id", "petition_case"),
        _to("case_unit", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_unit")),
        sa.UniqueConstraint("case_id", "unit_id", "since", name=op.f("uq_case_unit_case_id_unit_id_since")),
    )
    op.create_index(op.f("ix_case_unit_case_id"), "case_unit", ["case_id"])


def _handover() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_unit_id", sa.Uuid(), nullable=False),
        sa.Column("to_unit_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("handover", "case_id", "petition_case"),
        _to("handover", "from_unit_id", "unit"),
        _to("handover", "to_unit_id", "unit"),
        _to("handover", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index(op.f("ix_handover_case_id"), "handover", ["case_id"])


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
