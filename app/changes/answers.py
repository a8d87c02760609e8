"""How one field of a form is answered: kind, duty, choices, range, condition, hint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.changes.bundle import Bundle
from app.changes.conditions import condition
from app.changes.fields import Item, text, written
from app.changes.saying import NONE, Value, texts
from app.changes.told import NOTHING, Drawn, Part, Quoted, Told, quoted, row, told
from app.language import N_
from app.legaltime import grounds

Difference = tuple[str, tuple[Value, Value], dict[str, Part | str]]
_KINDS = {
    "textfield": N_("a line of text"), "textarea": N_("several lines of text"), "number": N_("a number"),
    "datetime date": N_("a date"), "datetime": N_("a date"),
    "datetime datetime": N_("a date and time"),
    "datetime time": N_("a time"), "checkbox": N_("a tick"), "checklist": N_("several ticks"),
    "radio": N_("one of several, all shown"), "select": N_("one of a list"),
    "taglist": N_("several of a list"),
    "filepicker": N_("a file"), "expression": N_("a computed value"), "group": N_("a group"),
    "dynamiclist": N_("a list with rows"), "text": N_("a text to read"),
}  # fmt: skip
_RANGES = {
    "min": N_("at least"), "max": N_("at most"), "minLength": N_("characters at least"),
    "maxLength": N_("characters at most"), "pattern": N_("written as"),
    "patternErrorMessage": N_("what is said otherwise"), "validationType": N_("written as"),
}  # fmt: skip
_RESTS = {
    "unit": N_("unit"), "accept": N_("kinds of file"), "multiple": N_("several files"),
    "hidden": N_("kept hidden"), "expression": N_("computed from"),
}  # fmt: skip
_OFFERS = {
    "units": N_("the office's units"), "officers": N_("the office's people"), "laws": N_("the texts of law"),
    "documents": N_("the papers of the case"), "items": N_("the contents of the case"),
    "parties": N_("the parties"), "deadlines": N_("the limits of the case"), "books": N_("the number books"),
}  # fmt: skip
_EQUAL = re.compile(r"(?<![!<>=])=(?!=)")
_NULL = re.compile(r"\bnull\b")
_TRUTH = re.compile(r"\b(true|false)\b")


def differences(old: Item, new: Item, one: Bundle, other: Bundle) -> Iterator[Difference]:
    """List how two states of a field differ."""
    if old.kind != new.kind:
        yield "field_type", (_known(_KINDS, old.kind), _known(_KINDS, new.kind)), {}
    if old.required != new.required:
        must, may = Value("", Told(N_("required"))), Value("", Told(N_("optional")))
        yield "field_required", (must, may) if old.required else (may, must), {}
    yield from _choices(old, new)
    if text(old.part, "description") != text(new.part, "description"):
        yield "field_help", texts(text(old.part, "description"), text(new.part, "description")), {}
    if old.hidden != new.hidden:
        yield "field_shown", (_feel(old.hidden, one), _feel(new.hidden, other)), {}
    yield from _checked(old, new, one, other)
    yield from _written(old, new)


def _choices(old: Item, new: Item) -> Iterator[Difference]:
    before, after = old.choices, new.choices
    gone = {key: label for key, label in before.items() if key not in after}
    come = {key: label for key, label in after.items() if key not in before}
    if gone:
        yield "choice_removed", (_labels(gone), NONE), {}
    if come:
        yield "choice_added", (NONE, _labels(come)), {}
    for key, label in after.items():
        if key in before and before[key] != label:
            yield "choice_label", texts(before[key], label), {}
    shared = [[key for key in keys if key in before and key in after] for keys in (before, after)]
    if shared[0] != shared[1]:
        yield "choice_order", (NONE, Value("", row(quoted(after[key]) for key in after))), {}
    keys = [text(item.part, "valuesKey") for item in (old, new)]
    if keys[0] != keys[1]:
        yield "field_offer", (_offered(keys[0]), _offered(keys[1])), {}


def _checked(old: Item, new: Item, one: Bundle, other: Bundle) -> Iterator[Difference]:
    for name, what in _RANGES.items():
        sides = [written(item.of("validate").get(name)) for item in (old, new)]
        if sides[0] != sides[1]:
            yield "field_range", texts(sides[0], sides[1]), {"what": Told(what)}
    rules = [text(item.of("properties"), "rule").removeprefix("=").strip() for item in (old, new)]
    if rules[0] != rules[1]:
        yield "field_check", (_feel(rules[0], one), _feel(rules[1], other)), {}


def _written(old: Item, new: Item) -> Iterator[Difference]:
    """List what else is written about a field: whether it steers, what it is filled in with, and the rest."""
    routes = [item.of("properties").get("route") == "yes" for item in (old, new)]
    if routes[0] != routes[1]:
        steers, tells = N_("steers the procedure"), N_("is only kept")
        sides = [Value("", Told(steers if route else tells)) for route in routes]
        yield "field_route", (sides[0], sides[1]), {}
    filled = [written(item.part.get("defaultValue")) for item in (old, new)]
    if filled[0] != filled[1]:
        yield "field_default", texts(filled[0], filled[1]), {}
    more = [
        {**item.rest, "readonly": written(item.part.get("readonly")), **_digits(item)} for item in (old, new)
    ]
    for name in dict.fromkeys((*more[0], *more[1])):
        sides_of = [each.get(name, "") for each in more]
        if sides_of[0] != sides_of[1] and name != "rule":
            what = Told(_RESTS[name]) if name in _RESTS else name
            yield "field_other", texts(sides_of[0], sides_of[1]), {"what": what}


def _digits(item: Item) -> dict[str, str]:
    return {"decimalDigits": written(item.part.get("decimalDigits"))}


def _feel(written_as: str, bundle: Bundle) -> Value:
    """Say a FEEL condition in words where it is one that Python would write alike; else quote it."""
    if not written_as:
        return Value("", NOTHING)
    plain = _TRUTH.sub(lambda found: found[0].title(), _NULL.sub("None", _EQUAL.sub("==", written_as)))
    said = condition(plain, bundle)
    return Value(written_as, Quoted(written_as) if said == Quoted(plain) else said)


def _labels(choices: Mapping[str, str]) -> Value:
    return Value(", ".join(choices), row(quoted(label or key) for key, label in choices.items()))


def _offered(key: str) -> Value:
    """Say where choices come from."""
    group = grounds.groups().get(key.removeprefix(grounds.CHOICE)) if key.startswith(grounds.CHOICE) else ""
    return (
        Value(key, told(N_("the grounds of the law: {group}"), group=Drawn(group)))
        if group
        else _known(_OFFERS, key)
    )


def _known(words: Mapping[str, str], key: str) -> Value:
    return Value(key, Told(words[key]) if key in words else quoted(key))
