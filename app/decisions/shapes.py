"""What the names of a model hold, as far as its types tell: so that a text with long names can be read."""

from __future__ import annotations

from collections.abc import Mapping

from app.decisions import model as m

DEPTH = 8  # types that hold themselves are not followed for ever


def shapes_of(model: m.DecisionModel) -> dict[str, object]:
    """Give each name of a model an empty value of its shape: parts in contexts, members in lists."""
    shapes: dict[str, object] = {}
    for element in model.elements:
        name = element.name if isinstance(element, m.InputData) else element.variable
        shapes[name] = _shape(element.type, model.types, DEPTH)
        if not isinstance(element, m.InputData | m.Service):
            shapes |= {need.under: {} for need in element.requires if need.under and need.under not in shapes}
    return shapes


def _shape(kind: object, types: Mapping[str, Mapping[str, object]], depth: int) -> object:
    made = types.get(kind.rpartition(":")[2]) if isinstance(kind, str) else kind
    if not isinstance(made, Mapping) or depth == 0:
        return None
    if "collection" in made:
        return [_shape(made["element"], types, depth - 1)]
    components = made.get("components")
    if isinstance(components, list):
        return {each["name"]: _shape(each["type"], types, depth - 1) for each in components}
    return _shape(made.get("base"), types, depth - 1)
