"""The contents of a sealed case told without the denouncer: what verifiers read instead of the petition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import denouncers, vault
from app.casework.hold import Hold
from app.errors import Unacceptable
from app.formdefs import Problem
from app.language import N_, _
from db.models import Case, ContentItem, RedactedItem

Told = Mapping[UUID, tuple[str, str]]  # text and request by content

UNTOLD = N_("Content {number}, not in the working copy yet")
LIST = "contents"  # of the form «redaction»
FIELDS = ("summary", "summary_request")


def rows(session: Session, case: Case) -> list[dict[str, Any]]:
    """Give one row per content for the form: as it came in, and as it was told or may be told."""
    key = vault.key_of(session, case)
    kept = of_case(session, case)
    return [
        {"id": str(item.id), "text": text, "request": request}
        | dict(zip(FIELDS, kept.get(item.id, (text, request)), strict=True))
        for item in items(session, case)
        for text, request in [(vault.read(session, key, item.text), vault.read(session, key, item.request))]
    ]


def of_case(session: Session, case: Case) -> Told:
    """Read the contents of a case as they were told without the denouncer."""
    key = vault.key_of(session, case)
    found = session.scalars(
        select(RedactedItem)
        .join(ContentItem, ContentItem.id == RedactedItem.item_id)
        .where(RedactedItem.case_id == case.id, ContentItem.state == "open")
        .order_by(ContentItem.position)
    )
    return {
        row.item_id: (vault.read(session, key, row.text), vault.read(session, key, row.request))
        for row in found
    }


def items(session: Session, case: Case) -> Sequence[ContentItem]:
    """List the contents that stand."""
    chosen = select(ContentItem).where(ContentItem.case_id == case.id, ContentItem.state == "open")
    return session.scalars(chosen.order_by(ContentItem.position)).all()


def spoken(session: Session, case: Case, rows: Sequence[ContentItem]) -> list[tuple[str, str]]:
    """Give text and request of contents as forms and letters speak of them.

    Once a case has a working copy, they speak as the copy does, whoever reads them.
    """
    told = of_case(session, case) if case.sealed else {}
    if told:
        return [told.get(item.id) or (_(UNTOLD, number=item.position), "") for item in rows]
    key = vault.key_of(session, case)
    return [(vault.read(session, key, item.text), vault.read(session, key, item.request)) for item in rows]


def problems(session: Session, case: Case, answers: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Tell at its field what in a summary still tells who denounced."""
    people = denouncers.facts(session, case)
    return tuple(
        Problem(f"{LIST}.{number}.{field}", _("This still tells who it is: {words}", words=words))
        for number, row in enumerate(answers.get(LIST) or [])
        for field in FIELDS
        if (words := denouncers.told(str(row.get(field) or ""), people))
    )


def keep(hold: Hold, answers: Mapping[str, Any]) -> None:
    """Keep the summary of every content.

    Raises: Unacceptable when a content is left without one, or when one still tells who denounced.
    """
    told = {str(row.get("id")): row for row in answers.get(LIST) or []}
    if problems(hold.session, hold.case, answers):
        raise Unacceptable(reason=_("a summary still tells who denounced"))
    for item in items(hold.session, hold.case):
        row = told.get(str(item.id), {})
        if not row.get("summary"):
            raise Unacceptable(reason=_("every content needs a summary without the denouncer"))
        _keep(hold, item, *(str(row.get(field) or "") for field in FIELDS))


def _keep(hold: Hold, item: ContentItem, text: str, request: str) -> None:
    row = hold.session.get(RedactedItem, item.id)
    if row is None:
        row = RedactedItem(item_id=item.id, case_id=hold.case.id)
        hold.session.add(row)
    row.text, row.request = (vault.seal(hold.session, hold.key, words) for words in (text, request))
    row.by_id = hold.actor.person_id if hold.actor else hold.case.registrar_id
    row.at = hold.now
