"""What an entry of the audit trail says to people: words, never ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import definitions, lived
from app.casework.audit import Tag
from app.casework.definitions import Pinned
from app.casework.lived import Lived
from app.engine.nodes import Node
from app.engine.timed import rule_of_timer
from app.formdefs import FormDefinition
from app.language import N_, _, content, short_date
from app.legaltime.events import CLOSED, MESSAGES
from app.listings.case_words import CHANGES, MEASURES, word
from app.listings.due import name_of
from app.listings.form_words import form_word, said_choice
from app.listings.kinds import kind_word
from db.models import AuditEntry, Letter, Run, Task

INTAKE = "intake"  # its start is told by the registration


@dataclass(frozen=True)
class Known:
    """What the entries of a case may point to."""

    letters: Mapping[str, Letter]
    tasks: Mapping[UUID, Task]
    pinned: Mapping[UUID, Pinned]  # by run
    older: Mapping[UUID, tuple[Pinned, ...]] = field(default_factory=dict)  # that a run has left, by run
    lived: Lived = field(default_factory=Lived)

    def node(self, element: object) -> Node | None:
        """Find an element of one of the case's procedures."""
        key = str(element)
        left = (each for run in self.older.values() for each in run)
        every = chain(self.pinned.values(), left)
        return next((each.definition.nodes[key] for each in every if key in each.definition.nodes), None)

    def form(self, task: Task) -> FormDefinition | None:
        """Give the form of a step, of the version on which it was done."""
        now = self.pinned[task.run_id]
        version = self.lived.version(task, now.version_id)
        found = next((each for each in self.older.get(task.run_id, ()) if each.version_id == version), now)
        return found.forms.get(task.form)

    def called(self, letter: Letter) -> str:
        """Say what a letter of the case is called."""
        return letter_name(letter, self.pinned.get(letter.run_id) if letter.run_id else None)


def letter_name(letter: Letter, pinned: Pinned | None) -> str:
    """Say what a letter is called: its kind and, where its template names no person in it, its subject."""
    template = pinned.letters.get(letter.template) if pinned else None
    subject = template.subject if template and "{" not in template.subject else ""
    about = content(subject)
    return f"{content(letter.title)} {about[:1].lower()}{about[1:]}".strip()


def known(
    session: Session, runs: Iterable[Run], *, letters: Mapping[str, Letter], tasks: Mapping[UUID, Task]
) -> Known:
    """Gather what the entries of a case may point to."""
    pinned = {run.id: definitions.pinned(session, run.version_id) for run in runs}
    past = lived.of(session, pinned.keys())
    older = {run_id: past.older(session, run_id) for run_id in pinned}
    return Known(letters, tasks, pinned, older, past)


def title(entry: AuditEntry, known: Known) -> str:
    """Say what was done; nothing for what people need not read."""
    say = WORDS.get(entry.tag)
    return say(entry.facts, known) if say else ""


def outcome(entry: AuditEntry, known: Known) -> str:
    """Say which way a finished step chose."""
    if entry.tag != Tag.TASK_COMPLETE or not entry.facts.get("outcome"):
        return ""
    task, node = known.tasks.get(_id(entry.facts.get("task"))), known.node(entry.facts.get("node"))
    form = known.form(task) if task else None
    return (
        said_choice(form, node.properties.get("outcome", ""), entry.facts["outcome"]) if form and node else ""
    )


def is_breach(entry: AuditEntry, known: Known) -> bool:
    """Tell whether a limit ran out here."""
    node = known.node(entry.facts.get("node")) if entry.tag == Tag.TIMER_FIRE else None
    return node is not None and rule_of_timer(node.timer)[0] == "limit" and bool(node.attached_to)


Facts = Mapping[str, object]


def _registered(facts: Facts, _known: Known) -> str:
    """Tell the number only where it was given at once: now it is given when the petition is classified."""
    if "number" in facts:
        return _("Registered petition {number}", number=facts["number"])
    return _("Petition received")


def _classified(facts: Facts, _known: Known) -> str:
    way = form_word("intake", "outcome", str(facts.get("outcome")))
    return _("Classified as {kind}: {outcome}", kind=kind_word(str(facts.get("kind"))), outcome=way)


def _started(facts: Facts, known: Known) -> str:
    key = str(facts.get("procedure"))
    pinned = known.pinned.get(_id(facts.get("run")))
    if key == "escalation":
        return _("Brought to the leader for direction")
    if key == "clock_change":
        return _("A change of the limits was proposed")
    return "" if key == INTAKE or pinned is None else content(pinned.definition.name)


def _done(facts: Facts, known: Known) -> str:
    node = known.node(facts.get("node"))
    return content(node.name) if node else ""


def _moved(facts: Facts, known: Known) -> str:
    return _("Sent to another unit: {step}", step=_done(facts, known))


