"""What is refused and already asked: one cause is told once, as the question that a person must settle.

Only what other programs left to be settled here – services, conditions, times, choices, forms – is told as a
question alone. What would run wrongly however it is settled stays refused as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.engine.errors import Problem
from app.engine.model import Model
from app.engine.note import Note

_SAME: Mapping[str, frozenset[str]] = {
    "call-unnamed": frozenset(("call",)),
    "choice-unwritten": frozenset(("condition", "default")),
    "condition-foreign": frozenset(("expression",)),
    "default-elsewhere": frozenset(("default",)),
    "form-foreign": frozenset(("user-task",)),
    "script-empty": frozenset(("expression", "script")),
    "script-foreign": frozenset(("expression",)),
    "service-unbound": frozenset(("element",)),
    "time-foreign": frozenset(("expression", "literal-time")),
    "time-unspecified": frozenset(("expression", "literal-time")),
}


def unasked(model: Model, found: Iterable[Problem], notes: Iterable[Note]) -> list[Problem]:
    """Leave out what an open note asks already of the same element, or of an arrow that leaves it.

    The note stays, and keeps the drawing from being put in force as the refusal would.
    """
    origins = model.origins()
    sources = {origins.get(flow.id, flow.id): flow.source for scope in model.scopes for flow in scope.flows}

    def places(element: str) -> set[str]:
        source = sources.get(element, element)
        return {element, origins.get(source, source)}

    asked = {
        (place, rule)
        for note in notes
        if note.open
        for rule in _SAME.get(note.rule, ())
        for place in places(note.element)
    }
    return [
        problem
        for problem in found
        if not any((place, problem.rule) in asked for place in places(problem.element))
    ]
