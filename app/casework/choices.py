"""The choices that forms draw from the office's own data, by the ``valuesKey`` of a field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.casework import parties, redacted_items, redactions, vault
from app.casework.places import LEADERSHIP
from app.formdefs import Choice, FormDefinition
from app.formdefs.definition import walk
from app.language import content, current
from app.legaltime import grounds, limits, texts
from app.policy.actor import HANDLERS
from db.models import Case, CaseLink, CasePetition, Deadline, Document, Holding, Person, Petition, Unit

BOOKS = {
    "cong_van": "Công văn",
    "quyet_dinh": "Quyết định",
    "thong_bao": "Thông báo",
    "phieu": "Phiếu",
    "bien_ban": "Biên bản",
    "bao_cao": "Báo cáo",
    "giay_moi": "Giấy mời",
}

Loader = Callable[[Session, Case, dt.date], Iterable[Choice]]


def of(session: Session, form: FormDefinition, case: Case, today: dt.date) -> dict[str, Sequence[Choice]]:
    """Load only the choices that this form asks for."""
    keys = {part.choices_key for part in walk(form.components) if part.choices_key}
    own = (key for key in sorted(keys) if key in LOADERS)
    offered: dict[str, Sequence[Choice]] = {key: tuple(LOADERS[key](session, case, today)) for key in own}
    return offered | {key: grounds_of(key, today) for key in keys if key.startswith(grounds.CHOICE)}


def of_authority(
    session: Session, form: FormDefinition, authority_id: UUID, today: dt.date
) -> dict[str, Sequence[Choice]]:
    """Load the choices of a form that is about no case yet."""
    keys = {part.choices_key for part in walk(form.components) if part.choices_key}
    offered: dict[str, Sequence[Choice]] = {
        "units": units_of(session, authority_id, today),
        "officers": tuple(people_of(session, authority_id, today)),
    }
    return offered | {key: grounds_of(key, today) for key in keys if key.startswith(grounds.CHOICE)}


def grounds_of(key: str, today: dt.date) -> tuple[Choice, ...]:
    """Give the grounds that the law offers on a day for a choice like ``grounds:KN.REFUSE``."""
    found = grounds.offered(key.removeprefix(grounds.CHOICE), today)
    return tuple(Choice(each.value, content(each.label)) for each in found)


def units(session: Session, case: Case, today: dt.date) -> Iterable[Choice]:
    """Give the units of the authority now standing, except the leadership."""
    return units_of(session, case.authority_id, today)


def units_of(session: Session, authority_id: UUID, today: dt.date) -> Sequence[Choice]:
    """Give the units of an authority that can be asked to work on a matter."""
    rows = session.scalars(
        select(Unit)
        .where(
            Unit.authority_id == authority_id,
            Unit.kind != LEADERSHIP,
            Unit.since <= today,
            or_(Unit.until.is_(None), Unit.until >= today),
        )
        .order_by(Unit.key)
    )
    return [Choice(str(unit.id), unit.name_en if current() == "en" else unit.name) for unit in rows]


def people(session: Session, case: Case, today: dt.date) -> Iterable[Choice]:
    """Give the people of the authority who may handle cases, by given name."""
    return people_of(session, case.authority_id, today)


def people_of(session: Session, authority_id: UUID, today: dt.date) -> Iterable[Choice]:
    """Give the people of an authority who may handle cases, by given name."""
    rows = session.execute(
        select(Person, Holding)
        .join(Holding, Holding.person_id == Person.id)
        .where(
            Holding.authority_id == authority_id,
            Holding.role.in_(HANDLERS),
            Holding.since <= today,
            or_(Holding.until.is_(None), Holding.until >= today),
            Person.active,
        )
        .order_by(Person.sort_key, Person.id)
    )
    return {
        person.id: Choice(str(person.id), f"{person.name} – {holding.title}") for person, holding in rows
    }.values()


def laws(_session: Session, case: Case, today: dt.date) -> Iterable[Choice]:
    """Give the legal texts in force from the register."""
    return [Choice(text.number, text.citation) for text in texts.citable(case.kind, today)]


def documents(session: Session, case: Case, _today: dt.date) -> Iterable[Choice]:
    """Give the papers of the case by their titles, with those of the case it grew out of."""
    if copies := redactions.spoken(session, case):
        return [Choice(str(copy.document_id), copy.title) for copy in copies]
    return [paper for each in (case, *_origins(session, case)) for paper in _papers(session, each)]


def _papers(session: Session, case: Case) -> Iterator[Choice]:
    key = vault.key_of(session, case)
    rows = session.scalars(select(Document).where(Document.case_id == case.id).order_by(Document.at))
    for row in rows:
        if row.key_id == key.id:
            yield Choice(str(row.id), vault.read(session, key, row.title))


def _origins(session: Session, case: Case) -> Iterator[Case]:
    """Give the cases that this one grew out of and goes on with; who may see it may see them."""
    tied = select(CaseLink.to_id).where(CaseLink.from_id == case.id, CaseLink.kind.in_(GROWS_OUT_OF))
    yield from session.scalars(
        select(Case).where(Case.id.in_(tied), Case.sealed.is_(False)).order_by(Case.id)
    )


def content_items(session: Session, case: Case, _today: dt.date) -> Iterable[Choice]:
    """Give the contents of the case that are still open."""
    rows = redacted_items.items(session, case)
    told = redacted_items.spoken(session, case, rows)
    return [Choice(str(item.id), text) for item, (text, _request) in zip(rows, told, strict=True)]


def books(_session: Session, _case: Case, _today: dt.date) -> Iterable[Choice]:
    """Give the number books of outgoing letters."""
    return [Choice(key, content(title)) for key, title in BOOKS.items()]


def parties_of(session: Session, case: Case, _today: dt.date) -> Iterable[Choice]:
    """Give the parties of the case's petitions by name."""
    rows = session.scalars(
        select(Petition)
        .join(CasePetition, CasePetition.petition_id == Petition.id)
        .where(CasePetition.case_id == case.id, CasePetition.undone_at.is_(None))
        .order_by(Petition.id)
    )
    return [
        Choice(str(party.id), str(facts.get("name") or facts.get("unit") or ""))
        for petition in rows
        for party, facts in parties.of(session, petition)
    ]


def deadlines(session: Session, case: Case, _today: dt.date) -> Iterable[Choice]:
    """Give the limits that run in the case now."""
    rows = session.scalars(
        select(Deadline.rule).where(
            Deadline.case_id == case.id, Deadline.state == "running", Deadline.rule.in_(extendable())
        )
    )
    return [Choice(rule, content(limits.find(rule).name)) for rule in rows]


def extendable() -> tuple[str, ...]:
    """Name the limits that the law lets be extended."""
    return tuple(dict.fromkeys(limit.rule for limit in limits.all_limits() if limit.extension))


GROWS_OUT_OF = ("second-of", "executes", "conciliation-of")

LOADERS: dict[str, Loader] = {
    "units": units,
    "laws": laws,
    "documents": documents,
    "items": content_items,
    "officers": people,
    "parties": parties_of,
    "deadlines": deadlines,
    "books": books,
}
