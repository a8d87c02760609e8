"""To whom a letter goes: those it names itself, and those to whom a paper that names nobody was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import definitions, letter_sheet, vault, words
from app.casework.hold import Hold
from db.base import new_id
from db.models import Addressee, Letter, Run, Task

Line = tuple[str, str]  # who, with the address, and how it is sent

# How the forms by which papers are sent call people whom the case knows; others are called by their words.
KNOWN = {
    "complainant": ("petitioner", "petitioner_address"),
    "respondent": ("respondent", "respondent_address"),
    "denounced": ("respondent",),
    "forwarder": ("forwarder",),
}


def of(session: Session, letter_id: UUID) -> Sequence[Addressee]:
    """Give to whom a letter goes, in their order."""
    rows = select(Addressee).where(Addressee.letter_id == letter_id).order_by(Addressee.position)
    return session.scalars(rows).all()


def keep(hold: Hold, letter: Letter, lines: Iterable[Line], *, printed: bool = True, first: int = 0) -> None:
    """Keep to whom a letter goes, in their order; ``printed`` says whether the letter itself names them."""
    for position, (name, via) in enumerate(lines, first):
        hold.session.add(
            Addressee(
                id=new_id(),
                letter_id=letter.id,
                position=position,
                name=vault.seal(hold.session, hold.key, name),
                via=via,
                printed=printed,
            )
        )


def keep_told(hold: Hold, run: Run, task: Task, letter: Letter, answers: Mapping[str, Any]) -> None:
    """Keep to whom a ruling was sent, as its sender ticked: it prints no «Kính gửi», yet each proof is owed.

    What the case knows of somebody is their name and address, of a sealed case without the denouncer's.
    Whom the letter names already is not kept twice.
    """
    told = [str(who) for who in answers.get("sent_to") or []]
    if not told:
        return
    named = [vault.read(hold.session, hold.key, row.name) for row in of(hold.session, letter.id)]
    template = letter_sheet.template_of(hold.session, letter)
    known = words.spoken(hold.session, hold.case, run, template)
    form = definitions.pinned(hold.session, run.version_id).forms[task.form]
    offered = next((part.choices for part in form.walk() if part.key == "sent_to"), ())
    labels = {choice.value: choice.label for choice in offered}
    people = [_parts(known, who) or [labels[who]] for who in told if who in labels]
    lines = [", ".join(parts) for parts in people if not any(parts[0] in line for line in named)]
    via = str(answers.get("via") or "post")
    keep(hold, letter, [(line, via) for line in lines], printed=False, first=len(named))
    hold.session.flush()


def _parts(known: Mapping[str, object], who: str) -> list[str]:
    return [str(known[part]) for part in KNOWN.get(who, ()) if known.get(part)]
