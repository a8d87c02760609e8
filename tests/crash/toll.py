"""What must hold after any number of kills: nothing lost, nothing doubled, every number given once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.casework import vault
from app.casework.drain import DATABASE
from app.casework.letters import APART
from app.doctor import examine
from db.models import (
    Answer,
    AuditEntry,
    Case,
    CaseLink,
    Deadline,
    Incident,
    LateReason,
    Letter,
    Notice,
    NumberBook,
    Petition,
    Run,
    SentForm,
    Task,
    Timer,
)
from tests.crash.ledger import DONE, REFUSED, WRONG, Told
from tests.office import Office

SECRET = "M"  # before the number of a letter that is secret


def count(office: Office, told: Told, *, away: bool = False) -> list[str]:
    """Say what does not hold, each in a line; nothing when all does.

    ``away``: the database was away for a while, so timers were put off, told as incidents, and went on.
    """
    wrong = [f"{told.why[sent.key]}" for sent in told.heard(WRONG)]
    with office.look() as session:
        given = {"store": vault.store(session), "ring": vault.ring(session)}
        for part in (_acknowledged, _completed, _fired, _effects, _numbers, _notices):
            wrong += [f"{part.__name__}: {said}" for said in part(session, told)]
        wrong += _troubles(session, away=away)
    found = [one for one in examine(office.database, **given) if not one.holds]
    return wrong + [f"doctor {one.rule}: {one.first[:3]}" for one in found]


def _acknowledged(session: Session, told: Told) -> Iterator[str]:
    """What was acknowledged is there, what was refused is not."""
    answers = select(Answer.sent_key, Answer.task_id).where(Answer.sent_key.is_not(None))
    kept = dict(session.execute(answers).all())
    lodged = session.scalar(select(func.count()).select_from(SentForm)) or 0
    for sent in told.heard(DONE):
        if sent.task and kept.get(sent.key) != UUID(sent.task):
            yield f"{sent.key} at {sent.node} was acknowledged and is lost"
    for sent in told.heard(REFUSED):
        if sent.key in kept:
            yield f"{sent.key} at {sent.node} was refused and is kept"
    heard = sum(not sent.task for sent in told.heard(DONE))
    if not heard <= lodged <= heard + sum(not sent.task for sent in told.unheard):
        yield f"{heard} petitions were acknowledged, {lodged} are there"


def _completed(session: Session, _told: Told) -> Iterator[str]:
    """What is done was done once: in the task, in the answer, in the audit trail."""
    done = set(session.scalars(select(Task.id).where(Task.state == "done")))
    entries = _audited(session, "task.complete", "task")
    answers = Counter(session.scalars(select(Answer.task_id)))
    yield from _unlike("completion", done, entries)
    yield from _unlike("answer", done, answers)


def _fired(session: Session, _told: Told) -> Iterator[str]:
    """What fired, fired once."""
    fired = set(session.scalars(select(Timer.id).where(Timer.state == "fired")))
    yield from _unlike("firing", fired, _audited(session, "timer.fire", "timer"))


def _troubles(session: Session, *, away: bool) -> Iterator[str]:
    """Nothing had to be tried twice, but where the database was away; then it went on by itself."""
    tried = select(func.count()).where((Timer.state == "dead") | (Timer.attempts > (8 if away else 1)))
    incidents = select(func.count()).select_from(Incident)
    if away:
        incidents = incidents.where(Incident.resolved_at.is_(None) | (Incident.kind != DATABASE))
    for name, query in (("timers not at once", tried), ("incidents", incidents)):
        if found := session.scalar(query):
            yield f"{found} {name}"


def _effects(session: Session, _told: Told) -> Iterator[str]:
    """Each missed limit came to the desk once, each day of looking again brought it back once.

    Each decision that came into force began to be carried out, once.
    """
    missed = set(session.scalars(select(Deadline.id).where(Deadline.breached_at.is_not(None))))
    owed = Counter(session.scalars(select(LateReason.deadline_id)))
    runs = select(Run.subject_id).where(Run.procedure == "escalation")
    yield from _unlike("reason owed", missed, owed)
    yield from _unlike("desk item", missed, Counter(session.scalars(runs)))
    in_force = select(Timer.case_id).where(Timer.node == "cf_effect", Timer.state == "fired")
    links = select(CaseLink.to_id).where(CaseLink.kind == "executes")
    yield from _unlike("execution", set(session.scalars(in_force)), Counter(session.scalars(links)))
    again = select(Timer.run_id).where(Timer.node == "es_followup", Timer.state == "fired")
    looks = Counter(session.scalars(again))
    shown = Counter(session.scalars(select(Task.run_id).where(Task.node == "es_direct")))
    for run_id, times in shown.items():
        if times != 1 + looks[run_id]:
            yield f"run {run_id} was shown {times} times after {looks[run_id]} days of looking again"


def _numbers(session: Session, _told: Told) -> Iterator[str]:
    """Every book holds each number from 1 to its last, once; what is sealed has books of its own."""
    last = {row.book: row.last for row in session.scalars(select(NumberBook))}
    letters = select(Letter.book, Letter.number).where(Letter.number.is_not(None))
    given: dict[str, list[int]] = {book: [] for book in last}
    for book, number in session.execute(letters):
        given[book].append(int(number.removeprefix(SECRET)))
    for model, book in ((Petition, "petition"), (Case, "case")):
        given[book] = list(session.scalars(select(model.number).where(model.number > 0)))
        taken = set(session.scalars(select(-model.number).where(model.number < 0)))
        given.pop(f"{APART}{book}", None)  # whoever is classified leaves it for the open book
        if taken and max(taken) > last[f"{APART}{book}"]:
            yield f"the sealed book of {book} holds {max(taken)}"
    for book, numbers in given.items():
        if sorted(numbers) != list(range(1, last.get(book, 0) + 1)):
            yield f"book {book} holds {sorted(numbers)}, its last is {last.get(book, 0)}"


def _notices(session: Session, _told: Told) -> Iterator[str]:
    """Nobody is told the same twice on a day."""
    same = (Notice.person_id, Notice.case_id, Notice.kind, Notice.rule, Notice.on)
    twice = select(*same, func.count()).group_by(*same).having(func.count() > 1)
    for row in session.execute(twice):
        yield f"told {row[-1]} times: {row[2]} {row[3]} of {row[4]} in {row[1]}"


def _audited(session: Session, tag: str, name: str) -> Counter[UUID]:
    facts = session.scalars(select(AuditEntry.facts).where(AuditEntry.tag == tag))
    return Counter(UUID(str(each[name])) for each in facts)


def _unlike(what: str, wanted: set[UUID], found: Counter[UUID]) -> Iterator[str]:
    for key in wanted - found.keys():
        yield f"no {what} of {key}"
    for key, times in found.items():
        if times != 1 or key not in wanted:
            yield f"{times} times {what} of {key}, {'wanted once' if key in wanted else 'never wanted'}"
