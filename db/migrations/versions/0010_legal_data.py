"""Law as data: proposed, confirmed by a second person

Adds two tables, and a column to the deadlines that tells by which revision of the law they were counted;
those that run already keep the law that was shipped.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "law_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("known_from", sa.Integer(), nullable=True),
        sa.Column("known_until", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("judge_id", sa.Uuid(), nullable=True),
        sa.Column("judged_at", Instant(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint("judge_id <> author_id", name=op.f("ck_law_entry_judged_by_a_second_person")),
        sa.CheckConstraint(
            "origin = 'shipped' OR (author_id IS NOT NULL AND (judge_id IS NOT NULL"
            " OR (known_from IS NULL AND state NOT IN ('confirmed', 'returned'))))",
            name=op.f("ck_law_entry_confirmed_by_two_people"),
        ),
        sa.CheckConstraint(
            "(known_from IS NOT NULL) = (state = 'confirmed' OR known_until IS NOT NULL)",
            name=op.f("ck_law_entry_known_once_confirmed"),
        ),
        _to("law_entry", "replaces_id", "law_entry"),
        _to("law_entry", "author_id", "person"),
        _to("law_entry", "judge_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_entry")),
    )
    op.create_index(op.f("ix_law_entry_kind_key_state"), "law_entry", ["kind", "key", "state"])
    op.create_index(op.f("ix_law_entry_state_proposed_at"), "law_entry", ["state", "proposed_at"])
    op.create_table(
        "law_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_law_revision_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_revision")),
    )
    op.add_column("deadline", sa.Column("law_known", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("deadline", "law_known")
    op.drop_table("law_revision")
    op.drop_table("law_entry")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
