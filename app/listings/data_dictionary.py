"""The office's data dictionary: every field that its forms, tables and drawings already use, by its key."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock, decisions, xmlsafe
from app.casework import definitions
from app.decisions import DecisionsRefused
from app.decisions.plan import NAME
from app.engine import grammar
from app.engine.grammar import Kind
from app.formdefs.schema import mapping, parts, text
from app.gate.drawn import tree
from app.language import N_, _, content
from db.models import BundleFile

TEXT, NUMBER, DATE, TIME, YES_NO = "text", "number", "date", "time", "yes_no"
CHOICE, CHOICES, FILES, ROWS, ANYTHING = "choice", "choices", "files", "rows", ""
_SORTS = {
    "textfield": TEXT,
    "textarea": TEXT,
    "number": NUMBER,
    "checkbox": YES_NO,
    "radio": CHOICE,
    "select": CHOICE,
    "checklist": CHOICES,
    "taglist": CHOICES,
    "filepicker": FILES,
    "dynamiclist": ROWS,
    "expression": ANYTHING,
}
_TYPES = {"boolean": YES_NO, "number": NUMBER, "integer": NUMBER, "long": NUMBER, "date": DATE, "time": TIME}
SAID = {
    TEXT: N_("a text"),
    NUMBER: N_("a number"),
    DATE: N_("a date"),
    TIME: N_("a time of day"),
    YES_NO: N_("yes or no"),
    CHOICE: N_("one choice"),
    CHOICES: N_("several choices"),
    FILES: N_("attached files"),
    ROWS: N_("a list of rows"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the office; texts are as their authors wrote them, ``used`` names the files.

    ``sort`` is a key of ``SAID``, or empty where the uses do not tell it. ``otherwise`` tells of files that
    hold something else under the same key.
    """

    key: str
    label: str
    sort: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # value and label
    choices_key: str = ""
    route: bool = False
    used: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, str], ...] = ()  # sort and file

    @property
    def plain(self) -> dict[str, object]:
        """Give the entry as plain values for the editors, with what the reader is told of it."""
        return {
            "key": self.key,
            "label": self.label,
            "said": content(self.label),
            "sort": self.sort,
            "sort_said": _(SAID[self.sort]) if self.sort else "",
            "unit": self.unit,
            "choices": [{"value": value, "label": label} for value, label in self.choices],
            "choices_key": self.choices_key,
            "route": self.route,
            "used": list(self.used),
        }


def of(session: Session, files: Mapping[str, bytes], *, besides: str = "") -> tuple[Field, ...]:
    """Gather the fields of all procedures in force and of a draft's own ``files``, by key.

    The file that is being edited (``besides``) is left out: the rest says what its keys mean elsewhere.
    """
    kept = (n for n in files if n.endswith((".json", ".dmn", ".bpmn")) and n != besides)
    found = [
        *((name, body) for name, body in _in_force(session) if name not in files and name != besides),
        *((name, files[name]) for name in kept),
    ]
    return merged(each for name, body in found for each in _fields(name, body))


def merged(found: Iterable[Field]) -> tuple[Field, ...]:
    """Put the uses of each key together: what most of them say counts, the others are told."""
    by_key: dict[str, list[Field]] = defaultdict(list)
    for each in found:
        by_key[each.key].append(each)
    return tuple(_together(uses) for _key, uses in sorted(by_key.items()))


def _together(uses: list[Field]) -> Field:
    sorts = Counter(use.sort for use in uses if use.sort)
    sort = _asked_as(sorts)
    labels = Counter(use.label for use in uses if use.label and use.sort == sort)
    like = next((use for use in uses if use.sort == sort and use.choices), None)
    best = like or next((use for use in uses if use.sort == sort and use.label), uses[0])
    return replace(
        best,
        sort=sort,
        label=labels.most_common(1)[0][0] if labels else best.label,
        route=any(use.route for use in uses),
        used=tuple(dict.fromkeys(name for use in uses for name in use.used)),
        otherwise=tuple((use.sort, name) for use in uses if not same(use.sort, sort) for name in use.used),
    )


