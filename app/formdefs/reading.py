"""Read a form drawn in the form-js editor (schema 19) and refuse what the office would not show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from app import feel
from app.formdefs.definition import CHOOSING, Choice, Component, FormDefinition, Limits, level, walk
from app.formdefs.errors import Fault, FormRefused
from app.formdefs.schema import condition, mapping, number, parts, text, whole
from app.language import _

KINDS = frozenset(
    {
        "textfield",
        "textarea",
        "number",
        "datetime",
        "checkbox",
        "checklist",
        "radio",
        "select",
        "taglist",
        "filepicker",
        "expression",
        "text",
        "group",
        "dynamiclist",
        "spacer",
        "separator",
    }
)
KEYLESS = frozenset({"text", "group", "spacer", "separator"})
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
RESERVED = frozenset({"typename", "parent", "this", "today"})
DEPTH = 8
ROWS = 200


def read(source: bytes | str | Mapping[str, object]) -> FormDefinition:
    """Read a form from its file; the same file is read only once.

    Raises FormRefused naming every element that cannot be used, with what to change.
    """
    if isinstance(source, Mapping):
        return _read(source)
    return _read_file(source)


@lru_cache(maxsize=256)
def _read_file(source: bytes | str) -> FormDefinition:
    return _read(_schema(source))


def _read(schema: Mapping[str, object]) -> FormDefinition:
    faults: list[Fault] = []
    key = str(schema.get("id") or "")
    if not KEY.fullmatch(key):
        faults.append(
            Fault(key or "form", _("Give the form a key of Latin letters, digits and underscores."))
        )
    components = _components(schema.get("components"), faults, 0)
    if not faults:
        faults = [*_doubled(components), *_unreadable(components)]
    if faults:
        raise FormRefused(faults)
    return FormDefinition(key, components)


def _schema(source: bytes | str) -> Mapping[str, object]:
    try:
        found = json.loads(source)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise FormRefused([Fault("form", _("This file is not a form: it must be drawn in the form editor."))])
    return found


def _components(found: object, faults: list[Fault], depth: int) -> tuple[Component, ...]:
    if depth > DEPTH:
        faults.append(Fault("form", _("Groups stand too deep in one another. Draw the form flatter.")))
        return ()
    return tuple(c for part in parts(found) if (c := _component(part, faults, depth)) is not None)


def _component(part: Mapping[str, object], faults: list[Fault], depth: int) -> Component | None:
    kind = str(part.get("type") or "")
    name = text(part, "key") or text(part, "path") or text(part, "id") or kind or "?"
    before = len(faults)
    faults += [Fault(name, message) for message in _objections(part, kind)]
    if len(faults) > before:
        return None
    children = _components(part.get("components"), faults, depth + 1)
    if kind == "dynamiclist" and any(child.kind == "dynamiclist" for child in walk(children)):
        faults.append(Fault(name, _("A list cannot stand inside a list. Draw two lists.")))
    return _build(part, kind, children)


def _objections(part: Mapping[str, object], kind: str) -> Iterable[str]:
    if kind not in KINDS:
        yield _(
            "A part of the kind “{kind}” cannot be shown. Use fields, choices, lists and texts.", kind=kind
        )
        return
    key = text(part, "path" if kind == "dynamiclist" else "key")
    if kind not in KEYLESS and (not KEY.fullmatch(key) or key in RESERVED):
        yield _("Give this field a key of Latin letters, digits and underscores.")
    if kind == "group" and text(part, "path"):
        yield _("Leave the path of a group empty.")
    if kind == "datetime" and part.get("subtype", "date") not in ("date", "time"):
        yield _("Ask for the date and the time in two fields.")
    if part.get("valuesExpression"):
        yield _("List the choices, or name where they come from.")
    if kind in CHOOSING and not part.get("values") and not part.get("valuesKey"):
        yield _("List the choices, or name where they come from.")
    yield from _odd_texts(part)


def _odd_texts(part: Mapping[str, object]) -> Iterable[str]:
    """Refuse computed labels, templates and limits: what people read must stand in the catalogue."""
    for where in ("label", "dateLabel", "timeLabel", "text", "description"):
        if text(part, where).startswith("=") or "{{" in text(part, where):
            yield _("Write labels and texts out; show computed values in an expression field.")
    for where, limit in mapping(part.get("validate")).items():
        if where in {"min", "max", "minLength", "maxLength"} and not _is_number(limit):
            yield _("Write limits as numbers; put comparisons between fields into a rule.")


def _build(part: Mapping[str, object], kind: str, children: tuple[Component, ...]) -> Component:
    properties = MappingProxyType({k: str(v) for k, v in mapping(part.get("properties")).items()})
    unit = properties.get("unit") or text(mapping(part.get("appearance")), "suffixAdorner")
    return Component(
        kind=_kind(part, kind, properties),
        id=text(part, "id"),
        key=text(part, "path" if kind == "dynamiclist" else "key") if kind not in KEYLESS else "",
        label=_label(part, kind),
        help=text(part, "description"),
        unit=unit,
        hide=condition(mapping(part.get("conditional")).get("hide")),
        rule=condition(properties.get("rule")),
        rule_message=properties.get("ruleMessage", ""),
        expression=condition(part.get("expression")),
        limits=_limits(mapping(part.get("validate")), properties),
        choices=_choices(part.get("values")),
        choices_key=text(part, "valuesKey"),
        default=part.get("defaultValue"),
        readonly=bool(part.get("readonly") or part.get("disabled")),
        route=properties.get("route") == "yes",
        whole=bool(unit) or part.get("decimalDigits") == 0,
        columns=_columns(part),
        accept=text(part, "accept"),
        multiple=bool(part.get("multiple")),
        addable=kind == "dynamiclist" and part.get("allowAddRemove", True) is not False,
        first_rows=min(whole(part.get("defaultRepetitions"), 1), ROWS),
        children=children,
        properties=properties,
    )


def _label(part: Mapping[str, object], kind: str) -> str:
    """Take what names a part; the editor keeps it under four names."""
    where = {"text": ("text",), "datetime": ("dateLabel", "timeLabel", "label")}.get(kind, ("label",))
    return next((said for name in where if (said := text(part, name))), "")


def _kind(part: Mapping[str, object], kind: str, properties: Mapping[str, str]) -> str:
    if properties.get("hidden") == "yes" and kind in {"textfield", "number"}:
        return "hidden"
    return str(part.get("subtype", "date")) if kind == "datetime" else kind


def _limits(found: Mapping[str, object], properties: Mapping[str, str]) -> Limits:
    return Limits(
        required=found.get("required") is True or properties.get("required") == "yes",
        min=number(found.get("min")),
        max=number(found.get("max")),
        min_length=whole(found.get("minLength")) or None,
        max_length=whole(found.get("maxLength")) or None,
        pattern=text(found, "pattern"),
        pattern_message=text(found, "patternErrorMessage"),
        form=text(found, "validationType") if found.get("validationType") in {"email", "phone"} else "",
    )


def _choices(found: object) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(row.get("value")), str(row.get("label") or row.get("value"))) for row in parts(found)
    )


def _doubled(components: tuple[Component, ...]) -> list[Fault]:
    """Find keys that two fields side by side share: their answers would overwrite each other."""
    seen: set[str] = set()
    faults = []
    for component in level(components):
        if component.key and component.key in seen:
            faults.append(Fault(component.key, _("Two fields share this key. Give each its own.")))
        seen.add(component.key)
        if component.kind == "dynamiclist":
            faults += _doubled(component.children)
    return faults


def _unreadable(components: tuple[Component, ...]) -> list[Fault]:
    """Read every condition and pattern once, so that none fails in front of a citizen."""
    every = list(walk(components))
    written = [(c.key or c.id, said) for c in every for said in (c.hide, c.rule, c.expression) if said]
    errors = feel.check([(said, "expression") for _name, said in written], [c.key for c in every if c.key])
    faults = [
        Fault(name, e.sentence) for (name, _said), e in zip(written, errors, strict=True) if e is not None
    ]
    shaped = [c for c in every if c.limits.pattern]
    tried = feel.evaluate_all([feel.Question('matches("", p)', {"p": c.limits.pattern}) for c in shaped])
    return faults + [
        Fault(c.key, _("The pattern of this field is not a regular expression."))
        for c, answer in zip(shaped, tried, strict=True)
        if not isinstance(answer.value, bool)
    ]


def _is_number(found: object) -> bool:
    return number(found) is not None or found is None or found == ""


def _columns(part: Mapping[str, object]) -> int:
    return min(16, whole(mapping(part.get("layout")).get("columns"), 16)) or 16
