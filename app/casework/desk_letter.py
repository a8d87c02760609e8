"""The letter by which a leader urges: written from its template, signed by the direction itself."""

from __future__ import annotations

from app.casework import deadlines, vault, words
from app.casework.audit import Tag, record
from app.casework.hold import Hold
from app.casework.notices import holders, seers
from app.policy.actor import UNIT_HEAD
from db.base import new_id
from db.models import Addressee, Letter, Person, Run, Unit


def issue(hold: Hold, run: Run, letter: Letter) -> None:
    """Write and sign a letter to the late unit *and* its head, in the leader's name."""
    if run.subject_id is None or hold.actor is None:
        return
    hold.session.flush()  # the words are read from rows that this command just wrote
    draft = words.draft(hold.session, hold.case, run, letter)
    unit = hold.session.get_one(Unit, deadlines.by_id(hold, run.subject_id).unit_id)
    heads = holders(hold.session, hold.today, role=UNIT_HEAD, unit_id=unit.id)
    if hold.case.sealed:  # the unit may not know; whoever works on the case is urged by name
        heads = seers(hold) - {hold.actor.person_id}
    people = [hold.session.get_one(Person, head).name for head in sorted(heads)]
    names = people if hold.case.sealed else [unit.name, *people]
    letter.body = vault.seal_data(
        hold.session,
        hold.key,
        {"title": draft.subject, "body": draft.body, "recipients": list(draft.recipients), "dated_on": None},
    )
    letter.state, letter.drafted_by_id = "signed", hold.actor.person_id
    letter.submitted_at = letter.signed_at = hold.now
    letter.signed_by_id, letter.signed_title = hold.actor.person_id, hold.actor.title
    for position, name in enumerate(names):
        hold.session.add(
            Addressee(
                id=new_id(),
                letter_id=letter.id,
                position=position,
                name=vault.seal(hold.session, hold.key, name),
                via="internal",
            )
        )
    facts = {"letter": str(letter.id), "template": letter.template}
    record(hold.session, hold.case, Tag.LETTER_SIGN, actor=hold.actor, now=hold.now, facts=facts)