def _asked_as(sorts: Counter[str]) -> str:
    """Say what most uses hold; what is a text to a table is the choice that a form offers."""
    most = max(sorts, key=lambda sort: sorts[sort], default=ANYTHING)
    return CHOICE if most == TEXT and sorts[CHOICE] else most


def same(one: str, other: str) -> bool:
    """Say whether two sorts can stand under one key: a table reads a choice as a text."""
    return one == other or ANYTHING in {one, other} or {one, other} == {TEXT, CHOICE}


def in_form(name: str, body: bytes) -> tuple[Field, ...]:
    """List the fields of a form that stand side by side (those in the rows of a list are its own)."""
    return _fields(name, body) if name.endswith(".json") else ()


def _in_force(session: Session) -> list[tuple[str, bytes]]:
    """Give the forms, tables and drawings of every version in force, each content once."""
    rows = session.execute(
        select(BundleFile.name, BundleFile.digest, BundleFile.content)
        .where(
            BundleFile.version_id.in_(definitions.all_in_force(session, clock.today()).values()),
            or_(*(BundleFile.name.endswith(end) for end in (".json", ".dmn", ".bpmn"))),
        )
        .order_by(BundleFile.name)
    )
    return list({(name, digest): (name, body) for name, digest, body in rows}.values())


@lru_cache(maxsize=1024)
def _fields(name: str, body: bytes) -> tuple[Field, ...]:
    read = {".json": _form, ".dmn": _table, ".bpmn": _drawing}.get(PurePosixPath(name).suffix)
    return tuple(read(name, body)) if read else ()


def _form(name: str, body: bytes) -> Iterator[Field]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return
    yield from _level(PurePosixPath(name).stem, mapping(found).get("components"))


def _level(form: str, components: object) -> Iterator[Field]:
    for part in parts(components):
        kind = text(part, "type")
        if kind == "group":
            yield from _level(form, part.get("components"))
            continue
        key = text(part, "path" if kind == "dynamiclist" else "key")
        if key and kind in {*_SORTS, "datetime"}:
            yield _field(form, key, kind, part)


def _field(form: str, key: str, kind: str, part: Mapping[str, Any]) -> Field:
    properties = mapping(part.get("properties"))
    named = next((said for at in ("label", "dateLabel", "timeLabel") if (said := text(part, at))), "")
    listed = parts(part.get("values"))
    return Field(
        key=key,
        label=named,
        sort=(TIME if part.get("subtype") == "time" else DATE) if kind == "datetime" else _SORTS[kind],
        unit=str(properties.get("unit", "")),
        choices=tuple((str(each.get("value")), str(each.get("label") or "")) for each in listed),
        choices_key=text(part, "valuesKey"),
        route=properties.get("route") == "yes",
        used=(form,),
    )


def _table(name: str, body: bytes) -> Iterator[Field]:
    try:
        model = decisions.read(body, strict=False)
    except DecisionsRefused:
        return
    for _element, table in model.tables:
        looked_at = ((clause.text, clause.label, clause.type) for clause in table.inputs)
        given = ((clause.name, clause.label, clause.type) for clause in table.outputs)
        for key, label, kind in (*looked_at, *given):
            if NAME.fullmatch(key):
                sort = _TYPES.get(kind.rpartition(":")[2].lower(), TEXT if kind == "string" else ANYTHING)
                yield Field(key, label, sort, used=(name,))


def _drawing(name: str, body: bytes) -> Iterator[Field]:
    """Give the names that the arrows of a drawing ask for; what they hold is told by the forms."""
    try:
        root = xmlsafe.read(body)
    except xmlsafe.XmlRefused:
        return
    asked: dict[str, None] = {}
    for each in root.iter("{*}conditionExpression"):
        asked |= dict.fromkeys(sorted(grammar.names(tree((each.text or "").strip(), Kind.VALUE))))
    yield from (Field(key, "", ANYTHING, used=(name,)) for key in asked)
