"""The fields of a form as they are compared, each with all that is said about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.changes.bundle import DEEPEST, parts, schema

Part = Mapping[str, object]
_SILENT = frozenset({"spacer", "separator"})
_READ = frozenset(
    {
        "type", "id", "key", "path", "label", "text", "values", "valuesKey", "description", "subtype",
        "conditional", "validate", "properties", "components", "defaultValue", "readonly", "layout",
        "dateLabel",
        "timeLabel", "decimalDigits", "versionTag",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Item:
    """One part of a form: its key (or id), the group or list around it, and its JSON."""

    key: str
    inside: str
    part: Part

    @property
    def id(self) -> str:
        """Give its id."""
        return str(self.part.get("id") or "")

    @property
    def label(self) -> str:
        """Say what it is called."""
        return text(self.part, "label") or text(self.part, "text") or text(self.part, "dateLabel")

    @property
    def kind(self) -> str:
        """Say how it is answered."""
        return " ".join(filter(None, (text(self.part, "type"), text(self.part, "subtype"))))

    @property
    def required(self) -> bool:
        """Tell whether it must be answered."""
        return self.of("validate").get("required") is True or self.of("properties").get("required") == "yes"

    @property
    def choices(self) -> dict[str, str]:
        """Give its choices: what each is called, by what is kept."""
        return {
            str(each.get("value")): str(each.get("label") or "") for each in parts(self.part.get("values"))
        }

    @property
    def hidden(self) -> str:
        """Give the condition under which it is not shown, without the sign before it."""
        return " ".join(text(self.of("conditional"), "hide").removeprefix("=").split())

    @property
    def rest(self) -> dict[str, str]:
        """Give what else is written about it, by name."""
        own = {name: value for name, value in self.part.items() if name not in _READ}
        said = {"route", "required"}
        own |= {name: value for name, value in self.of("properties").items() if name not in said}
        return {name: written(value) for name, value in own.items()}

    def of(self, name: str) -> Part:
        """Take one of its objects, whatever stands there."""
        found = self.part.get(name)
        return found if isinstance(found, Mapping) else {}


def items(body: bytes) -> tuple[Item, ...]:
    """List the parts of a form in reading order, but for empty space and lines."""
    return tuple(_items(schema(body), ""))


def _items(form: Part, inside: str, depth: int = 0) -> Iterator[Item]:
    for part in parts(form.get("components")) if depth < DEEPEST else ():
        name = text(part, "key") or text(part, "path") or text(part, "id")
        key = f"{inside}.{name}" if text(form, "type") == "dynamiclist" else name
        if text(part, "type") not in _SILENT:
            yield Item(key=key, inside=inside, part=part)
        yield from _items(part, key, depth + 1)


def text(part: Part, name: str) -> str:
    """Take a text; anything else counts as none."""
    found = part.get(name)
    return " ".join(found.split()) if isinstance(found, str) else ""


def written(value: object) -> str:
    """Write a value down in one way; nothing for what says nothing."""
    if value in (None, "", False, [], {}):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
