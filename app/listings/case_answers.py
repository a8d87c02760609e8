"""What was answered in the steps of a case and at its events, by the labels of the forms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import choices, redacted_items, redactions, vault
from app.casework.audit import Tag
from app.formdefs import Choice, FormDefinition, Told, tell
from app.language import content
from app.legaltime import grounds, limits, texts
from app.listings.case_found import FoundCase, unit_name
from app.listings.event_words import Known
from app.policy.cases import speaks_freely
from db.models import Answer, AuditEntry, ContentItem, Document, Holding, Person, VaultKey

PROPOSAL = "clock_change_proposal"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Answers = dict[tuple[UUID, dt.datetime], tuple[Told, ...]]


def about(entry: AuditEntry) -> UUID | None:
    """Tell which answer belongs to an entry: that of a step, of an event, or of what asked for a run."""
    named = {Tag.TASK_COMPLETE: "task", Tag.MESSAGE_DELIVER: "run", Tag.RUN_START: "run"}.get(Tag(entry.tag))
    said = entry.facts.get(named) if named else None
    return UUID(str(said)) if said else None


def of_case(session: Session, found: FoundCase, known: Known) -> Answers:
    """Tell every answer of a case by what it was about and when it was given."""
    rows = session.scalars(select(Answer).where(Answer.case_id == found.case.id)).all()
    rows = [row for row in rows if not found.copies or speaks_freely(row.person_id, found.grants)]
    if not rows:
        return {}
    offered = _choices(session, found)
    told: Answers = {}
    for row in rows:
        body = vault.read_data(session, found.key, row.body)
        form = _form(known, row.task_id, body)
        if form is not None:
            lines = tell(form, body, choices=offered)
            told[row.task_id, row.at] = tuple(line for line in lines if not ID.search(line.text))
    return told


def _form(known: Known, about_id: UUID, body: Mapping[str, Any]) -> FormDefinition | None:
    task = known.tasks.get(about_id)
    if task is not None:
        return known.form(task)
    pinned = known.pinned.get(about_id)
    if pinned is None:
        return None
    node = pinned.definition.nodes.get(str(body.get("at")))
    return pinned.forms.get(node.properties.get("form", "") if node else PROPOSAL)


def _choices(session: Session, found: FoundCase) -> dict[str, list[Choice]]:
    """Give every unit, person, paper and content that an answer may name, also those gone since."""
    return {
        "units": [Choice(str(unit.id), unit_name(unit)) for unit in found.units.values()],
        "officers": _people(session, found.case.authority_id),
        "parties": list(choices.parties_of(session, found.case, found.case.received_on)),
        "items": _contents(session, found),
        "documents": _papers(session, found),
        "laws": [Choice(text.number, text.citation) for text in texts.all_texts()],
        "deadlines": [Choice(limit.rule, content(limit.name)) for limit in limits.all_limits()],
        **_grounds(),
        "books": [Choice(key, content(title)) for key, title in choices.BOOKS.items()],
    }


def _grounds() -> dict[str, list[Choice]]:
    """Give every ground of the law that an answer may hold, also those no longer offered."""
    return {
        f"{grounds.CHOICE}{group}": [Choice(each.value, content(each.label)) for each in grounds.ever(group)]
        for group in grounds.groups()
    }


def _people(session: Session, authority_id: UUID) -> list[Choice]:
    rows = session.execute(
        select(Person.id, Person.name)
        .join(Holding, Holding.person_id == Person.id)
        .where(Holding.authority_id == authority_id)
        .distinct()
    )
    return [Choice(str(row.id), row.name) for row in rows]


def _contents(session: Session, found: FoundCase) -> list[Choice]:
    rows = session.scalars(select(ContentItem).where(ContentItem.case_id == found.case.id)).all()
    told = redacted_items.spoken(session, found.case, rows)
    return [Choice(str(row.id), text) for row, (text, _request) in zip(rows, told, strict=True)]


def _papers(session: Session, found: FoundCase) -> list[Choice]:
    if copies := redactions.spoken(session, found.case):
        return [Choice(str(copy.document_id), copy.title) for copy in copies]
    rows = session.execute(
        select(Document, VaultKey)
        .join(VaultKey, VaultKey.id == Document.key_id)
        .where(Document.case_id == found.case.id)
    )
    return [Choice(str(row.id), vault.read(session, key, row.title)) for row, key in rows]
