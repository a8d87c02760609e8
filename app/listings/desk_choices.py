"""The choices that the leader has about a matter, each with what it does to the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, formdefs
from app.casework import choices as offers
from app.casework import definitions, desk_letter, foresight, notices, prefill
from app.casework.foresight import Foreseen
from app.casework.hold import Hold
from app.formdefs import FormDefinition, Problem
from app.formdefs.view import FieldView, ProblemView
from app.language import content, current
from app.listings import desk_words as words
from app.listings.desk_item import Found
from app.listings.due import said
from app.policy.actor import UNIT_HEAD, Actor
from db.models import Deadline, Person, Unit

Posted = Mapping[str, Sequence[str]]
MEASURE = "measure"
# In the order of the desk: what is done most comes first.
ORDER = (
    "urge",
    "remind",
    "rectify",
    "criticise",
    "reassign",
    "take_over",
    "extend",
    "suspend",
    "record_reason",
)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One measure: what it does, what it does to the clock, and the fields it asks for."""

    value: str
    label: str
    does: str
    clock: str
    foreseen: Foreseen
    why: tuple[str, ...]  # how the new date is reckoned
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """All measures of the form: the possible ones in the desk's order, the others with why not."""

    options: tuple[Option, ...]
    closed: tuple[tuple[str, str], ...]
    problems: tuple[ProblemView, ...]
    kept: str  # what was typed for a measure that is no longer possible


def of(
    session: Session,
    found: Found,
    *,
    actor: Actor,
    typed: Posted | None = None,
    problems: Sequence[Problem] = (),
) -> Choices:
    """Give the choices about a matter; ``typed`` and ``problems`` are those of a form that came back.

    The session is only for looking: an extension is tried on the row and forgotten with it.
    """
    hold = Hold(session=session, case=found.case, key=found.key, now=clock.now(), actor=actor)
    deadline, sheet = _deadline(found), _Sheet.of(session, found)
    labels = _labels(sheet.form)
    measures = tuple(each for each in ORDER if each in labels) + tuple(sorted(labels.keys() - set(ORDER)))
    due_on, chosen = deadline.due_on, _chosen(typed)
    drawn = {
        each: sheet.fields(each, typed, problems if each == chosen else ())
        for each in measures
        if each == chosen or each not in foresight.CHANGES or foresight.can_change(hold, deadline)
    }
    people = dict.fromkeys(words.LETTERS, ", ".join(desk_letter.to_whom(hold, deadline)))
    too_late = due_on < hold.today
    looks = {each: _wanted(each, drawn.get(each, ())) for each in measures}
    foreseen = foresight.of(hold, deadline, looks)  # the last look: it tries the extension on the row
    options = tuple(
        _option(foreseen[each], labels[each], drawn[each], people.get(each, ""))
        for each in measures
        if foreseen[each].possible
    )
    closed = tuple(
        (labels[e], words.why_not(e, deadline, too_late=too_late))
        for e in measures
        if not foreseen[e].possible
    )
    return Choices(
        options=options,
        closed=closed,
        problems=_listed(problems, chosen, drawn.get(chosen, ())),
        kept="" if chosen in {option.value for option in options} else _written(drawn.get(chosen, ())),
    )


def form_of(session: Session, found: Found) -> FormDefinition:
    """Give the form of the desk item, as pinned by its version."""
    return definitions.pinned(session, found.run.version_id).forms[found.task.form]


def posted_for(measure: str, typed: Posted) -> dict[str, list[str]]:
    """Read the fields of one measure as its form has them: on the page they carry the measure's name."""
    start = f"{measure}."
    fields = {name.removeprefix(start): list(said) for name, said in typed.items() if name.startswith(start)}
    return {**fields, MEASURE: [measure]}


def _wanted(measure: str, fields: Sequence[FieldView]) -> dt.date | None:
    """Read on which day a measure is to be looked at again, as the recorder will read it."""
    stands = {field.name: field.value for field in fields}
    for name in ("followup_on", "done_by"):
        try:
            return dt.date.fromisoformat(stands.get(f"{measure}.{name}", ""))
        except ValueError:
            continue  # empty, or not a day yet
    return None


def _written(fields: Sequence[FieldView]) -> str:
    return "\n".join(field.value for field in fields if field.kind == "textarea" and field.value)


def _chosen(typed: Posted | None) -> str:
    return next(iter((typed or {}).get(MEASURE, ())), "")


def _deadline(found: Found) -> Deadline:
    if found.deadline is None:
        raise LookupError("this desk item has no limit")
    return found.deadline


def _labels(form: FormDefinition) -> dict[str, str]:
    return {
        each.value: content(each.label)
        for part in form.components
        if part.key == MEASURE
        for each in part.choices
    }


@dataclass(frozen=True)
class _Sheet:
    """The form of the desk item with what all its measures share, read once."""

    form: FormDefinition
    offered: Mapping[str, Sequence[formdefs.Choice]]
    seen: Mapping[str, Any]
    prefilled: Mapping[str, Any]

    @staticmethod
    def of(session: Session, found: Found) -> _Sheet:
        today, form = clock.today(), form_of(session, found)
        return _Sheet(
            form,
            offers.of(session, form, found.case, today),
            prefill.context(session, found.case, found.run, found.task, today),
            prefill.answers(session, found.case, found.run, found.task, today),
        )

    def fields(
        self, measure: str, typed: Posted | None, problems: Sequence[Problem]
    ) -> tuple[FieldView, ...]:
        """Draw the fields that one measure asks for; on the page they carry the measure's name."""
        answers = self.prefilled
        if typed is not None:
            answers = formdefs.typed(self.form, posted_for(measure, typed), context=self.seen)
        view = formdefs.view(
            self.form,
            {**answers, MEASURE: measure},
            choices=self.offered,
            problems=problems,
            context=self.seen,
        )
        return tuple(
            replace(field, name=f"{measure}.{field.name}")
            for group in view.groups
            for field in group.fields
            if field.visible and field.name != MEASURE
        )


def _option(foreseen: Foreseen, label: str, fields: tuple[FieldView, ...], people: str) -> Option:
    measure = foreseen.measure
    return Option(
        value=measure,
        label=label,
        does=words.does(measure, people),
        clock=words.on_the_clock(foreseen),
        foreseen=foreseen,
        why=said(foreseen.steps),
        fields=fields,
    )


def _urged(session: Session, hold: Hold, deadline: Deadline) -> str:
    heads = notices.holders(session, hold.today, role=UNIT_HEAD, unit_id=deadline.unit_id)
    unit = session.get_one(Unit, deadline.unit_id)
    return ", ".join((unit.name_en if current() == "en" else unit.name, *_names(session, heads)))


def _reminded(session: Session, hold: Hold, deadline: Deadline) -> str:
    return ", ".join(_names(session, notices.working_on(hold, deadline)))


def _names(session: Session, people: set[UUID]) -> list[str]:
    rows = session.scalars(select(Person).where(Person.id.in_(people)).order_by(Person.sort_key))
    return [person.name for person in rows]


def _listed(problems: Sequence[Problem], chosen: str, fields: Sequence[FieldView]) -> tuple[ProblemView, ...]:
    labels = {field.name: field.label for field in fields}
    found = []
    for problem in problems:
        name = problem.field if problem.field == MEASURE else f"{chosen}.{problem.field}"
        found.append(ProblemView(FieldView(name, "").id, labels.get(name, ""), problem.message))
    return tuple(found)
