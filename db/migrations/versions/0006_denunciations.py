"""What a concluded denunciation is reported with, protection, endings

Adds three tables and changes none: it may run before or after the new program starts.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MONEY_AND_LAND = (
    "money_state_dong",
    "land_state_m2",
    "money_organisations_dong",
    "land_organisations_m2",
    "money_persons_dong",
    "land_persons_m2",
)
COUNTS = (
    "organisations",
    "persons",
    "officials_handled",
    "police_cases",
    "police_subjects",
    "police_officials",
)


def upgrade() -> None:
    op.create_table(
        "denunciation_conclusion",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("earlier", sa.String(length=40), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in MONEY_AND_LAND),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        _to("denunciation_conclusion", "case_id", "petition_case"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_denunciation_conclusion")),
    )
    op.create_table(
        "protection_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        _to("protection_measure", "case_id", "petition_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_measure")),
    )
    op.create_index(op.f("ix_protection_measure_case_id"), "protection_measure", ["case_id"])
    _confirmations()


def downgrade() -> None:
    op.drop_table("ending_confirmation")
    op.drop_table("protection_measure")
    op.drop_table("denunciation_conclusion")


def _confirmations() -> None:
    op.create_table(
        "ending_confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        _to("ending_confirmation", "case_id", "petition_case"),
        _to("ending_confirmation", "person_id", "person"),
        _to("ending_confirmation", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ending_confirmation")),
        sa.UniqueConstraint("case_id", "kind", name=op.f("uq_ending_confirmation_case_id_kind")),
    )
    op.create_index(op.f("ix_ending_confirmation_case_id"), "ending_confirmation", ["case_id"])


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
