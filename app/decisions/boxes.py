"""The boxes that decisions are drawn with, apart from tables (DMN 7.3 and 10.2): each may hold others.

A box that was not drawn is None and comes to null.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.decisions.model import Table


@dataclass(frozen=True, slots=True)
class Expression:
    """One FEEL expression; ``foreign`` where its author wrote in another language."""

    id: str
    text: str
    type: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A box with a name: an entry of a context, the value of a parameter."""

    name: str
    type: str
    box: Box | Table | None


@dataclass(frozen=True, slots=True)
class Context:
    """Named entries, each of which knows those before it; one without a name is the result."""

    entries: tuple[Named, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of boxes."""

    items: tuple[Box | Table | None, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows under named columns: a list of contexts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Box | Table | None, ...], ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """Something that can be called with parameters (name and type)."""

    parameters: tuple[tuple[str, str], ...]
    body: Box | Table | None
    type: str = ""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call by the names of the parameters."""

    target: Box | Table | None
    bindings: tuple[Named, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Conditional:
    """If, then, else."""

    condition: Box | Table | None
    then: Box | Table | None
    otherwise: Box | Table | None
    type: str = ""


@dataclass(frozen=True, slots=True)
class Iteration:
    """For each of a list (``how`` is for, some or every): what it comes to, or whether it holds."""

    how: str
    variable: str
    over: Box | Table | None
    body: Box | Table | None
    type: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Those of a list that match."""

    over: Box | Table | None
    match: Box | Table | None
    type: str = ""


Box = Expression | Context | Items | Relation | Function | Invocation | Conditional | Iteration | Filter


def walk(box: object) -> Iterator[object]:
    """Visit a box and all that it holds, the outer first; tables are visited, not entered."""
    if isinstance(box, tuple):
        for part in box:
            yield from walk(part)
    elif box is not None and not isinstance(box, (str, bool)):
        yield box
        if isinstance(box, Box | Named):
            for each in fields(box):
                yield from walk(getattr(box, each.name))
