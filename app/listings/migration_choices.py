"""What can be decided for all cases of a batch: which limits begin, which step takes the place of which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.engine.definition import Definition
from app.engine.model import TASKS
from app.language import content
from db.models import Takeover, TakeoverCase

REPLACEABLE = TASKS | {"subProcess", "callActivity", "boundaryEvent", "intermediateCatchEvent"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something that can be decided for all cases: an element, its name, and what may take its place."""

    element: str
    name: str
    successors: tuple[tuple[str, str], ...] = ()


def named(definition: Definition, element: str) -> str:
    """Name an element in the reader's language."""
    node = definition.nodes.get(element)
    return content(node.name) if node is not None and node.name else element


def limits(definition: Definition, found: Iterable[TakeoverCase], row: Takeover) -> tuple[Choice, ...]:
    """List the limits and reminders about which nobody has decided yet, as the trial met them."""
    met = [
        element for line in found for element, rule, *_rest in line.reasons if rule in {"begins", "recounted"}
    ]
    return tuple(
        Choice(element=element, name=named(definition, element))
        for element in dict.fromkeys(met)
        if element not in row.begins
    )


def gone(
    definition: Definition, olds: list[Definition], found: Iterable[TakeoverCase], row: Takeover
) -> tuple[Choice, ...]:
    """List the open elements that the new version lacks, each with what is new there and of its kind."""
    met = [element for line in found for element, rule, *_rest in line.reasons if rule in {"gone", "lost"}]
    return tuple(
        Choice(
            element=element, name=anywhere(olds, element), successors=_successors(definition, olds, element)
        )
        for element in dict.fromkeys(met)
        if element not in row.renamed
    )


def _successors(definition: Definition, olds: list[Definition], element: str) -> tuple[tuple[str, str], ...]:
    kind = next((old.nodes[element].type for old in olds if element in old.nodes), "")
    return tuple(
        (node.id, named(definition, node.id))
        for node in definition.nodes.values()
        if node.type == kind
        and not any(node.id in old.nodes for old in olds)
        and (
            kind in TASKS or kind in {"subProcess", "callActivity", "boundaryEvent", "intermediateCatchEvent"}
        )
    )


def anywhere(versions: list[Definition], element: str) -> str:
    """Name an element of whichever version draws it."""
    return next((named(one, element) for one in versions if element in one.nodes), element)
