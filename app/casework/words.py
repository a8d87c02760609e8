"""The words that a letter is merged with: what is known of the case, under the names templates use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import language
from app.casework import (
    conciliations,
    definitions,
    discretion,
    orders,
    parties,
    petitions,
    protections,
    vault,
    visit_words,
)
from app.casework.numbers import number_of
from app.language import content, short_date
from app.legaltime import limits, texts, wording
from app.legaltime.reckoning import reckon
from app.letters import Draft, Template, merge
from db.base import NEVER
from db.models import (
    Answer,
    Authority,
    Case,
    ContentItem,
    Deadline,
    Letter,
    Milestone,
    Person,
    Petition,
    Run,
    Unit,
    VaultKey,
)

SETTLING = ("KN1.SETTLE", "KN2.SETTLE")  # how long a first, a second complaint takes
KIND_WORDS = {
    "complaint": "khiếu nại",
    "denunciation": "tố cáo",
    "recommendation": "kiến nghị",
    "reflection": "phản ánh",
    "land_dispute": "tranh chấp đất đai",
}  # as letters call the kinds

Value = str | int | list[str] | None


def draft(session: Session, case: Case, run: Run, letter: Letter) -> Draft:
    """Fill a letter's template with what is known of the case."""
    template = definitions.letter_template(session, letter.version_id or run.version_id, letter.template)
    return merge(template, spoken(session, case, run, template))


def spoken(session: Session, case: Case, run: Run | None, template: Template) -> dict[str, Value]:
    """Gather what this letter may say: of a sealed case nobody but the denouncer reads who denounced."""
    return discretion.without_denouncer(session, case, template, values(session, case, run))


@language.use("vi")
def values(session: Session, case: Case, run: Run | None) -> dict[str, Value]:
    """Gather what letters of a case may say; later answers stand before earlier ones.

    Letters are written in Vietnamese, whatever the language of who drafts them.
    """
    key = session.get_one(VaultKey, case.key_id)
    petition = petitions.first(session, case.id)
    details = vault.read_data(session, vault.key_of(session, petition), petition.details)
    known: dict[str, Value] = {name: _plain(session, value) for name, value in details.items()}
    for answers in _answers(session, case, key):
        known |= {name: _plain(session, value) for name, value in answers.items()}
        known |= _points(answers) | _laws(answers)
        if answers.get("variant"):
            known["variant_reason"] = answers.get("reason")
    known |= _people(session, petition, case, details)
    known |= _dates(session, case, petition, run)
    known |= _settling(session, case)
    known |= _contents(session, case, key)
    known |= discretion.copied(session, case) if case.sealed else {"redacted_contents": known.get("contents")}
    known |= visit_words.values(session, key, run)
    if case.kind == "protection":
        known["protection_lines"] = protections.lines(session, case)
        known["protection_bodies"] = protections.bodies(session, case)
    if case.kind == "execution":
        known["order_lines"] = orders.lines(session, case)
    if case.kind == "land_dispute":
        known["council_lines"] = conciliations.council_lines(session, case)
    known["new_kind_words"] = KIND_WORDS.get(str(known.get("new_kind") or ""))
    known["status_address"] = vault.public_address(session)
    return known


def _answers(session: Session, case: Case, key: VaultKey) -> list[dict[str, Any]]:
    rows = session.scalars(select(Answer).where(Answer.case_id == case.id).order_by(Answer.at, Answer.id))
    return [vault.read_data(session, key, row.body) for row in rows]


def _plain(session: Session, value: object) -> Value:
    """Write an answer as words: dates as people read them, units and people by their names."""
    if isinstance(value, list):
        return [text for item in value if isinstance(text := _plain(session, item), str)]
    if not isinstance(value, str):
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    try:
        return short_date(dt.date.fromisoformat(value))
    except ValueError:
        return _name(session, value)


def _name(session: Session, value: str) -> str:
    try:
        known = UUID(value)
    except ValueError:
        return value
    unit = session.get(Unit, known)
    person = session.get(Person, known) if unit is None else None
    return unit.name if unit else person.name if person else value


