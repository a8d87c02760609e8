"""A scenario: one way through a procedure as people of the office write it – given, when, then.

::

    - name: Lãnh đạo trả lại văn bản trả lời một lần
      given: {data: {kind: recommendation}}    # scalars that the run begins with; may be left out
      when:
        - complete: rc_sign                    # a step is done …
          answers: {letter_outcome: return}    # … with these answers
        - fire: rc_breach                      # the timer of an element goes off
        - deliver: withdrawal                  # a message arrives
          answers: {withdrawn_on: 2026-09-20}
      then:
        ends: [rc_done]                        # it ends, having reached these ends of its own
        waits: [in_unit_handle]                # or: it rests at these steps
        acts: ['close_case("answered")']       # asked of the office in this order; others may lie between

A file ``scenarios/<name>.yaml`` holds a list of them. Dates are texts; YAML's own type for them, its
references and tags are not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.engine.evaluator import Scalar
from app.errors import OfficeError
from app.language import N_, _, content

MOVES = ("complete", "fire", "deliver")
LARGEST = 256 * 1024  # bytes of a file
MOST_MOVES = 500
_PARTS = {"name", "given", "when", "then"}


class ScenarioRefused(OfficeError):
    """{where}: {reason}"""

    def __init__(self, *, where: str, **names: object) -> None:
        super().__init__(where=content(where), **names)

    @property
    def line(self) -> int:
        """Give the line of the file at which it is wrong, from 1; 0 where that is not known."""
        known = self.names.get("line", 0)
        return known if isinstance(known, int) else 0


@dataclass(frozen=True)
class Move:
    """One thing that happens: a step is done, a timer goes off, a message arrives; with answers or none."""

    kind: str
    name: str
    answers: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """One way through a procedure, and where it must lead."""

    name: str
    data: Mapping[str, Scalar]
    moves: tuple[Move, ...]
    ends: tuple[str, ...]
    waits: tuple[str, ...]
    acts: tuple[str, ...]


class _Plain(dict[Any, Any]):
    """Names with values that know the line on which they begin."""

    line = 0


class _Reader(yaml.SafeLoader):
    """Plain YAML: no references, which can make a small file endless, and dates stay the texts they are."""

    def construct_placed(self, node: yaml.MappingNode) -> _Plain:
        """Read names with values, and keep the line."""
        found = _Plain(self.construct_mapping(node, deep=True))
        found.line = node.start_mark.line + 1
        return found

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError(N_("references are not used in scenarios"))
        return super().compose_node(parent, index)


_Reader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


_Reader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _Reader.construct_placed)


def read(body: bytes) -> tuple[Scenario, ...]:
    """Read the scenarios of one file.

    Raises: ScenarioRefused, which names the scenario and says what to write instead.
    """
    if len(body) > LARGEST:
        raise ScenarioRefused(where=_("This file"), reason=_("it is too large; write several"))
    try:
        found = yaml.load(body, Loader=_Reader)  # noqa: S506 - the reader is the safe one, made narrower
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ScenarioRefused(
            where=_("This file"), reason=_("it is not YAML: {error}", error=error), line=_line_of(error)
        ) from error
    if not isinstance(found, list) or not found:
        raise ScenarioRefused(where=_("This file"), reason=_("write a list of scenarios, each with a name"))
    return tuple(_scenario(one, number) for number, one in enumerate(found, start=1))


def _scenario(plain: Any, number: int) -> Scenario:
    where = _("Scenario {number}", number=number)
    if not isinstance(plain, dict) or not isinstance(plain.get("name"), str):
        raise ScenarioRefused(where=where, reason=_("it has no name"), line=getattr(plain, "line", 0))
    where = plain["name"]
    _know(plain, _PARTS, where)
    given, then = (_part(plain, part, where) for part in ("given", "then"))
    _know(given, {"data"}, where)
    _know(then, {"ends", "waits", "acts"}, where)
    when = plain.get("when") or []
    if not isinstance(when, list) or len(when) > MOST_MOVES:
        raise ScenarioRefused(
            where=where, reason=_("“when” is a list of at most {most} moves", most=MOST_MOVES)
        )
    return Scenario(
        name=where,
        data=_scalars(given.get("data") or {}, where),
        moves=tuple(_move(one, where) for one in when),
        **{part: _names(then.get(part) or [], where) for part in ("ends", "waits", "acts")},
    )


def _move(plain: Any, where: str) -> Move:
    kinds = [kind for kind in MOVES if isinstance(plain, dict) and isinstance(plain.get(kind), str)]
    if len(kinds) != 1:
        reason = _("each move is one of: {moves}", moves=", ".join(MOVES))
        raise ScenarioRefused(where=where, reason=reason, line=getattr(plain, "line", 0))
    _know(plain, {kinds[0], "answers"}, where)
    return Move(kinds[0], plain[kinds[0]], _scalars(plain.get("answers") or {}, where))


def _part(plain: dict[str, Any], part: str, where: str) -> dict[str, Any]:
    found = plain.get(part) or {}
    if not isinstance(found, dict):
        raise ScenarioRefused(where=where, reason=_("“{part}” holds names with values", part=part))
    return found


def _know(plain: Mapping[str, Any], known: set[str], where: str) -> None:
    strange = sorted(str(name) for name in plain if name not in known)
    if strange:
        sentence = _(
            "“{name}” is not known here; known are: {known}", name=strange[0], known=", ".join(sorted(known))
        )
        raise ScenarioRefused(where=where, reason=sentence, line=getattr(plain, "line", 0))


def _scalars(plain: Any, where: str) -> Mapping[str, Scalar]:
    fits = isinstance(plain, dict) and all(
        isinstance(name, str) and (value is None or isinstance(value, str | int | float | bool))
        for name, value in plain.items()
    )
    if not fits:
        reason = _("answers are texts, numbers, true or false")
        raise ScenarioRefused(where=where, reason=reason, line=getattr(plain, "line", 0))
    return dict(plain)


def _names(plain: Any, where: str) -> tuple[str, ...]:
    if not isinstance(plain, list) or not all(isinstance(name, str) for name in plain):
        raise ScenarioRefused(where=where, reason=_("“then” holds lists of names"))
    return tuple(plain)


def _line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark is not None else 0
