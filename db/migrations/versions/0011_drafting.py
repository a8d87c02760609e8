"""Drafts that are being edited

Tells of every draft with which version it began, and adds three tables: who had a hand in a draft, what is
not saved yet, and whose turn it is. Who brought or corrected the drafts that exist is entered as their
author.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

from db.base import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BEGINNINGS = """
    WITH RECURSIVE chain(version_id, root_id) AS (
        SELECT version_id, version_id FROM procedure_draft WHERE follows_id IS NULL
        UNION ALL
        SELECT draft.version_id, chain.root_id
        FROM procedure_draft AS draft JOIN chain ON draft.follows_id = chain.version_id
    )
    UPDATE procedure_draft
    SET root_id = (SELECT chain.root_id FROM chain WHERE chain.version_id = procedure_draft.version_id)
"""
_AUTHORS = """
    INSERT INTO draft_author (root_id, person_id, since)
    SELECT root_id, person_id, min(judged_at) FROM procedure_draft GROUP BY root_id, person_id
"""


def upgrade() -> None:
    op.create_table(
        "draft_author",
        *_to("draft_author", root_id="procedure_version", person_id="person"),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("root_id", "person_id", name=op.f("pk_draft_author")),
    )
    op.create_table(
        "draft_work",
        *_to("draft_work", root_id="procedure_version", person_id="person"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("base", sa.String(length=300), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("root_id", "person_id", "name", name=op.f("pk_draft_work")),
    )
    op.create_table(
        "draft_lock",
        *_to("draft_lock", root_id="procedure_version", person_id="person"),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("heard_at", Instant(), nullable=False),
        *_to("draft_lock", nullable=True, taken_from_id="person"),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("root_id", name=op.f("pk_draft_lock")),
    )
    op.add_column("procedure_draft", sa.Column("root_id", sa.Uuid(), nullable=True))
    op.execute(_BEGINNINGS)
    op.execute(_AUTHORS)
    with op.batch_alter_table("procedure_draft") as table:
        table.alter_column("root_id", existing_type=sa.Uuid(), nullable=False)
        table.create_foreign_key(
            op.f("fk_procedure_draft_root_id"),
            "procedure_version",
            ["root_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        table.create_index(op.f("ix_procedure_draft_root_id"), ["root_id"])


def downgrade() -> None:
    with op.batch_alter_table("procedure_draft") as table:
        table.drop_index(op.f("ix_procedure_draft_root_id"))
        table.drop_constraint(op.f("fk_procedure_draft_root_id"), type_="foreignkey")
        table.drop_column("root_id")
    for name in ("draft_lock", "draft_work", "draft_author"):
        op.drop_table(name)


def _to(table: str, *, nullable: bool = False, **columns: str) -> list[SchemaItem]:
    keys: list[SchemaItem] = [sa.Column(name, sa.Uuid(), nullable=nullable) for name in columns]
    return keys + [
        sa.ForeignKeyConstraint(
            [name],
            [f"{target}.id"],
            name=op.f(f"fk_{table}_{name}"),
            initially="DEFERRED",
            deferrable=True,
        )
        for name, target in columns.items()
    ]
