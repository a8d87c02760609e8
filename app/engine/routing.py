"""The fields a run may hold: short scalars that steer it, never what a petition says."""

from __future__ import annotations

from collections.abc import Mapping

from app.engine.actions import ACTIONS
from app.engine.errors import NotRoutable
from app.engine.evaluator import Scalar, scalar
from app.engine.expressions import PURE
from app.engine.grammar import ExpressionRefused
from app.language import _

LONGEST = 200


def routable(data: Mapping[str, object]) -> dict[str, Scalar]:
    """Take fields into a run; UUIDs and dates become text. Raises NotRoutable for the rest."""
    return {_name(name): _value(name, value) for name, value in data.items()}


def _name(name: str) -> str:
    if not name.isidentifier() or name.startswith("_") or name in ACTIONS or name in PURE:
        raise NotRoutable(name=name, reason=_("the name is reserved, or not a plain name"))
    return name


def _value(name: str, value: object) -> Scalar:
    try:
        found = scalar(value)
    except ExpressionRefused as error:
        raise NotRoutable(name=name, reason=_("only a short text, a number, yes or no can")) from error
    if isinstance(found, str) and len(found) > LONGEST:
        raise NotRoutable(name=name, reason=_("only a short text, a number, yes or no can"))
    return found
