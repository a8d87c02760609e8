"""The letter by which a leader reminds, urges, rectifies or criticises: directing is signing it."""

from __future__ import annotations

from sqlalchemy import or_, select

from app.casework import addressees, deadlines, vault, words
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.casework.notices import seers
from app.policy.actor import UNIT_HEAD
from db.models import Deadline, Holding, Letter, Measure, Person, Run, Unit


def issue(hold: Hold, run: Run, letter: Letter) -> None:
    """Write and sign a letter to the late unit *and* its head, in the leader's name."""
    if run.subject_id is None or hold.actor is None:
        return
    hold.session.flush()  # the words are read from rows that this command just wrote
    draft = words.draft(hold.session, hold.case, run, letter)
    deadline = deadlines.by_id(hold, run.subject_id)
    letter.body = vault.seal_data(
        hold.session,
        hold.key,
        {"title": draft.subject, "body": draft.body, "recipients": list(draft.recipients), "dated_on": None},
    )
    letter.state, letter.drafted_by_id = "signed", hold.actor.person_id
    letter.submitted_at = letter.signed_at = hold.now
    letter.signed_by_id, letter.signed_title = hold.actor.person_id, hold.actor.title
    addressees.keep(hold, letter, [(name, "internal") for name in to_whom(hold, deadline)])
    _tie_to_measure(hold, deadline, letter)
    facts = {"letter": str(letter.id), "template": letter.template}
    record(hold.session, hold.case, Tag.LETTER_SIGN, actor=hold.actor, now=hold.now, facts=facts)


def to_whom(hold: Hold, deadline: Deadline) -> list[str]:
    """Name whom a measure is addressed to: the unit *and* its head, by name and office.

    The unit of a sealed case may not know: whoever works on it is addressed by name.
    """
    if hold.case.sealed:
        people = seers(hold) - ({hold.actor.person_id} if hold.actor else set())
        return [hold.session.get_one(Person, person).name for person in sorted(people)]
    unit = hold.session.get_one(Unit, deadline.unit_id)
    heads = hold.session.execute(
        select(Person.name, Holding.title)
        .join(Holding, Holding.person_id == Person.id)
        .where(
            Holding.unit_id == unit.id,
            Holding.role == UNIT_HEAD,
            Holding.since <= hold.today,
            or_(Holding.until.is_(None), Holding.until >= hold.today),
        )
        .order_by(Person.sort_key)
    )
    return [unit.name, *(f"{name}, {title}" for name, title in heads)]


def _tie_to_measure(hold: Hold, deadline: Deadline, letter: Letter) -> None:
    rows = select(Measure).where(Measure.deadline_id == deadline.id).order_by(Measure.id.desc()).limit(1)
    measure = hold.session.scalars(rows).one_or_none()
    if measure is not None:
        measure.letter_id = letter.id
