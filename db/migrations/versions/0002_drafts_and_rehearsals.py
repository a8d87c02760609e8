"""Drafts of procedures, and rehearsals of them

Adds two tables and changes none: it may run before or after the new program starts.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "procedure_draft",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("publishable", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.LargeBinary(), nullable=False),
        sa.Column("judged_at", Instant(), nullable=False),
        _to("procedure_draft", "version_id", "procedure_version"),
        _to("procedure_draft", "person_id", "person"),
        _to("procedure_draft", "follows_id", "procedure_version"),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_procedure_draft")),
    )
    op.create_index(op.f("ix_procedure_draft_follows_id"), "procedure_draft", ["follows_id"])
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("scene", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("moved_at", Instant(), nullable=False),
        _to("rehearsal", "version_id", "procedure_version"),
        _to("rehearsal", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
    )
    op.create_index(op.f("ix_rehearsal_version_id"), "rehearsal", ["version_id"])
    op.create_index(op.f("ix_rehearsal_moved_at"), "rehearsal", ["moved_at"])


def downgrade() -> None:
    op.drop_table("rehearsal")
    op.drop_table("procedure_draft")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