def _people(session: Session, petition: Petition, case: Case, details: Mapping[str, Any]) -> dict[str, Value]:
    stated = parties.of(session, petition)
    facts = {party.capacity: identity for party, identity in reversed(stated)}
    petitioner, respondent = facts.get("petitioner", {}), facts.get("respondent", {})
    authority = session.get_one(Authority, case.authority_id)
    unit = session.get_one(Unit, case.lead_unit_id)
    verifying = session.get(Unit, case.verifying_unit_id) if case.verifying_unit_id else None
    return {
        "authority": f"Ủy ban nhân dân {authority.name[:1].lower()}{authority.name[1:]}",
        "authority_name": authority.name,
        "superior": authority.superior,
        "unit": unit.name,
        "lead_unit": unit.name,
        "verifying_unit": verifying.name if verifying else None,
        "officer": session.get_one(Person, case.registrar_id).name,
        "petitioner": petitioner.get("name"),
        "complainant": petitioner.get("name"),
        "petitioner_address": petitioner.get("address"),
        "complainant_address": petitioner.get("address"),
        "respondent": " – ".join(filter(None, (respondent.get("name"), respondent.get("unit")))) or None,
        "respondent_unit": respondent.get("unit"),
        "forwarder": details.get("forwarder"),
        "representative": facts.get("representative", {}).get("name"),
        "petition_date": _plain(session, details.get("petition_date")),
    }


def _laws(answers: Mapping[str, Any]) -> dict[str, Value]:
    """Cite the chosen texts in full: a number alone tells a citizen nothing."""
    chosen = [str(number) for number in answers.get("laws") or []]
    cited = {text.number: text.citation for text in texts.all_texts()}
    return {"laws": [cited.get(number, number) for number in chosen]} if chosen else {}


def _joined(parts: Iterable[str]) -> str | None:
    """Join sentences into one, without the full stops they ended with."""
    return "; ".join(part.strip().rstrip(".;") for part in parts if part.strip()) or None


def _points(answers: Mapping[str, Any]) -> dict[str, Value]:
    """Part the opinions of a dialogue into what was agreed and what was not."""
    points = [point for point in answers.get("points") or [] if isinstance(point, dict)]
    if not points:
        return {}
    said = {
        state: [
            f"{point.get('opinion')} – {point.get('treatment')}"
            for point in points
            if point.get("state") == state
        ]
        for state in ("agreed", "not_agreed")
    }
    return {f"points_{state}": _joined(lines) for state, lines in said.items()}


def _settling(session: Session, case: Case) -> dict[str, Value]:
    """Say how long settling a complaint may take, and until when, once it is accepted."""
    accepted = session.scalars(
        select(Milestone.on).where(Milestone.case_id == case.id, Milestone.name == "accepted")
    ).first()
    if accepted is None or case.kind != "complaint":
        return {}
    running = session.execute(
        select(Deadline.rule, Deadline.due_on, Deadline.law_known)
        .where(Deadline.case_id == case.id, Deadline.rule.in_(SETTLING))
        .order_by(Deadline.id.desc())
    ).first()
    limit = limits.find(
        running.rule if running else SETTLING[0], accepted, known=running.law_known if running else None
    )
    due = running.due_on if running else reckon(limit, base=accepted, variant=case.variant).due
    return {
        "limit": wording.amount(limit.days(case.variant) or 0, limit.unit),
        "due_date": short_date(due) if due and due != NEVER else None,
    }


def _dates(session: Session, case: Case, petition: Petition, run: Run | None) -> dict[str, Value]:
    found: dict[str, Value] = {
        "petition_number": number_of(petition),
        "case_number": number_of(case),
        "received_date": short_date(petition.received_on),
        "matter": case.matter or None,
    }
    for row in session.scalars(select(Milestone).where(Milestone.case_id == case.id).order_by(Milestone.id)):
        found[f"{row.name}_date"] = short_date(row.on)
    rows = session.scalars(select(Deadline).where(Deadline.case_id == case.id).order_by(Deadline.id))
    for deadline in rows:
        mine = run is not None and deadline.id == run.subject_id
        if deadline.due_on != NEVER and (mine or run is None or run.subject_id is None):
            found["due_date"] = short_date(deadline.due_on)
            found["limit_name"] = _limit_name(deadline.rule)
    return found


def _limit_name(rule: str) -> str | None:
    known = {limit.rule: limit.name for limit in limits.all_limits()}
    return content(known[rule]) if rule in known else None


def _contents(session: Session, case: Case, key: VaultKey) -> dict[str, Value]:
    items = list(
        session.scalars(
            select(ContentItem).where(ContentItem.case_id == case.id).order_by(ContentItem.position)
        )
    )
    opened = [vault.read(session, key, item.text) for item in items if item.state == "open"]
    gone = [vault.read(session, key, item.text) for item in items if item.state == "split"]
    withdrawn = [vault.read(session, key, item.text) for item in items if item.state == "withdrawn"]
    requests = [vault.read(session, key, item.request) for item in items if item.state == "open"]
    return {
        "contents": _joined(opened),
        "content_summary": _joined(opened),
        "withdrawn_contents": _joined(withdrawn),
        "split_contents": _joined(gone),
        "requests": _joined(requests),
        "request": _joined(requests),
    }
