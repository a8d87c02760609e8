"""Which limits a drawing names: on which timer, and for which steps they hold."""

from __future__ import annotations

import re
from functools import lru_cache

from app.engine.definition import Definition

_TIMER = re.compile(
    r'^\s*(deadline|reminder|followup)\(\s*(?:["\']([^"\']+)["\']\s*(?:,\s*(\d+)\s*)?)?\)\s*$'
)


def rule_of_timer(expression: str) -> tuple[str, str | None, int]:
    """Read what a timer of a diagram names: its kind, its rule, and the working days ahead."""
    match = _TIMER.match(expression or "")
    if match is None:
        return "other", None, 0
    kind, rule, ahead = match.groups()
    return {"deadline": "limit"}.get(kind, kind), rule, int(ahead or 0)


@lru_cache(maxsize=4096)
def limits_around(definition: Definition, node_id: str) -> tuple[str, ...]:
    """List the rules whose limits are drawn on a step or on the nearest phase around it.

    What is called inside a phase stands under that phase's limit.
    """
    nodes, passed = definition.nodes, set[str]()
    while node_id in nodes and node_id not in passed:
        passed.add(node_id)
        rules = tuple(
            rule
            for event in nodes.values()
            if event.attached_to == node_id
            for kind, rule, _ahead in [rule_of_timer(event.timer)]
            if kind == "limit" and rule
        )
        if rules:
            return rules
        outer = nodes[node_id].inside
        caller = next((n.id for n in nodes.values() if n.calls and n.calls == outer), "")
        node_id = outer if outer in nodes else caller
    return ()
