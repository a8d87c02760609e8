"""Which letters wait: to be signed, numbered, sent, proved; said once for lists and counts."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, or_, select, tuple_, union_all

from app.listings.place import Place, values
from app.listings.visible import visible
from app.policy.actor import CHAIRMAN, CLERK, Actor
from db.models import Case, Letter, Task
from db.models.runs import OPEN

SIGN_FORMS = ("letter_sign", "ruling_sign")
ISSUE_FORMS = ("letter_issue", "sending")


def to_sign(actor: Actor) -> Select[UUID]:
    """Select the steps that wait for this leader's signature."""
    return _steps(actor, SIGN_FORMS, CHAIRMAN)


def first_to_sign(actor: Actor, most: int, after: Place | None = None) -> Select[UUID]:
    """Select those of them that are due first after a place, and few more."""
    return _first(actor, SIGN_FORMS, CHAIRMAN, most, after)


def to_enter(actor: Actor) -> Select[UUID]:
    """Select the steps in which a clerk numbers or sends a signed letter."""
    return _steps(actor, ISSUE_FORMS, CLERK)


def first_to_enter(actor: Actor, most: int, after: Place | None = None) -> Select[UUID]:
    """Select those of them that are due first after a place, and few more."""
    return _first(actor, ISSUE_FORMS, CLERK, most, after)


def to_send(actor: Actor) -> Select[UUID]:
    """Select the numbered letters that no step waits for: answers, letters that urge."""
    waiting = select(Task.id).where(
        Task.case_id == Letter.case_id,
        Task.letter_id == Letter.id,
        Task.state == OPEN,
        Task.form.in_(ISSUE_FORMS),
    )
    return _letters(actor, "numbered").where(~waiting.exists())


def to_prove(actor: Actor) -> Select[UUID]:
    """Select the letters that were sent and whose proof of delivery is still out."""
    return _letters(actor, "sent")


def _first(actor: Actor, forms: tuple[str, ...], role: str, most: int, after: Place | None) -> Select[UUID]:
    """Take the first of each form, each one stretch of an index; together they hold the first of all."""
    beyond = [tuple_(Task.due_on, Task.id) > values(after)] if after else []
    shares = [
        _steps(actor, (form,), role).where(*beyond).order_by(Task.due_on, Task.id).limit(most).subquery()
        for form in forms
    ]
    return select(union_all(*(select(each.c.id) for each in shares)).subquery().c.id)


def _steps(actor: Actor, forms: tuple[str, ...], role: str) -> Select[UUID]:
    return (
        select(Task.id)
        .join(Case, Case.id == Task.case_id)
        .where(
            Task.authority_id == actor.authority_id,
            Task.state == OPEN,
            Task.form.in_(forms),
            Task.role == role,
            or_(Task.assignee_id.is_(None), Task.assignee_id == actor.person_id),
            visible(actor),
        )
    )


def _letters(actor: Actor, state: str) -> Select[UUID]:
    return (
        select(Letter.id)
        .join(Case, Case.id == Letter.case_id)
        .where(Letter.authority_id == actor.authority_id, Letter.state == state, visible(actor))
    )
