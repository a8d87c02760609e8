"""The words of a case, in the order in which a search asks for them

Replaces one index by another; it may run before or after the new program starts.

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_search_word_case_id_word", "search_word", ["case_id", "word"])
    op.drop_index("ix_search_word_case_id", table_name="search_word")


def downgrade() -> None:
    op.create_index("ix_search_word_case_id", "search_word", ["case_id"])
    op.drop_index("ix_search_word_case_id_word", table_name="search_word")
