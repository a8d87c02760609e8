"""The few numbers beside the ways of the office; each stops counting at a thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy import Select, false, func, select, union_all
from sqlalchemy.orm import Session

from app.casework.standstill import open_hold
from app.listings import letter_shares
from app.listings.visible import told, visible
from app.policy.actor import Actor
from app.policy.procedures import judges
from db.models import Case, ClockHold, DraftAuthor, Incident, Notice, ProcedureDraft, Task, Version
from db.models.runs import OPEN

MOST = 1000


def for_frame(session: Session, actor: Actor, names: Iterable[str]) -> dict[str, int]:
    """Count what is asked for by name (mine, to_direct, to_sign, to_review …), in one statement."""
    wanted = [name for name in dict.fromkeys(names) if name in _COUNTS]
    if not wanted:
        return {}
    parts = [
        select(func.count()).select_from(_COUNTS[name](actor).limit(MOST).subquery()).scalar_subquery()
        for name in wanted
    ]
    return dict(zip(wanted, session.execute(select(*parts)).one(), strict=True))


def _seen(actor: Actor) -> Select[UUID]:
    return select(Task.id).join(Case, Case.id == Task.case_id).where(visible(actor))


def _mine(actor: Actor) -> Select[UUID]:
    return _seen(actor).where(Task.assignee_id == actor.person_id, Task.state == OPEN)


def _to_direct(actor: Actor) -> Select[UUID]:
    return _seen(actor).where(
        Task.authority_id == actor.authority_id,
        Task.state == OPEN,
        Task.form.in_(("direction", "leader_assign")),  # what the desk lists
    )


def _unread(actor: Actor) -> Select[UUID]:
    return told(actor).with_only_columns(Notice.id).where(Notice.read_at.is_(None))


def _to_send(actor: Actor) -> Select[UUID]:
    both = union_all(letter_shares.to_enter(actor), letter_shares.to_send(actor)).subquery()
    return select(both.c.id)


def _to_review(actor: Actor) -> Select[UUID]:
    own = select(ProcedureDraft.version_id).join(DraftAuthor, DraftAuthor.root_id == ProcedureDraft.root_id)
    others = Version.id.not_in(own.where(DraftAuthor.person_id == actor.person_id))
    waiting = select(Version.id).where(Version.state == "in_review", others)
    return waiting if judges(actor) else waiting.where(false())


def _stuck(actor: Actor) -> Select[UUID]:
    return select(Incident.id).where(
        Incident.authority_id == actor.authority_id, Incident.resolved_at.is_(None)
    )


def _held(_actor: Actor) -> Select[UUID]:
    return open_hold().with_only_columns(ClockHold.id)


_COUNTS: dict[str, Callable[[Actor], Select[UUID]]] = {
    "mine": _mine,
    "to_direct": _to_direct,
    "to_sign": letter_shares.to_sign,
    "to_send": _to_send,
    "to_review": _to_review,
    "unread": _unread,
    "held": _held,
    "stuck": _stuck,
}
