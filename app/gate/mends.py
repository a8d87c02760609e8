"""What one change would mend: for some rules of the gate the sentence comes with the change itself.

A mend changes one thing at one element. With one choice it is a matter of one click; with several a person
chooses; with none the place is shown where it is typed. The kinds are closed: ``property`` (set one),
``remove`` (take one away), ``default`` (mark an arrow), ``id`` (give another).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from app import xmlsafe
from app.engine.note import Note
from app.engine.xmlsafe import bpmn
from app.gate import vocabulary as words
from app.gate.verdict import Verdict
from app.gate.vocabulary import Vocabulary
from app.xmlsafe import Element

MOST_CHOICES = 60
_CHOOSING = frozenset({"radio", "select", "checkbox"})  # what a form asks that can be an outcome
_NO_CONTEXT: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Mend:
    """One change at ``element`` that mends what a ``note`` tells; ``choices`` are values."""

    kind: str
    note: Note
    element: str
    property: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Sheet:
    """A drawing as it is being edited, and the words it may use."""

    root: Element
    words: Vocabulary

    def find(self, name: str) -> Element | None:
        return next((each for each in self.root.iter() if each.get("id") == name), None)

    def property(self, element: Element, name: str) -> str:
        found = element.iterfind("{*}extensionElements/{*}properties/{*}property")
        return next((each.get("value", "") for each in found if each.get("name") == name), "")


_Rule = Callable[[_Sheet, Note, Element], Mend | None]


def of(content: bytes, verdict: Verdict, *, context: Mapping[str, bytes] = _NO_CONTEXT) -> tuple[Mend, ...]:
    """Give the mends of what the gate says of a drawing; each note has one at most."""
    try:
        sheet = _Sheet(xmlsafe.read(content), words.of(context, whole=False))
    except xmlsafe.XmlRefused:
        return ()
    notes = [*verdict.refusals, *(note for note in verdict.notes if note.open)]
    found = (mend for note in notes if note.rule in RULES and (mend := _mend(sheet, note)) is not None)
    return tuple(dict.fromkeys(found))


def _mend(sheet: _Sheet, note: Note) -> Mend | None:
    element = sheet.find(note.element)
    return None if element is None else RULES[note.rule](sheet, note, element)


def _choose(key: str, known: Callable[[_Sheet, Element], Iterable[str]]) -> _Rule:
    """Set a property to one of the words there are: to the one that was meant, if it is clear."""

    def mend(sheet: _Sheet, note: Note, element: Element) -> Mend:
        offered = sorted(known(sheet, element))
        written = sheet.property(element, key)
        meant = get_close_matches(written, offered, n=1, cutoff=0.8) if written else []
        choices = tuple(meant or offered[:MOST_CHOICES])
        return Mend(
            kind="property",
            note=note,
            element=note.element,
            property=key,
            choices=choices,
        )

    return mend


def _typed(key: str) -> _Rule:
    return _choose(key, lambda _sheet, _element: frozenset())


def _remove(key: str) -> _Rule:
    def mend(_sheet: _Sheet, note: Note, _element: Element) -> Mend:
        return Mend(kind="remove", note=note, element=note.element, property=key)

    return mend


def _default(sheet: _Sheet, note: Note, element: Element) -> Mend | None:
    """Mark one arrow of a choice as the default: the one that has no condition, if there is just one."""
    choice = sheet.find(element.get("sourceRef", "")) if _is(element, "sequenceFlow") else element
    if choice is None or (_is(element, "sequenceFlow") and choice.get("default")):
        return None
    arrows = [
        each for each in sheet.root.iter(bpmn("sequenceFlow")) if each.get("sourceRef") == choice.get("id")
    ]
    plain = [each for each in arrows if each.find(bpmn("conditionExpression")) is None]
    offered = plain if len(plain) == 1 else arrows
    choices = tuple(each.get("id", "") for each in offered)
    return Mend(kind="default", note=note, element=choice.get("id", ""), choices=choices)


def _another_id(sheet: _Sheet, note: Note, _element: Element) -> Mend:
    taken = {each.get("id") for each in sheet.root.iter()}
    free = next(
        f"{note.element}_{turn}" for turn in range(2, len(taken) + 3) if f"{note.element}_{turn}" not in taken
    )
    return Mend(kind="id", note=note, element=note.element, choices=(free,))


def _steering(sheet: _Sheet, element: Element) -> frozenset[str]:
    form = sheet.words.form(sheet.property(element, "form"))
    chosen = (part.key for part in form.walk() if part.route and part.kind in _CHOOSING) if form else ()
    return frozenset(chosen)


def _is(element: Element, kind: str) -> bool:
    return element.tag == bpmn(kind)


_CHOICES: Mapping[str, _Rule] = {
    "form": _choose("form", lambda sheet, _element: sheet.words.forms),
    "role": _choose("role", lambda _sheet, _element: words.ROLES),
}
RULES: Mapping[str, _Rule] = {
    "form": _CHOICES["form"],
    "user-task": lambda sheet, note, element: _CHOICES[dict(note.names)["key"]](sheet, note, element),
    "role": _CHOICES["role"],
    "desk": _choose("assign", lambda _sheet, _element: words.DESKS),
    "guard": _choose("guard", lambda _sheet, _element: words.GUARDS),
    "recorder": _choose("records", lambda _sheet, _element: words.RECORDERS | words.ANSWER_ALONE),
    "letter": _choose("letter", lambda sheet, _element: sheet.words.letters),
    "outcome": _choose("outcome", _steering),
    "citizen": _typed("citizen"),
    "legal-basis": _typed("legalBasis"),
    "law": _typed("legalBasis"),
    "promise": _remove("promise"),
    "default": _default,
    "condition": _default,
    "choice-unwritten": _default,
    "id": _another_id,
}
