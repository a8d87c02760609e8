"""Counts of what the clock did, for whoever watches the machines

Adds one table; it may run before or after the new program starts.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    tally = op.create_table(
        "tally",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tally")),
    )
    op.bulk_insert(tally, [{"name": name, "count": 0, "at": None} for name in ("drains", "timers")])


def downgrade() -> None:
    op.drop_table("tally")
