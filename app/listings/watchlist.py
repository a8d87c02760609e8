"""The watchlist of complicated, prolonged cases: its published criteria, who is on it, who should be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from app import clock, decisions
from app.casework import definitions, heard, proposals
from app.casework.numbers import number_of
from app.decisions.model import Table
from app.language import content, current
from app.listings import watch_words as words
from app.listings.visible import visible
from app.listings.watch_rows import Baseline, Candidate, Rule, Watched, Watchlist
from app.policy.actor import Actor
from db.models import (
    Case,
    CaseLink,
    CasePetition,
    Cohort,
    Deadline,
    HearingRule,
    HigherReport,
    Person,
    Petition,
    Unit,
    Version,
    Watch,
)

TABLE, PROCEDURE = "criteria.dmn", "prolonged"
MOST = 200  # cases looked at on one page; the oldest come first
OLD = 150  # days after which a case is looked at whatever else is known of it
CROWD = 5


def show(session: Session, *, actor: Actor) -> Watchlist:
    """Give the watchlist as far as this person sees its cases."""
    today = clock.today()
    version = definitions.in_force(session, PROCEDURE, today)
    table = definitions.pinned(session, version).tables[TABLE]
    watched = _watched(session, actor, today)
    return Watchlist(
        criteria=_printed(table),
        criteria_since=_since(session.get_one(Version, version)),
        watched=watched,
        candidates=_candidates(session, actor, table, today),
        baseline=_baseline(session, actor),
        rule_holds=heard.in_force(session, actor.authority_id, today),
        rules=_rules(session, actor),
    )


def _since(version: Version) -> dt.date:
    return version.effective_from or clock.local(version.created_at).date()


def _printed(table: bytes) -> tuple[tuple[str, str], ...]:
    """Print the criteria as the table has them: they are published, so they stand word for word."""
    logic = decisions.read(table).find("criteria").logic
    rules = logic.rules if isinstance(logic, Table) else ()
    return tuple((words.criterion(rule.results[0].strip('"')), content(rule.article)) for rule in rules)


def _watched(session: Session, actor: Actor, today: dt.date) -> tuple[Watched, ...]:
    rows = session.execute(
        select(Watch, Case, Unit)
        .join(Case, Case.id == Watch.case_id)
        .join(Unit, Unit.id == Case.lead_unit_id)
        .where(Watch.authority_id == actor.authority_id, Watch.until.is_(None), visible(actor))
        .order_by(Watch.since, Watch.id)
        .limit(MOST)
    ).all()
    waiting = _waiting(session, [watch.id for watch, _case, _unit in rows], today)
    return tuple(
        Watched(
            case_id=case.id,
            number=number_of(case),
            matter=case.matter,
            unit=_name(unit),
            received_on=case.received_on,
            since=watch.since,
            criteria=tuple(words.criterion(code) for code in watch.criteria.split(",") if code),
            review_on=watch.review_on,
            review_late=watch.review_on is not None and watch.review_on < today,
            waiting=waiting.get(watch.id, ()),
        )
        for watch, case, unit in rows
    )


def _waiting(
    session: Session, watches: list[UUID], today: dt.date
) -> Mapping[UUID, tuple[tuple[str, dt.date, bool], ...]]:
    found: dict[UUID, tuple[tuple[str, dt.date, bool], ...]] = {}
    rows = session.scalars(
        select(HigherReport).where(
            HigherReport.watch_id.in_(watches),
            HigherReport.answered_on.is_(None),
            HigherReport.given_up_on.is_(None),
        )
    )
    for row in rows:
        late = row.answer_by < today
        found[row.watch_id] = (*found.get(row.watch_id, ()), (row.body, row.answer_by, late))
    return found


def _candidates(session: Session, actor: Actor, table: bytes, today: dt.date) -> tuple[Candidate, ...]:
    found = []
    for row in session.execute(_open_cases(actor, today)):
        met = proposals.look_up(table, "criteria", _facts(row, today)).get("criterion") or []
        if met:
            found.append(_candidate(row.Case, row.Unit, [met] if isinstance(met, str) else met))
    return tuple(found)


def _candidate(case: Case, unit: Unit, met: list[str]) -> Candidate:
    return Candidate(
        case_id=case.id,
        number=number_of(case),
        matter=case.matter,
        unit=_name(unit),
        received_on=case.received_on,
        criteria=tuple(words.criterion(code) for code in met),
    )


def _facts(row: Row[Case, Unit, int, int, int], today: dt.date) -> dict[str, int]:
    received = row.Case.received_on
    months = (today.year - received.year) * 12 + today.month - received.month
    return {
        "months_open": months - (today.day < received.day),
        "times_overdue": row.overdue,
        "people": row.people or 1,
        "times_brought": row.brought,
    }


def _open_cases(actor: Actor, today: dt.date) -> Select[Case, Unit, int, int, int]:
    """Find open cases that may meet a criterion, with what the table asks of each."""
    overdue = (
        select(func.count())
        .select_from(Deadline)
        .where(Deadline.case_id == Case.id, Deadline.breached_at.is_not(None))
        .scalar_subquery()
    )
    people = (
        select(func.max(Petition.signers))
        .join(CasePetition, CasePetition.petition_id == Petition.id)
        .where(CasePetition.case_id == Case.id, CasePetition.undone_at.is_(None))
        .scalar_subquery()
    )
    repeats = (
        select(func.count())
        .select_from(CaseLink)
        .where(CaseLink.from_id == Case.id, CaseLink.kind == "repeat-of")
        .scalar_subquery()
    )
    petitions = (
        select(func.count())
        .select_from(CasePetition)
        .where(CasePetition.case_id == Case.id, CasePetition.undone_at.is_(None))
        .scalar_subquery()
    )
    watched = select(Watch.id).where(Watch.case_id == Case.id, Watch.until.is_(None)).exists()
    brought = (petitions + repeats).label("brought")
    return (
        select(Case, Unit, overdue.label("overdue"), people.label("people"), brought)
        .join(Unit, Unit.id == Case.lead_unit_id)
        .where(
            visible(actor),
            Case.state != "closed",
            ~watched,
            or_(Case.received_on < today - dt.timedelta(days=OLD), overdue > 1, people >= CROWD, brought > 1),
        )
        .order_by(Case.received_on, Case.id)
        .limit(MOST)
    )


def _baseline(session: Session, actor: Actor) -> Baseline | None:
    """Count the cohort of the latest baseline: those on the list on that day, and which of them left it."""
    rows = select(Cohort).where(Cohort.authority_id == actor.authority_id).order_by(Cohort.id.desc())
    cohort = session.scalars(rows.limit(1)).one_or_none()
    if cohort is None:
        return None
    there = (
        select(Watch.case_id, Case.state, Watch.until)
        .join(Case, Case.id == Watch.case_id)
        .where(
            Watch.authority_id == actor.authority_id,
            Watch.since <= cohort.on,
            or_(Watch.until.is_(None), Watch.until > cohort.on),
            visible(actor),
        )
    )
    found = session.execute(there).all()
    solved = {case_id for case_id, state, until in found if state == "closed" or until is not None}
    return Baseline(on=cohort.on, whole=len({row[0] for row in found}), solved=len(solved))


def _rules(session: Session, actor: Actor) -> tuple[Rule, ...]:
    rows = session.execute(
        select(HearingRule, Person.name)
        .join(Person, Person.id == HearingRule.by_id)
        .where(HearingRule.authority_id == actor.authority_id)
        .order_by(HearingRule.since.desc(), HearingRule.at.desc())
    )
    return tuple(Rule(required=row.required, since=row.since, who=name) for row, name in rows)


def _name(unit: Unit) -> str:
    return unit.name_en if current() == "en" else unit.name
