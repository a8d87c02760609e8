"""The tables, forms and letters of a bundle, each with what the gate says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from app import decisions, formdefs, letters, xmlsafe
from app.decisions import DecisionsRefused
from app.decisions.model import Table
from app.errors import OfficeError
from app.formdefs import FormRefused
from app.gate import Kind, Verdict
from app.language import content
from app.letters.template import TAG
from app.xmlsafe import Element

_KINDS = {
    ".dmn": Kind.TABLE,
    ".json": Kind.FORM,
    ".html": Kind.LETTER,
    ".yaml": Kind.SCENARIO,
    ".po": Kind.ENGLISH,
}
_ORDER = (Kind.TABLE, Kind.FORM, Kind.LETTER, Kind.SCENARIO, Kind.ENGLISH)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """One decision table as it was drawn."""

    name: str
    policy: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[tuple[int, tuple[str, ...], tuple[str, ...], str], ...]  # number, tests, results, article


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file of a bundle beside its drawings."""

    name: str
    kind: Kind
    title: str
    key: str  # by which steps name a form; empty for what is named by itself
    refusals: tuple[str, ...]
    remarks: tuple[str, ...]  # open ones first
    open: int
    tables: tuple[Rows, ...] = ()
    fields: tuple[tuple[str, bool], ...] = ()  # label, and whether it must be answered


def of(files: Mapping[str, bytes], found: Mapping[str, Verdict]) -> tuple[Part, ...]:
    """List what a bundle holds beside its drawings: tables, then forms, then letters."""
    used = _used([body for name, body in files.items() if name.endswith(".bpmn")])
    parts = [
        _part(name, body, found.get(name), used) for name, body in files.items() if not name.endswith(".bpmn")
    ]
    return tuple(sorted(parts, key=lambda part: (_ORDER.index(part.kind), part.title)))


def _part(name: str, body: bytes, verdict: Verdict | None, used: Mapping[str, Sequence[str]]) -> Part:
    path = PurePosixPath(name)
    kind = _KINDS.get(path.suffix, Kind.LETTER)
    tables = _tables(body) if kind is Kind.TABLE else ()
    notes = sorted(verdict.notes, key=lambda note: not note.open) if verdict else []
    return Part(
        name=name,
        kind=kind,
        title=_shown_by(path.stem, used) if kind is Kind.FORM else _title(kind, body, path.stem, tables),
        key=path.stem if kind is Kind.FORM and path.stem in used else "",
        refusals=tuple(note.message for note in verdict.refusals) if verdict else (),
        remarks=tuple(note.message for note in notes),
        open=sum(note.open for note in notes),
        tables=tables,
        fields=_fields(body) if kind is Kind.FORM else (),
    )


def _used(drawings: Iterable[bytes]) -> dict[str, list[str]]:
    """Tell which steps of the drawings name a form, by its key."""
    found: dict[str, list[str]] = {}
    for drawn in drawings:
        for key, step in _forms_named(drawn):
            found.setdefault(key, []).append(step)
    return found


@lru_cache(maxsize=64)
def _forms_named(drawn: bytes) -> tuple[tuple[str, str], ...]:
    try:
        root = xmlsafe.read(drawn)
    except xmlsafe.XmlRefused:
        return ()
    named = ((each.get("name", ""), _form_of(each)) for each in root.iter("{*}userTask"))
    return tuple((key, name) for name, key in named if key and name)


def _form_of(step: Element) -> str:
    said = (each.get("value", "") for each in step.iter("{*}property") if each.get("name") == "form")
    return next(said, "")


def _shown_by(key: str, used: Mapping[str, Sequence[str]]) -> str:
    """Call a form after the steps that show it, as a reader of the drawing knows it."""
    return "; ".join(dict.fromkeys(content(step) for step in used.get(key, ()))) or key


def _title(kind: Kind, body: bytes, stem: str, tables: tuple[Rows, ...]) -> str:
    if kind is Kind.TABLE and tables:
        return tables[0].name
    if kind is Kind.LETTER:
        try:
            template = letters.read(body.decode())
            return TAG.sub("…", f"{content(template.title)} – {content(template.subject)}")
        except (OfficeError, ValueError):
            return stem
    return stem


@lru_cache(maxsize=128)
def _tables(body: bytes) -> tuple[Rows, ...]:
    try:
        model = decisions.read(body)
    except DecisionsRefused:
        return ()
    return tuple(_rows(each.name, each.logic) for each in model.decisions if isinstance(each.logic, Table))


def _rows(name: str, table: Table) -> Rows:
    return Rows(
        name=name,
        policy=table.policy,
        inputs=tuple(clause.label or clause.text for clause in table.inputs),
        outputs=tuple(clause.label or clause.name for clause in table.outputs),
        rules=tuple((rule.number, rule.tests, rule.results, rule.article) for rule in table.rules),
    )


@lru_cache(maxsize=128)
def _read_form(body: bytes) -> formdefs.FormDefinition | None:
    try:
        return formdefs.read(body)
    except FormRefused:
        return None


def _fields(body: bytes) -> tuple[tuple[str, bool], ...]:
    form = _read_form(body)
    shown = [part for part in form.walk() if part.key and part.label] if form else []
    return tuple((content(part.label), part.limits.required) for part in shown)
