"""Which parts of a form show, what its computed fields come to, and which of its rules are broken.

All conditions of a form are asked in one crossing to FEEL. Hiding a field takes its answer away,
which may change other conditions: the questions are asked again until nothing changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app import feel
from app.formdefs.places import Place

PASSES = 6  # conditions that still change each other after so many are drawn in a circle

ABOUT = ("hide", "expression", "rule", "pattern")

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Situation:
    """Names of the places that are hidden, of broken rules and shapes, and computed values by name."""

    hidden: frozenset[str] = frozenset()
    computed: Mapping[str, object] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    misshapen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Asked:
    place: Place
    about: str  # one of ABOUT
    text: str


def work_out(places: Sequence[Place], values: Values, context: Values) -> Situation:
    """Find how a form stands for these values (by name); conditions see keys, rows and ``context``."""
    asked = [question for place in places for question in _questions(place)]
    situation = Situation()
    if not asked:
        return situation
    known = _known(places, values, context, situation)
    for _pass in range(PASSES):
        situation = _ask(asked, places, values, known)
        after = _known(places, values, context, situation)
        if after == known:
            break
        known = after
    return situation


def _known(places: Sequence[Place], values: Values, context: Values, situation: Situation) -> Values:
    """Gather what conditions may see: every key of the form, null where it has no answer."""
    blank = {place.component.key: None for place in places if place.component.key and not place.list_key}
    return {**blank, **context, **data(places, values, situation)}


def data(places: Sequence[Place], values: Values, situation: Situation) -> dict[str, object]:
    """Put the values that show into the shape of answers: keys, and lists of rows."""
    found: dict[str, object] = {}
    for place in places:
        if place.name in situation.hidden:
            continue
        component = place.component
        if component.kind == "dynamiclist":
            found[component.key] = []
            continue
        if not component.answers and component.kind != "expression":
            continue
        source = situation.computed if component.kind == "expression" else values
        _row(found, place)[component.key] = source.get(place.name)
    for place in places:
        if place.component.addable:
            _drop_empty_end(found.get(place.component.key))
    return found


def _drop_empty_end(rows: object) -> None:
    """Leave out the empty rows that a page keeps at the end of a list for more."""
    while isinstance(rows, list) and rows and not any(rows[-1].values()):
        rows.pop()


def _row(found: dict[str, object], place: Place) -> dict[str, object]:
    rows = found.get(place.list_key) if place.list_key else None
    if not isinstance(rows, list):
        return found
    while len(rows) <= place.row:
        rows.append({})
    row: dict[str, object] = rows[place.row]
    return row


def _questions(place: Place) -> list[_Asked]:
    part = place.component
    texts = (part.hide, part.expression, part.rule, part.limits.pattern)
    if not any(texts):
        return []
    return [_Asked(place, about, text) for about, text in zip(ABOUT, texts, strict=True) if text]


def _ask(asked: Sequence[_Asked], places: Sequence[Place], values: Values, root: Values) -> Situation:
    contexts: dict[tuple[str, int], Values] = {("", -1): root}
    questions = [_question(one, root, contexts, values) for one in asked]
    answers = feel.evaluate_all(questions)
    said: dict[str, dict[str, object]] = {about: {} for about in ABOUT}
    for one, answer in zip(asked, answers, strict=True):
        said[one.about][one.place.name] = answer.value
    closed = {name for name, value in said["hide"].items() if value is True}
    return Situation(
        hidden=frozenset(p.name for p in places if p.name in closed or closed.intersection(p.above)),
        computed={name: _plain(value) for name, value in said["expression"].items()},
        broken=frozenset(name for name, value in said["rule"].items() if value is False),
        misshapen=frozenset(name for name, value in said["pattern"].items() if value is False),
    )


def _question(
    one: _Asked, root: Values, contexts: dict[tuple[str, int], Values], values: Values
) -> feel.Question:
    if one.about == "pattern":
        return feel.Question("matches(v, p)", {"v": values.get(one.place.name), "p": one.text})
    where = (one.place.list_key, one.place.row)
    if where not in contexts:
        rows = root.get(one.place.list_key)
        row = rows[one.place.row] if isinstance(rows, list) and one.place.row < len(rows) else {}
        contexts[where] = {**root, **row, "parent": root}
    return feel.Question(one.text, contexts[where])


def _plain(value: object) -> object:
    """Keep a computed value as JSON can: dates and times as ISO text."""
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
