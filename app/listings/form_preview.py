"""A form as it is being drawn, shown as officers will see it, and what its keys mean elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app import clock, formdefs
from app.casework import rehearsal_forms
from app.errors import OfficeError
from app.formdefs import Choice, FormDefinition, FormRefused
from app.formdefs.definition import CHOOSING, MANY, Component, level
from app.formdefs.errors import Fault
from app.formdefs.view import FormView
from app.language import _, content, current
from app.listings import data_dictionary
from app.listings.data_dictionary import SAID, Field

Posted = Mapping[str, Sequence[str]]
MOST_NAMED = 3  # files of which a remark tells


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A form on the desk of its author: the page's fields, or what keeps it from being shown."""

    form: FormView | None
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()  # what should be looked at; it keeps nothing back


def of(
    drawn: bytes,
    posted: Posted | None,
    *,
    english: Mapping[str, str],
    known: Iterable[Field],
    sent: bool = False,
) -> Shown:
    """Show a form with these answers (None: with sample ones); ``sent`` also checks them.

    ``english`` are pairs of the draft that the office's catalogue does not hold yet. Never raises for what
    is drawn.
    """
    try:
        form = formdefs.read(drawn)
        remarks = tuple(_remarks(drawn, known))
        return Shown(form=_view(_translated(form, english), posted, sent=sent), remarks=remarks)
    except FormRefused as refused:
        return Shown(form=None, faults=refused.faults)
    except OfficeError as refused:
        return Shown(form=None, faults=(Fault("form", refused.sentence),))


def _view(form: FormDefinition, posted: Posted | None, *, sent: bool) -> FormView:
    choices = rehearsal_forms.choices(form)
    answers = samples(form, choices) if posted is None else formdefs.typed(form, posted)
    wrong = formdefs.check(form, posted or {}, choices=choices).problems if sent else ()
    return formdefs.view(form, answers, choices=choices, problems=wrong)


def samples(form: FormDefinition, choices: Mapping[str, Sequence[Choice]]) -> dict[str, object]:
    """Answer every field of a form with something invented, so that a page of it can be looked at."""
    return {part.key: _sample(part, choices) for part in level(form.components) if part.key}


def _sample(part: Component, choices: Mapping[str, Sequence[Choice]]) -> object:
    if part.kind == "dynamiclist":
        return [{each.key: _sample(each, choices) for each in level(part.children) if each.key}]
    if part.kind in CHOOSING:
        offered = choices.get(part.choices_key, ()) if part.choices_key else part.choices
        first = [choice.value for choice in offered[:1]]
        return first if part.kind in MANY else next(iter(first), None)
    if part.kind in {"textfield", "textarea", "hidden"}:
        return _shaped(part)
    plain = {
        "number": part.limits.min if part.limits.min is not None else 1,
        "date": clock.today().isoformat(),
        "time": "08:30",
        "checkbox": True,
    }
    return plain.get(part.kind)


def _shaped(part: Component) -> str:
    shapes = {"email": "vi-du@example.vn", "phone": "0912 345 678"}
    said = shapes.get(part.limits.form) or _("Example: {label}", label=content(part.label))
    return said[: part.limits.max_length]


def _remarks(drawn: bytes, known: Iterable[Field]) -> Iterator[Fault]:
    """Tell of keys that hold something else in another file of the office."""
    office = {field.key: field for field in known}
    for mine in data_dictionary.in_form("form.json", drawn):
        other = office.get(mine.key)
        if other and not data_dictionary.same(mine.sort, other.sort):
            yield Fault(
                mine.key,
                _(
                    "“{key}” is {mine} here, but {other} in {files}. Take another key, or ask for the same.",
                    key=mine.key,
                    mine=_(SAID[mine.sort]),
                    other=_(SAID[other.sort]),
                    files=", ".join(other.used[:MOST_NAMED]),
                ),
            )


def _translated(form: FormDefinition, english: Mapping[str, str]) -> FormDefinition:
    """Put the draft's own English into a form that is read in English."""
    if current() == "vi" or not english:
        return form
    return replace(form, components=_said(form.components, english))


def _said(components: Sequence[Component], english: Mapping[str, str]) -> tuple[Component, ...]:
    def said(words: str) -> str:
        return english.get(words) or words

    return tuple(
        replace(
            part,
            label=said(part.label),
            help=said(part.help),
            unit=said(part.unit),
            rule_message=said(part.rule_message),
            limits=replace(part.limits, pattern_message=said(part.limits.pattern_message)),
            choices=tuple(Choice(choice.value, said(choice.label)) for choice in part.choices),
            children=_said(part.children, english),
        )
        for part in components
    )
