"""The counter's one screen, read: what was typed, what the tables propose, what is still wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import choices, definitions, follow, intake
from app.casework.intake import Desk
from app.casework.numbers import NUMBER
from app.casework.proposals import Proposals
from app.formdefs import Checked, Choice, FormDefinition, Problem
from app.language import _, content
from app.policy.actor import Actor
from db.models import Authority

Posted = Mapping[str, Sequence[str]]

OLDEST = dt.date(2020, 1, 1)  # older matters are not received at a counter: a mistyped year
LONGEST = {"forwarder": 300, "backdating_reason": 1000}
CONTENT_TEXT = re.compile(r"content_items\.[0-9]{1,4}\.text")
BY_OTHERS = frozenset({"post", "forwarded"})  # nobody stands at the counter who could show a card
WAS, FOLLOWS = follow.WAS, follow.FOLLOWS
SILENT = frozenset({"over_level"})  # a box that fills itself needs no second look


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Both forms checked; ``posted`` is what stands on the screen now, proposals filled in."""

    registration: FormDefinition
    intake: FormDefinition
    posted: Posted
    entry: Checked
    classification: Checked
    proposals: Proposals
    filled: bool  # proposals were filled in that nobody has looked at yet
    choices: Mapping[str, Sequence[Choice]]
    context: Mapping[str, Any] = field(default_factory=dict)


def read(session: Session, posted: Posted, *, actor: Actor) -> Sheet:
    """Read the screen without changing anything; nothing that is posted makes it raise."""
    today = clock.today()
    pinned = definitions.pinned(session, definitions.in_force(session, intake.FORM, today))
    form = intake.registration_form(pinned)
    posted = _prefilled(posted)
    entry = _enter(form, posted)
    desk = Desk(
        pinned=pinned,
        authority=session.get_one(Authority, actor.authority_id),
        registered=entry.answers,
        succeeds_district=intake.succeeds_district(session, actor.authority_id),
    )
    proposed, followed = follow.follow(session, desk, posted)
    offered = {"units": choices.units_of(session, actor.authority_id, today)}
    seen = {  # without ``today``: the forms ask for today(), which a name would hide
        "received_on": entry.answers.get("received_on"),
        "case_kind": "unclassified",
    }
    return Sheet(
        registration=form,
        intake=desk.form,
        posted=followed,
        entry=entry,
        classification=intake.check(session, desk, followed, choices=offered, context=seen, actor=actor),
        proposals=proposed,
        filled=any(followed.get(n) != posted.get(n) for n in FOLLOWS if n not in SILENT),
        choices=offered,
        context={**seen, **desk.context, "proposed": proposed.values},
    )


def _enter(form: FormDefinition, posted: Posted) -> Checked:
    entry = formdefs.check(form, _completed(posted))
    problems = (*entry.problems, *_odd(form, entry))
    return replace(entry, answers=_with_link(entry.answers, posted), problems=problems)


def _prefilled(posted: Posted) -> Posted:
    """Answer for who is not here: a petition that came by post shows no identity card."""
    away = _first(posted, "channel") in BY_OTHERS
    if not away or _first(posted, "identity_number") or _first(posted, "identity_skip_reason"):
        return posted
    return {**posted, "identity_skip_reason": ["by_post"]}


def _completed(posted: Posted) -> Posted:
    """Spare typing twice: where no content is written, the one-line summary is the content."""
    matter = _first(posted, "matter")
    written = any(
        text.strip() for name, texts in posted.items() if CONTENT_TEXT.fullmatch(name) for text in texts
    )
    return posted if written or not matter else {**posted, "content_items.0.text": [matter]}


def _with_link(answers: dict[str, object], posted: Posted) -> dict[str, object]:
    """Carry the number of the case that this petition comes back to; it is tied when it is classified."""
    number = _first(posted, "repeat_of")
    return {**answers, "repeat_of": number} if NUMBER.fullmatch(number) else answers


def _odd(form: FormDefinition, entry: Checked) -> list[Problem]:
    """Tell what the form's own rules let through and the register cannot hold."""
    found = []
    labels = {part.key: content(part.label) for part in form.walk()}
    received = str(entry.answers.get("received_on") or "")
    if received and dt.date.fromisoformat(received) < OLDEST:
        found.append(Problem("received_on", _("A petition received before 2020 is not registered here.")))
    for name, most in LONGEST.items():
        if len(str(entry.answers.get(name) or "")) > most:
            sentence = _("Shorten “{label}” to {max} characters.", label=labels.get(name, ""), max=most)
            found.append(Problem(name, sentence))
    return found


def _first(posted: Posted, name: str) -> str:
    return next((text.strip() for text in posted.get(name, ()) if text.strip()), "")
