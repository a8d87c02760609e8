"""Every step says its form, its role, its legal basis and what the citizen reads meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from app.checklist.points import Line, line
from app.checklist.ways import Ways
from app.language import N_

_NEEDED = {
    "form": N_("“{name}” has no form."),
    "role": N_("“{name}” has no role that does it."),
    "legalBasis": N_("“{name}” rests on no article."),
    "citizen": N_("“{name}” says nothing that the citizen reads meanwhile."),
}


def told(ways: Ways) -> Iterator[Line]:
    """Tell of each step what it does not say."""
    for node in ways.nodes.values():
        if node.type == "userTask":
            for key, sentence in _NEEDED.items():
                if not node.properties.get(key, "").strip():
                    yield line(node.id, sentence, name=node.name or node.id)
