"""What one change would mend in a drawing, in words for whoever draws it."""

from __future__ import annotations

from collections.abc import Mapping

from app import drawing
from app.changes import words
from app.drawing import DrawingRefused
from app.gate import Verdict, mends
from app.gate.mends import Mend
from app.language import N_, _, content

_SETS = {"role": "role", "assign": "assign", "guard": "guard", "records": "records"}
PROPERTIES = {
    "form": N_("Form"),
    "role": N_("Role"),
    "assign": N_("Inbox"),
    "guard": N_("Guard"),
    "records": N_("What is recorded"),
    "letter": N_("Letter"),
    "outcome": N_("Outcome"),
    "citizen": N_("What the citizen reads"),
    "legalBasis": N_("Legal basis"),
    "promise": N_("Promise"),
}
_CHOOSE = N_("Choose: {what}")
_WRITE = N_("Write: {what}")
_SET = N_("{what}: {value}")
_REMOVE = N_("Take away: {what}")
_DEFAULT = N_("Make «{value}» the default")
_DEFAULTS = N_("Choose the default")
_ID = N_("Give another id: {value}")


def of(body: bytes, verdict: Verdict, context: Mapping[str, bytes]) -> list[dict[str, object]]:
    """Give the mends of what the gate says of a drawing, as plain values, said in the reader's language."""
    found = mends.of(body, verdict, context=context)
    names = _names(body) if found else {}
    return [_plain(mend, names) for mend in found]


def _plain(mend: Mend, names: Mapping[str, str]) -> dict[str, object]:
    choices = [{"value": value, "words": _word(mend, value, names)} for value in mend.choices]
    return {
        "kind": mend.kind,
        "at": mend.note.element,
        "said": mend.note.message,
        "rule": mend.note.rule,
        "element": mend.element,
        "property": mend.property,
        "choices": choices,
        "words": _button(mend, str(choices[0]["words"]) if len(choices) == 1 else ""),
    }


def _button(mend: Mend, value: str) -> str:
    what = _(PROPERTIES[mend.property]) if mend.property else ""
    match mend.kind:
        case "default":
            return _(_DEFAULT, value=value) if value else _(_DEFAULTS)
        case "id":
            return _(_ID, value=value)
        case "remove":
            return _(_REMOVE, what=what)
        case _ if value:
            return _(_SET, what=what, value=value)
        case _:
            return _(_CHOOSE if mend.choices else _WRITE, what=what)


def _word(mend: Mend, value: str, names: Mapping[str, str]) -> str:
    if mend.kind == "default":
        return names.get(value) or value
    said = words.SETS[_SETS[mend.property]].get(value) if mend.property in _SETS else ""
    return _(said) if said else value


def _names(body: bytes) -> Mapping[str, str]:
    try:
        return {name: content(said) for name, said in drawing.names(body).items()}
    except DrawingRefused:
        return {}
