"""Procedures seen running: where cases wait, and how the steps and limits kept their time

Adds indexes, so that a procedure's page costs the same however much was done before.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _of_tasks("ix_task_waiting", ["authority_id", "procedure", "opened_at", "node"], "state = 'open'")
    _of_tasks("ix_task_finished", ["authority_id", "procedure", "closed_at"], "state = 'done'")
    op.create_index(
        op.f("ix_run_authority_id_procedure_status_ended_at"),
        "run",
        ["authority_id", "procedure", "status", "ended_at"],
    )
    op.create_index(
        op.f("ix_deadline_authority_id_rule_due_on"), "deadline", ["authority_id", "rule", "due_on"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_deadline_authority_id_rule_due_on"), table_name="deadline")
    op.drop_index(op.f("ix_run_authority_id_procedure_status_ended_at"), table_name="run")
    op.drop_index("ix_task_finished", table_name="task")
    op.drop_index("ix_task_waiting", table_name="task")


def _of_tasks(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "task", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
