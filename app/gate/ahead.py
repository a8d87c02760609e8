"""What a procedure asks for from a point on, and nothing can have set: cases under way that come there stop.

A case that was begun on an older version has not passed what the newer one would have asked before. Only what
it holds already counts, and what can still be set on the way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from app.engine import model
from app.engine.model import Element, Scope, reached
from app.engine.normalise import normalise
from app.engine.note import Note
from app.engine.xmlsafe import read
from app.gate import vocabulary
from app.gate.drawn import Drawn, refuse
from app.gate.fields import Fields, read_at
from app.language import N_

UNSET = N_(
    "From here on the new version asks for “{field}” at “{name}”, which nothing has set in this case and "
    "nothing on the way can set."
)
Files = tuple[tuple[str, bytes], ...]


def unset(
    files: Mapping[str, bytes], process_id: str, *, standing: Collection[str], known: Collection[str]
) -> Iterator[Note]:
    """List what a case that stands at these elements, and knows these fields, would be asked in vain.

    The phases and calls in which it stands are among the elements.
    """
    for element, name, field in _demands(tuple(sorted(files.items())), process_id, frozenset(standing)):
        if field not in known:
            yield refuse(element, "unset", UNSET, field=field, name=name)


@lru_cache(maxsize=1024)
def _demands(files: Files, process_id: str, standing: frozenset[str]) -> tuple[tuple[str, str, str], ...]:
    """List what must be known already: at which element, its name, which field."""
    fields = _fields(files, process_id)
    found = {
        (element.id, element.name, field)
        for scope, element, can_be in _coming(fields, standing)
        for field in read_at(fields.drawn, scope, element) - can_be.keys()
    }
    return tuple(sorted(found))


@lru_cache(maxsize=16)
def _fields(files: Files, process_id: str) -> Fields:
    words = vocabulary.of(dict(files), whole=True)
    roots = {name: normalise(read(content)).root for name, content in files if name.endswith(".bpmn")}
    return Fields(Drawn(model.build(process_id, roots), words))


def _coming(
    fields: Fields, standing: frozenset[str]
) -> Iterator[tuple[Scope, Element, Mapping[str, object]]]:
    """Give every element that a case can still come to, with what can be set before it from here on."""
    for scope in fields.model.scopes:
        at = [name for name in scope.nodes if name in standing]
        if at:
            yield from _within(fields, scope, at, {}, frozenset())


def _within(
    fields: Fields, scope: Scope, at: list[str], before: Mapping[str, object], inside: frozenset[str]
) -> Iterator[tuple[Scope, Element, Mapping[str, object]]]:
    """Follow the ways of one part from some elements on, into the phases and procedures on them."""
    steps = scope.steps()
    after = {one: reached(steps, steps[one]) for one in reached(steps, at)}
    for name in sorted(after):
        can_be: dict[str, object] = dict(before)
        for one, following in after.items():
            can_be.update(fields.sets(one) if name in following else ())
        yield scope, scope.nodes[name], can_be
        part = fields.model.scope(fields.drawn.nodes[name].calls or name)
        if part is not None and name not in at and part.id not in inside:
            starts = [one.id for one in part.nodes.values() if one.type == "startEvent"]
            yield from _within(fields, part, starts, can_be, inside | {part.id})
