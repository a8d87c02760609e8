"""What happened in a case: who did what, on which legal date, recorded when; with what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework.audit import Tag
from app.formdefs import Told
from app.language import _, short_date
from app.legaltime.events import MILESTONES
from app.listings import case_answers, event_words
from app.listings.case_found import FoundCase, people_of
from app.listings.case_words import word
from app.listings.event_words import Known
from db.models import AuditEntry, Letter, Milestone, Task

# What an event is called after, when one command did several things: the first of these it did.
TITLES = (
    Tag.PETITION_REGISTER,
    Tag.TASK_COMPLETE,
    Tag.MESSAGE_DELIVER,
    Tag.TIMER_FIRE,
    Tag.CLOCK_CHANGE,
    Tag.DEADLINE_RECOUNT,
    Tag.RUN_START,
)
QUIET = frozenset({Tag.TASK_CLAIM, Tag.TASK_RELEASE, Tag.RUN_END, Tag.CASE_OPEN})


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that happened: its legal date, when it was recorded, and what followed at once."""

    date: dt.date
    recorded: dt.datetime  # in Vietnam
    title: str
    who: str
    notes: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    late: bool = False

    @property
    def backdated(self) -> bool:
        """Tell whether it was recorded on another day than it happened."""
        return self.date != self.recorded.date()


def of_case(session: Session, found: FoundCase) -> tuple[Happening, ...]:
    """Tell the whole history of a case, oldest first, in a constant number of statements."""
    case_id = found.case.id
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.case_id == case_id).order_by(AuditEntry.sequence)
    ).all()
    milestones = session.scalars(
        select(Milestone).where(Milestone.case_id == case_id).order_by(Milestone.id)
    ).all()
    known = _known(session, found)
    names = people_of(session, {entry.actor_id for entry in entries})
    answered = case_answers.of_case(session, found, known)
    return tuple(
        _happening(found, group, milestones, known, names, answered)
        for _at, each in groupby(_worth_telling(entries), key=_command)
        if (group := list(each)) and _title_entry(group, known)
    )


def _known(session: Session, found: FoundCase) -> Known:
    case_id = found.case.id
    letters = session.scalars(select(Letter).where(Letter.case_id == case_id))
    tasks = session.scalars(select(Task).where(Task.case_id == case_id))
    return event_words.known(
        session, found.runs, letters={str(each.id): each for each in letters}, tasks={t.id: t for t in tasks}
    )


def _worth_telling(entries: Iterable[AuditEntry]) -> list[AuditEntry]:
    return [entry for entry in entries if entry.tag not in QUIET]


def _command(entry: AuditEntry) -> tuple[object, ...]:
    """Keep together what one command did; what the clock fired on the way stands alone."""
    alone = entry.sequence if entry.tag == Tag.TIMER_FIRE else 0
    return entry.at, entry.actor_id, alone


def _title_entry(group: Sequence[AuditEntry], known: Known) -> AuditEntry | None:
    told = [entry for entry in group if event_words.title(entry, known)]
    order = {tag: place for place, tag in enumerate(TITLES)}
    return min(told, key=lambda entry: order.get(Tag(entry.tag), len(TITLES)), default=None)


def _happening(
    found: FoundCase,
    group: Sequence[AuditEntry],
    milestones: Sequence[Milestone],
    known: Known,
    names: dict[UUID | None, str],
    answered: dict[tuple[UUID, dt.datetime], tuple[Told, ...]],
) -> Happening:
    first = _title_entry(group, known) or group[0]
    by_clock = first.actor_id is None or first.tag == Tag.TIMER_FIRE
    reached = [m for m in milestones if _belongs(m, group)]
    recorded = clock.local(first.at)
    who = (
        _("The office's clock") if by_clock else _by(names.get(first.actor_id, ""), found.unit(first.unit_id))
    )
    about = {case_answers.about(entry) for entry in group}
    return Happening(
        date=_legal_date(first, reached, recorded.date()),
        recorded=recorded,
        title=event_words.title(first, known),
        who=who,
        notes=(*_reached(reached), *_followed(group, first, known)),
        told=tuple(line for each in about if each for line in answered.get((each, first.at), ())),
        late=event_words.is_breach(first, known),
    )


def _belongs(milestone: Milestone, group: Sequence[AuditEntry]) -> bool:
    """Tell whether a legal event was recorded by this command: its run, its person, its instant."""
    runs = {str(entry.facts.get("run")) for entry in group}
    same = milestone.recorded_at == group[0].at and milestone.by_id == group[0].actor_id
    return same and str(milestone.run_id) in runs


def _by(name: str, unit: str) -> str:
    return f"{name} · {unit}" if name and unit else name or unit


def _legal_date(entry: AuditEntry, reached: Sequence[Milestone], recorded: dt.date) -> dt.date:
    received = entry.facts.get("received")
    if entry.tag == Tag.PETITION_REGISTER and received:
        return dt.date.fromisoformat(str(received))
    return reached[-1].on if reached else recorded


def _reached(milestones: Sequence[Milestone]) -> list[str]:
    return [f"{word(MILESTONES, m.name)}: {short_date(m.on)}" for m in milestones if m.name in MILESTONES]


def _followed(group: Sequence[AuditEntry], first: AuditEntry, known: Known) -> list[str]:
    others = [event_words.title(entry, known) for entry in group if entry is not first]
    way = event_words.outcome(first, known)
    said = others if any(way in text for text in others) else [way, *others]
    return [text for text in dict.fromkeys(said) if text and text != event_words.title(first, known)]
