"""Who may see a sealed case and for how long, and every look at an identity

Adds two tables and changes none: it may run before or after the new program starts.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        _to("case_grant", "case_id", "petition_case"),
        _to("case_grant", "person_id", "person"),
        _to("case_grant", "unit_id", "unit"),
        _to("case_grant", "given_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_grant")),
    )
    op.create_index(op.f("ix_case_grant_case_id_person_id"), "case_grant", ["case_id", "person_id"])
    op.create_index(op.f("ix_case_grant_person_id_case_id"), "case_grant", ["person_id", "case_id"])
    op.create_table(
        "identity_reveal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("looked_by_id", sa.Uuid(), nullable=True),
        sa.Column("looked_at", Instant(), nullable=True),
        _to("identity_reveal", "case_id", "petition_case"),
        _to("identity_reveal", "authority_id", "authority"),
        _to("identity_reveal", "person_id", "person"),
        _to("identity_reveal", "unit_id", "unit"),
        _to("identity_reveal", "decided_by_id", "person"),
        _to("identity_reveal", "looked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_reveal")),
    )
    op.create_index(op.f("ix_identity_reveal_case_id"), "identity_reveal", ["case_id"])
    op.create_index(
        op.f("ix_identity_reveal_authority_id_asked_at_id"),
        "identity_reveal",
        ["authority_id", "asked_at", "id"],
    )
    op.create_index(
        op.f("ix_identity_reveal_person_id_asked_at"), "identity_reveal", ["person_id", "asked_at"]
    )


def downgrade() -> None:
    op.drop_table("identity_reveal")
    op.drop_table("case_grant")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
