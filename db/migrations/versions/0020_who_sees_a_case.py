"""What decides who sees a case, in one index

Lists and counts ask it of every task, and the search walks it from the newest case on; the rows themselves
are wide and lie far apart. It adds an index and may run before or after the new program starts.

Revision ID: 0020
Revises: 0019
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NAME = "ix_petition_case_seen"
COLUMNS = (
    "authority_id", "id", "sealed", "kind", "registrar_id", "contested_author_id", "contested_unit_id",
)  # fmt: skip


def upgrade() -> None:
    op.create_index(NAME, "petition_case", list(COLUMNS))


def downgrade() -> None:
    op.drop_index(NAME, table_name="petition_case")
