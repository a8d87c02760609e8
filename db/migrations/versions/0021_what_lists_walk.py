"""What lists, search and tidying walk, in indexes that hold all they ask

Adds indexes, replaces three of tasks by smaller ones and one of letters; it may run before or after the new
program starts, only the lists are slow between the two.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OPEN = {
    "ix_task_open_own": ("assignee_id", "due_on", "id", "authority_id", "case_id"),
    "ix_task_open_unit": ("authority_id", "unit_id", "role", "due_on", "id", "assignee_id", "case_id"),
    "ix_task_open_form": ("authority_id", "form", "due_on", "id", "case_id"),
}
POINTING = (
    ("party", "identity_id"),
    ("party", "same_as_id"),
    ("reception_visit", "identity_id"),
    ("document", "petition_id"),
    ("notice", "case_id"),
    ("run", "version_id"),
    ("run", "parent_id"),
    ("deadline", "run_id"),
    ("letter", "run_id"),
    ("letter", "version_id"),
)
BEFORE = (
    ("authority_id", "state", "unit_id", "role", "due_on", "id"),
    ("assignee_id", "state", "due_on", "id"),
    ("authority_id", "state", "form", "due_on", "id"),
)


def upgrade() -> None:
    for table, column in POINTING:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_letter_authority_id_state_id", "letter", ["authority_id", "state", "id"])
    op.drop_index("ix_letter_authority_id_state_created_at_id", table_name="letter")
    watched = sa.text("until IS NULL")
    op.create_index(
        "ix_watch_open", "watch", ["authority_id", "since", "id"],
        sqlite_where=watched, postgresql_where=watched,
    )  # fmt: skip
    where = sa.text("state = 'open'")
    for name, columns in OPEN.items():
        op.create_index(name, "task", list(columns), sqlite_where=where, postgresql_where=where)
    for columns in BEFORE:
        op.drop_index(_name(columns), table_name="task")


def downgrade() -> None:
    for columns in BEFORE:
        op.create_index(_name(columns), "task", list(columns))
    for name in OPEN:
        op.drop_index(name, table_name="task")
    op.drop_index("ix_watch_open", table_name="watch")
    op.create_index(
        "ix_letter_authority_id_state_created_at_id", "letter", ["authority_id", "state", "created_at", "id"]
    )
    op.drop_index("ix_letter_authority_id_state_id", table_name="letter")
    for table, column in POINTING:
        op.drop_index(f"ix_{table}_{column}", table_name=table)


def _name(columns: tuple[str, ...]) -> str:
    return f"ix_task_{'_'.join(columns)}"
