"""A letter of a case as it will be printed: its kept or just typed words on the national sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, letters
from app.casework import definitions, denouncers, discretion, vault, words
from app.casework.hold import Hold
from app.casework.notices import holders
from app.formdefs import FormDefinition, Problem
from app.language import _
from app.letters import Draft, Sheet, Signing, Template
from app.letters.merge import GAP
from app.letters.sheet import State
from app.policy.actor import CHAIRMAN, CLERK, OFFICER, UNIT_HEAD
from db.models import Addressee, Authority, Case, Letter, Person, Run, Task
from db.models.letters import LEFT

TITLES = {CHAIRMAN: "CHỦ TỊCH", UNIT_HEAD: "TRƯỞNG PHÒNG", OFFICER: "NGƯỜI LẬP", CLERK: "VĂN THƯ"}
DEPUTY = "PHÓ "
IN_ONES_OWN_RIGHT = frozenset({"quyet_dinh"})  # the Chairman decides as a person, not for the committee
ISSUED = LEFT | {"numbered"}

SAID_IN_THE_FORM = {"finding": "result", "measures": "action_taken"}  # gaps that the form itself fills

Words = Mapping[str, Any]


def html(session: Session, case: Case, letter: Letter, typed: Words | None = None) -> Markup:
    """Lay a letter out as the office prints it; ``typed`` are words that were not kept yet."""
    return letters.lay_out(sheet(session, case, letter, typed))


def sheet(session: Session, case: Case, letter: Letter, typed: Words | None = None) -> Sheet:
    """Compose the sheet of a letter: who issues it, its words, to whom it goes, who signs.

    ``typed`` holds answers of a drafting form (title, body, addressees, recipients, dated_on); what it
    does not hold is taken from the kept draft, and what nobody wrote yet from the template.
    """
    template = template_of(session, letter)
    kept = vault.read_data(session, vault.key_of(session, case), letter.body)
    known: Words = {**kept, **{name: value for name, value in (typed or {}).items() if value}}
    merged = _merged(session, case, letter) if _incomplete(known) else None
    authority = session.get_one(Authority, case.authority_id)
    return Sheet(
        kind=template.kind,
        superior=authority.superior,
        authority=f"ỦY BAN NHÂN DÂN {authority.name.upper()}",
        symbol=letter.symbol,
        place=authority.place,
        title=template.title,
        subject=str(known.get("title") or (merged.subject if merged else "")),
        body=str(known.get("body") or (merged.body if merged else "")),
        signing=signing(template, letter, _signer(session, template, letter)),
        number=letter.number or "",
        date=letter.dated_on or _day(known.get("dated_on")),
        addressees=_addressees(session, case, letter, typed, merged),
        recipients=_lines(known.get("recipients")) or (merged.recipients if merged else ()),
        state=_state(letter),
    )


def template_of(session: Session, letter: Letter) -> Template:
    """Give the template of a letter, as pinned by the version that opened it.

    Raises: NotFound.
    """
    if letter.version_id is None:
        run = session.get_one(Run, letter.run_id)
        return definitions.letter_template(session, run.version_id, letter.template)
    return definitions.letter_template(session, letter.version_id, letter.template)


def signing(template: Template, letter: Letter, name: str) -> Signing:
    """Say in whose name a letter is signed, and under which title (Decree 30/2020, annex I, II.7)."""
    held = (letter.signed_title or "").upper()
    if template.signer != CHAIRMAN:
        return Signing(on_behalf="", title=held or TITLES[template.signer], name=name)
    title = TITLES[CHAIRMAN]
    if held.startswith(DEPUTY):
        title = f"KT. {title}\n{held}"
    alone = template.kind in IN_ONES_OWN_RIGHT
    return Signing(on_behalf="" if alone else "TM. ỦY BAN NHÂN DÂN", title=title, name=name)


def tells(session: Session, case: Case, letter: Letter) -> bool:
    """Tell whether a letter says who denounced, so that nobody reads it who works on copies."""
    if discretion.goes_to_denouncer(template_of(session, letter)):
        return True
    return bool(denouncers.told(str(html(session, case, letter)), denouncers.facts(session, case)))


def gaps(text: str) -> int:
    """Count the places of a letter that nobody has filled in yet."""
    return text.count(GAP)


def unfilled(answers: Words) -> tuple[Problem, ...]:
    """Tell where a drafted letter still has gaps: it cannot be put before who signs."""
    sentence = _("Fill in the gaps {gap} before the letter goes on; the preview shows them.", gap=GAP)
    return tuple(Problem(name, sentence) for name in ("title", "body") if gaps(str(answers.get(name) or "")))


def telling(hold: Hold, task: Task, answers: Words) -> tuple[Problem, ...]:
    """Tell what in a drafted letter of a sealed case says who denounced, where it does not go to them."""
    if not hold.case.sealed or task.letter_id is None:
        return ()
    template = template_of(hold.session, hold.letter(task.letter_id))
    return discretion.problems(hold.session, hold.case, template, answers)


def refill(session: Session, case: Case, letter: Letter, form: FormDefinition, typed: Words) -> str:
    """Write the body anew from its template with what the form says by now; only for untouched words."""
    run = session.get_one(Run, letter.run_id)
    said = {name: _spoken(form, source, typed) for name, source in SAID_IN_THE_FORM.items()}
    template = template_of(session, letter)
    known = words.spoken(session, case, run, template) | {name: text for name, text in said.items() if text}
    return letters.merge(template, known).body


def _spoken(form: FormDefinition, field: str, typed: Words) -> str:
    """Give an answer as a letter says it: a choice by its words, which are Vietnamese in every letter."""
    value = _text(typed.get(field))
    part = next((each for each in form.walk() if each.key == field), None)
    labels = {choice.value: choice.label for choice in part.choices} if part else {}
    return labels.get(value, value)


def _incomplete(known: Words) -> bool:
    return not all(known.get(name) for name in ("title", "body", "recipients", "addressees"))


def _merged(session: Session, case: Case, letter: Letter) -> Draft | None:
    run = session.get(Run, letter.run_id) if letter.run_id else None
    return words.draft(session, case, run, letter) if run else None


def _addressees(
    session: Session, case: Case, letter: Letter, typed: Words | None, merged: Draft | None
) -> tuple[str, ...]:
    if typed and (lines := _lines(typed.get("addressees"))):
        return lines
    key = vault.key_of(session, case)
    rows = session.scalars(
        select(Addressee)
        .where(Addressee.letter_id == letter.id, Addressee.printed)
        .order_by(Addressee.position)
    )
    kept = tuple(vault.read(session, key, row.name) for row in rows)
    return kept or (merged.addressees if merged else ())


def _lines(rows: object) -> tuple[str, ...]:
    """Read lines kept as texts or as rows of a form, a name with its address."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return ()
    return tuple(filter(None, map(line, rows)))


def line(row: object) -> str:
    """Write whom a letter goes to as one line: a name with its address, or a text as it is."""
    if not isinstance(row, Mapping):
        return str(row)
    parts = (_text(row.get(part)) for part in ("name", "address"))
    return ", ".join(part for part in parts if part)


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return str(value or "")


def _signer(session: Session, template: Template, letter: Letter) -> str:
    """Name who signed; before that who will, where one person alone holds the office."""
    signer = letter.signed_by_id
    if signer is None and template.signer == CHAIRMAN:
        who = holders(session, clock.today(), role=CHAIRMAN, authority_id=letter.authority_id)
        signer = next(iter(who)) if len(who) == 1 else None
    return session.get_one(Person, signer).name if signer else ""


def _state(letter: Letter) -> State:
    if letter.state in ISSUED:
        return "issued"
    return "signed" if letter.state == "signed" else "draft"


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
