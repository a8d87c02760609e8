"""Where each part of a form stands once its rows are counted: one place for every control on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.formdefs.definition import Component, FormDefinition


class Place(NamedTuple):
    """A part under the name of its control; ``above`` are the names of what it stands in."""

    name: str
    component: Component
    above: tuple[str, ...] = ()
    list_key: str = ""
    row: int = -1


def places(form: FormDefinition, rows: Mapping[str, int]) -> Iterator[Place]:
    """Visit every place of a form in reading order; ``rows`` says how many rows each list has."""
    for component in form.components:
        yield from _within(component, (), rows)


def named(component: Component, list_key: str = "", row: int = -1) -> str:
    """Name the control of a part; parts without key are named after their id."""
    own = component.key or f"_{component.id or component.kind}"
    return f"{list_key}.{row}.{own}" if list_key else own


def _within(
    component: Component, above: tuple[str, ...], rows: Mapping[str, int], list_key: str = "", row: int = -1
) -> Iterator[Place]:
    place = Place(named(component, list_key, row), component, above, list_key, row)
    yield place
    inside = (*above, place.name)
    if component.kind == "group":
        for child in component.children:
            yield from _within(child, inside, rows, list_key, row)
    elif component.kind == "dynamiclist":
        for number in range(rows.get(component.key, 0)):
            for child in component.children:
                yield from _within(child, inside, rows, component.key, number)
