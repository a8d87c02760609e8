"""The office's clock, and open deadlines counted anew when the list of days off changes

Adds the stretches in which no timer fired, the acts of counting anew with their lines, and to each
deadline the revision of the law whose list of days off it was counted with. Deadlines from before are counted
anew with the next list that is confirmed.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _holds()
    _recounts()
    op.add_column("deadline", sa.Column("list_known", sa.Integer(), nullable=False, server_default="0"))


def _holds() -> None:
    op.create_table(
        "clock_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("known", Instant(), nullable=False),
        sa.Column("seen", Instant(), nullable=False),
        sa.Column("released_at", Instant(), nullable=True),
        sa.Column("released_by_id", sa.Uuid(), nullable=True),
        sa.Column("by_itself", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "released_at IS NOT NULL OR (released_by_id IS NULL AND NOT by_itself)",
            name=op.f("ck_clock_hold_open_or_released"),
        ),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["person.id"],
            name=op.f("fk_clock_hold_released_by_id_person"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_hold")),
    )
    op.create_index(
        "ix_clock_hold_open",
        "clock_hold",
        ["seen"],
        unique=False,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )


def _recounts() -> None:
    op.create_table(
        "recount",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        _to("recount", "entry_id", "law_entry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recount")),
    )
    op.create_index(op.f("ix_recount_entry_id"), "recount", ["entry_id"], unique=False)
    op.create_index(op.f("ix_recount_finished_at"), "recount", ["finished_at"], unique=False)
    op.create_table(
        "recount_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recount_id", sa.Uuid(), nullable=False),
        sa.Column("deadline_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=False),
        sa.Column("now_on", sa.Date(), nullable=False),
        sa.Column("kept", sa.String(length=40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("recount_line", "recount_id", "recount"),
        _to("recount_line", "deadline_id", "deadline"),
        _to("recount_line", "case_id", "petition_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recount_line")),
        sa.UniqueConstraint("recount_id", "deadline_id", name=op.f("uq_recount_line_recount_id_deadline_id")),
    )
    op.create_index(op.f("ix_recount_line_case_id"), "recount_line", ["case_id"], unique=False)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        deferrable=True,
        initially="DEFERRED",
    )


def downgrade() -> None:
    op.drop_column("deadline", "list_known")
    op.drop_table("recount_line")
    op.drop_table("recount")
    op.drop_table("clock_hold")
