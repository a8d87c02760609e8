"""A form as it was drawn: fixed parts with their limits and conditions, in the author's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

QUIET = frozenset({"text", "spacer", "separator", "group", "dynamiclist", "expression"})
CHOOSING = frozenset({"radio", "select", "checklist", "taglist"})
MANY = frozenset({"checklist", "taglist", "filepicker"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be chosen: what is stored, and what the reader sees."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer must keep to; lengths in characters, amounts in the field's own unit."""

    required: bool = False
    min: float | None = None
    max: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    pattern_message: str = ""
    form: str = ""  # "email" or "phone"


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a form. FEEL texts (``hide``, ``rule``, ``expression``) stand without their "="."""

    kind: str
    id: str
    key: str = ""
    label: str = ""
    help: str = ""
    unit: str = ""
    hide: str = ""
    rule: str = ""
    rule_message: str = ""
    expression: str = ""
    limits: Limits = Limits()
    choices: tuple[Choice, ...] = ()
    choices_key: str = ""
    default: object = None
    readonly: bool = False
    route: bool = False
    whole: bool = False
    columns: int = 16
    accept: str = ""
    multiple: bool = False
    addable: bool = False
    first_rows: int = 1
    children: tuple[Component, ...] = ()
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def answers(self) -> bool:
        """Say whether a person answers here (headings, lists and computed texts are not answers)."""
        return self.kind not in QUIET


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One form by its key, with its parts in reading order."""

    key: str
    components: tuple[Component, ...]

    def walk(self) -> Iterator[Component]:
        """Visit every part, also those inside groups and lists, in reading order."""
        yield from walk(self.components)


def walk(components: tuple[Component, ...]) -> Iterator[Component]:
    """Visit parts and what is inside them, in reading order."""
    for component in components:
        yield component
        yield from walk(component.children)


def level(components: tuple[Component, ...]) -> Iterator[Component]:
    """Visit the parts whose answers stand side by side: inside groups, but not inside lists."""
    for component in components:
        yield component
        if component.kind == "group":
            yield from level(component.children)
