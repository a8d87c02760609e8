"""To whom a paper went that does not print it; what owes no proof leaves the list of proofs awaited

Adds a column with a default and moves states; it runs before the new program starts.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

LETTER = sa.table("letter", sa.column("id"), sa.column("state"))
ADDRESSEE = sa.table("addressee", sa.column("letter_id"))


def upgrade() -> None:
    op.add_column("addressee", sa.Column("printed", sa.Boolean(), nullable=False, server_default=sa.true()))
    named = sa.exists().where(ADDRESSEE.c.letter_id == LETTER.c.id)
    op.execute(LETTER.update().where(LETTER.c.state == "sent", ~named).values(state="filed"))


def downgrade() -> None:
    op.execute(LETTER.update().where(LETTER.c.state == "filed").values(state="sent"))
    op.drop_column("addressee", "printed")
