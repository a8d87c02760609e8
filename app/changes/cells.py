"""A cell of a decision table in words: the labels of choices instead of what is kept of them."""

from __future__ import annotations

import re

from app.changes.bundle import Bundle, Field
from app.changes.columns import Column
from app.changes.saying import Value
from app.changes.told import Drawn, Part, Quoted, Row, Told, row
from app.decisions.model import DASH
from app.language import N_

_TEXT = re.compile(r'"([^"\\]*)"')
_TEXTS = re.compile(r'\s*"[^"\\]*"(?:\s*,\s*"[^"\\]*")*\s*')
_NOT = re.compile(r"not\((.*)\)")


def cell(text: str, column: Column, bundle: Bundle) -> Value:
    """Say one cell."""
    if text in DASH:
        return Value(text, Told(N_("empty")) if column.output else Told(N_("anything")))
    field = bundle.field(column.text)
    inner = _NOT.fullmatch(text)
    if inner and _TEXTS.fullmatch(inner[1]):
        return Value(text, Row((Told(N_("not")), _texts(inner[1], field)), " "))
    if _TEXTS.fullmatch(text):
        return Value(text, _texts(text, field))
    known = {"true": Told(N_("Yes")), "false": Told(N_("No"))}
    return Value(text, known.get(text) or Quoted(text))


def _texts(text: str, field: Field | None) -> Part:
    labels = field.choices if field else {}
    return row(Quoted(Drawn(labels.get(found, found))) for found in _TEXT.findall(text))
