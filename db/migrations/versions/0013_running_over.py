"""Running cases taken over to another version

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "takeover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("prepared_at", Instant(), nullable=False),
        sa.Column("renamed", sa.JSON(), nullable=False),
        sa.Column("begins", sa.JSON(), nullable=False),
        sa.Column("approver_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.CheckConstraint("approver_id <> person_id", name=op.f("ck_takeover_approved_by_a_second_person")),
        sa.CheckConstraint(
            "(approver_id IS NULL) = (approved_at IS NULL)", name=op.f("ck_takeover_approved_by_somebody")
        ),
        _to("takeover", "authority_id", "authority"),
        _to("takeover", "version_id", "procedure_version"),
        _to("takeover", "person_id", "person"),
        _to("takeover", "approver_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
    )
    op.create_index(op.f("ix_takeover_version_id"), "takeover", ["version_id"])
    op.create_index(op.f("ix_takeover_authority_id_prepared_at"), "takeover", ["authority_id", "prepared_at"])
    _create_cases()


def _create_cases() -> None:
    op.create_table(
        "takeover_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("takeover_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("seen", sa.String(length=300), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("kept", sa.LargeBinary(), nullable=True),
        sa.Column("left", sa.String(length=300), nullable=False),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("given_back_at", Instant(), nullable=True),
        sa.Column("given_back_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state IN ('taken', 'given_back')) = (kept IS NOT NULL)",
            name=op.f("ck_takeover_case_kept_if_taken"),
        ),
        sa.CheckConstraint(
            "verdict <> 'refused' OR state = 'planned'", name=op.f("ck_takeover_case_refused_stays")
        ),
        _to("takeover_case", "takeover_id", "takeover"),
        _to("takeover_case", "case_id", "petition_case"),
        _to("takeover_case", "run_id", "run"),
        _to("takeover_case", "from_id", "procedure_version"),
        _to("takeover_case", "taken_by_id", "person"),
        _to("takeover_case", "given_back_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover_case")),
        sa.UniqueConstraint("takeover_id", "run_id", name=op.f("uq_takeover_case_takeover_id_run_id")),
    )
    for column in ("takeover_id", "case_id", "run_id"):
        op.create_index(op.f(f"ix_takeover_case_{column}"), "takeover_case", [column])


def downgrade() -> None:
    op.drop_table("takeover_case")
    op.drop_table("takeover")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
