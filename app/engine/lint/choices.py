"""Rules about what an exclusive gateway asks: no two answers at once, none that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from app.engine.errors import Problem
from app.engine.lint.conditions import compatible
from app.engine.lint.problem import problem
from app.engine.model import Flow, Model
from app.language import N_

_OVERLAP = N_(
    'The conditions "{one}" and "{other}" can hold together; which way is taken would depend on which is '
    "written first. Write them so that only one holds, for instance by adding the opposite of the first."
)
_NEVER = N_('The condition "{one}" can never hold, so nothing would ever go this way. Correct it.')


def overlaps(model: Model) -> Iterator[Problem]:
    """Refuse conditions of which two can hold at once, and one that never holds, where that can be told."""
    for scope, node in model.elements():
        if node.type not in {"exclusiveGateway", "inclusiveGateway"}:
            continue
        flows = [flow for flow in scope.outgoing(node.id) if _text(flow)]
        for flow in flows:
            if compatible(_text(flow), _text(flow)) is False:
                yield problem(flow.id, "never", _NEVER, one=_text(flow)[:60])
        if node.type == "exclusiveGateway":
            for one, other in combinations(flows, 2):
                if compatible(_text(one), _text(other)):
                    named = {"one": _text(one)[:60], "other": _text(other)[:60]}
                    yield problem(node.id, "overlap", _OVERLAP, **named)


def _text(flow: Flow) -> str:
    return "" if flow.condition is None or len(flow.condition) else (flow.condition.text or "").strip()
