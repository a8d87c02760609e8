"""Orders of rulings, councils of conciliation, measures about contested decisions

Adds three tables and changes none: it may run before or after the new program starts.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _orders()
    _councils()
    _measures()


def downgrade() -> None:
    op.drop_table("emergency_measure")
    op.drop_table("council_member")
    op.drop_table("execution_order")


def _orders() -> None:
    op.create_table(
        "execution_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_dong", sa.BigInteger(), nullable=False),
        sa.Column("land_m2", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_dong", sa.BigInteger(), nullable=False),
        sa.Column("done_m2", sa.BigInteger(), nullable=False),
        sa.Column("done_people", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        _to("execution_order", "case_id", "petition_case"),
        _to("execution_order", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_execution_order")),
    )
    op.create_index(op.f("ix_execution_order_case_id"), "execution_order", ["case_id"])
    op.create_index(op.f("ix_execution_order_run_id"), "execution_order", ["run_id"])


def _councils() -> None:
    op.create_table(
        "council_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("capacity", sa.String(length=40), nullable=False),
        _to("council_member", "case_id", "petition_case"),
        _to("council_member", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_member")),
    )
    op.create_index(op.f("ix_council_member_case_id"), "council_member", ["case_id"])


def _measures() -> None:
    op.create_table(
        "emergency_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("contested", sa.LargeBinary(), nullable=False),
        sa.Column("harm", sa.LargeBinary(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_why", sa.String(length=40), nullable=True),
        _to("emergency_measure", "case_id", "petition_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_measure")),
    )
    op.create_index(op.f("ix_emergency_measure_case_id"), "emergency_measure", ["case_id"])
    op.create_index(op.f("ix_emergency_measure_run_id"), "emergency_measure", ["run_id"])


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
