"""What came of walking the scenarios of a bundle

Adds one table: the result of a walk is kept by the digest of drawings and scenarios.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "walked_scenarios",
        sa.Column("digest", sa.String(length=300), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.Column("walked_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_walked_scenarios")),
    )


def downgrade() -> None:
    op.drop_table("walked_scenarios")
