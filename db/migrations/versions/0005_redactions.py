"""Working copies without the denouncer

Adds two tables and changes none.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "redaction",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("marks", sa.LargeBinary(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("scan", sa.String(length=64), nullable=True),
        sa.Column("scan_type", sa.String(length=100), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_at", Instant(), nullable=True),
        _to("redaction", "document_id", "document"),
        _to("redaction", "case_id", "petition_case"),
        _to("redaction", "key_id", "vault_key"),
        _to("redaction", "by_id", "person"),
        _to("redaction", "checked_by_id", "person"),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_redaction")),
    )
    op.create_index(op.f("ix_redaction_case_id"), "redaction", ["case_id"])
    op.create_table(
        "redacted_item",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("redacted_item", "item_id", "content_item"),
        _to("redacted_item", "case_id", "petition_case"),
        _to("redacted_item", "by_id", "person"),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_redacted_item")),
    )
    op.create_index(op.f("ix_redacted_item_case_id"), "redacted_item", ["case_id"])


def downgrade() -> None:
    op.drop_table("redacted_item")
    op.drop_table("redaction")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