def _taken_over(facts: Facts, _known: Known) -> str:
    """Tell when the case went over to another version; nothing of what else moved a procedure by hand."""
    if "takeover" not in facts:
        return ""
    if facts.get("back"):
        return _("Put back on version {number} of its procedure", number=facts["number"])
    return _("Taken over to version {number} of its procedure", number=facts["number"])


def _message(facts: Facts, _known: Known) -> str:
    return word(MESSAGES, str(facts.get("message")))


def _changed(facts: Facts, _known: Known) -> str:
    return _("Limits changed: {change}", change=word(CHANGES, str(facts.get("change"))))


def _measure(facts: Facts, _known: Known) -> str:
    name = name_of(str(facts.get("rule")))
    return _("{measure}, about: {limit}", measure=word(MEASURES, str(facts.get("measure"))), limit=name)


def _reason(facts: Facts, _known: Known) -> str:
    said = form_word("direction", "late_reason", str(facts.get("code")))
    return _("Reason of the delay: {reason}", reason=said)


def _closed(facts: Facts, _known: Known) -> str:
    return _("Case closed: {how}", how=word(CLOSED, str(facts.get("as"))))


def _about_letter(sentence: str) -> Callable[[Facts, Known], str]:
    def say(facts: Facts, known: Known) -> str:
        letter = known.letters.get(str(facts.get("letter")))
        number = f"{letter.number}/{letter.symbol}" if letter and letter.number else ""
        return _(sentence, letter=known.called(letter) if letter else "", number=number)

    return say


def _plain(sentence: str) -> Callable[[Facts, Known], str]:
    def say(_facts: Facts, _known: Known) -> str:
        return _(sentence)

    return say


def _id(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        return UUID(int=0)


def _recounted(facts: Facts, _known: Known) -> str:
    was, now = (short_date(dt.date.fromisoformat(str(facts[name]))) for name in ("from", "to"))
    limit = name_of(str(facts["rule"]))
    return _(
        "The list of days off was changed: {limit} ends on {now}, not on {was}", limit=limit, now=now, was=was
    )


WORDS: Mapping[str, Callable[[Facts, Known], str]] = {
    Tag.PETITION_REGISTER: _registered,
    Tag.PETITION_CLASSIFY: _classified,
    Tag.PETITION_LINK: _plain(N_("A petition was joined to the case")),
    Tag.PETITION_UNLINK: _plain(N_("A petition was taken out of the case")),
    Tag.CASE_CLOSE: _closed,
    Tag.CASE_ASSIGN: _plain(N_("The case was given to a unit")),
    Tag.RUN_START: _started,
    Tag.TASK_COMPLETE: _done,
    Tag.RUN_MOVE: _taken_over,
    Tag.TASK_REASSIGN: _moved,
    Tag.TIMER_FIRE: _done,
    Tag.MESSAGE_DELIVER: _message,
    Tag.CLOCK_CHANGE: _changed,
    Tag.DEADLINE_RECOUNT: _recounted,
    Tag.INCIDENT_CORRECT: _plain(N_("A value that steers the procedure was put right, with a second person")),
    Tag.INCIDENT_CANCEL: _plain(N_("A procedure that could not go on was ended, with a second person")),
    Tag.TIMER_MOVE: _plain(N_("The day of a reminder or a limit was moved")),
    Tag.LETTER_DRAFT: _about_letter(N_("Submitted for signature: {letter}")),
    Tag.LETTER_SIGN: _about_letter(N_("Signed: {letter}")),
    Tag.LETTER_RETURN: _about_letter(N_("Returned to the drafter: {letter}")),
    Tag.LETTER_NUMBER: _about_letter(N_("Numbered {number}: {letter}")),
    Tag.LETTER_SEND: _about_letter(N_("Sent: {letter}")),
    Tag.LETTER_PROVE: _about_letter(N_("Proof of delivery filed: {letter}")),
    Tag.MEASURE_TAKE: _measure,
    Tag.HEARING_OVERRIDE: lambda *_none: _(
        "The Chairman let the case be ruled on without survey or dialogue"
    ),
    Tag.SURVEY_LOG: lambda *_none: _("The leader surveyed the place"),
    Tag.OUTREACH_LOG: lambda *_none: _("An activity of outreach was logged"),
    Tag.ROUND_CLOSE: lambda *_none: _("The round of questions was closed"),
    Tag.WATCH_REVIEW: lambda *_none: _("The prolonged case was reviewed"),
    Tag.REASON_RECORD: _reason,
    Tag.DOCUMENT_ADD: _plain(N_("A paper was added to the file")),
    Tag.CASE_DESTROY: _plain(N_("What was sealed was destroyed at the end of its retention")),
    Tag.IDENTITY_READ: _plain(N_("The sealed identity was read")),
    Tag.IDENTITY_ASK: _plain(N_("Somebody asked for the right to this sealed matter")),
    Tag.IDENTITY_DECIDE: _plain(N_("A request for the right to this matter was decided")),
}
