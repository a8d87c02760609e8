"""How cases grow from others

Adds columns with a default: it may run before or after the new program starts.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("run", sa.Column("beside", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE run SET beside = true WHERE procedure IN ('escalation', 'clock_change')")


def downgrade() -> None:
    op.drop_column("run", "beside")
