"""Finishing a step from any page that shows its form; what cannot be carried out is kept as it was typed."""

from __future__ import annotations

from uuid import UUID

from app.casework.stuck import Stuck
from app.services import incidents, tasks
from app.services.tasks import Completed, Sending
from app.web.doors import transaction
from app.web.login import actor


def finish(task_id: UUID, sent: Sending) -> Completed:
    """Finish a step in a transaction of its own; what was typed before is forgotten with it.

    Raises: Stuck, after what was sent was kept as its sender's draft; and as ``tasks.complete``.
    """
    try:
        with transaction() as session:
            done = tasks.complete(session, task_id, sent, actor=actor())
            if not done.problems:
                tasks.forget_draft(session, task_id, actor=actor())
            return done
    except Stuck as stuck:
        with transaction() as session:
            incidents.keep_typed(session, task_id, sent.posted, stuck.trouble, actor=actor())
        raise
