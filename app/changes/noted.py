"""What is noted at a step that is new: who does it, with which form and letter, on which article."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.changes.bundle import Bundle
from app.changes.naming import name_of
from app.changes.sheet import Sheet, Thing
from app.changes.told import Drawn, Part, Quoted, Row, quoted, row, told
from app.changes.words import cited, days, listed, word, words
from app.language import N_

_SAID = {
    "role": N_("done by {what}"),
    "assign": N_("comes to {what}"),
    "form": N_("form as at {what}"),
    "letter": N_("letter {what}"),
    "promise": N_("the office's promise {what}"),
    "legalBasis": N_("legal basis {what}"),
    "citizen": N_("the citizen reads {what}"),
    "records": N_("writes into the case: {what}"),
    "guard": N_("condition for whoever does it: {what}"),
}


def noted(thing: Thing, sheet: Sheet, bundle: Bundle) -> Part | None:
    """Say everything that is noted at a step, in the order in which a reader asks; None where nothing is."""
    found = [
        told(said, what=what)
        for name, said in _SAID.items()
        if (text := thing.properties.get(name, "")) and (what := _what(thing, name, text, sheet, bundle))
    ]
    return Row(tuple(found), "; ") if found else None


def value(name: str, text: str, sheet: Sheet, bundle: Bundle) -> Part:
    """Say the value of a property in words."""
    ways: Mapping[str, Callable[[], Part]] = {
        "assign": lambda: _desk(text, sheet, bundle),
        "legalBasis": lambda: cited(text),
        "letter": lambda: bundle.letter_name(text),
        "outcome": lambda: bundle.field_name(text),
        "due": lambda: bundle.field_name(text),
        "given": lambda: row(bundle.field_name(key) for key in listed(text)),
        "promise": lambda: days(text),
        "citizen": lambda: quoted(text),
    }
    return ways[name]() if name in ways else words(name, text)


def _what(thing: Thing, name: str, text: str, sheet: Sheet, bundle: Bundle) -> Part | None:
    """Say a property; a form after the other steps that show it, for one that none shows is new itself."""
    if name != "form":
        return value(name, text, sheet, bundle)
    others = bundle.shown_at(text, besides=thing.node.name)
    return row(Quoted(Drawn(step)) for step in others) if others else None


def _desk(text: str, sheet: Sheet, bundle: Bundle) -> Part:
    """Say whose inbox a step comes to."""
    kind, mark, of = text.partition(":")
    if kind == "author" and mark:
        name = name_of(sheet.things[of], sheet) if of in sheet.things else of
        return told(N_("whoever did «{name}»"), name=name)
    if kind == "unit" and mark:
        return told(N_("the unit named in {field}"), field=bundle.field_name(of))
    return word("assign", text)
