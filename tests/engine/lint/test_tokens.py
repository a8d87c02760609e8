"""Moving one token at a time finds every way of standing still that playing every order finds."""

from __future__ import annotations

import random

from app.engine import model, xmlsafe
from app.engine.lint.tokens import MOST_MARKINGS, Board
from tests.engine.sketch import both, draw, el, end, flow, start, user, xor


def _part(chance: random.Random) -> Board:
    """Draw a small part whose arrows lead anywhere, mostly forward."""
    names = [f"n{n}" for n in range(chance.randint(4, 9))]
    parts = [start(), end("e0"), end("e1"), flow("s", names[0])]
    for place, name in enumerate(names):
        kind = chance.choice((user, xor, xor, both, both, _inclusive))
        parts.append(kind(name))
        ahead = [*names[place + 1 :], "e0", "e1"]
        ways = 1 if kind is user else chance.randint(1, 3)
        chosen = {chance.choice(ahead if chance.random() < 0.85 else names) for _way in range(ways)}
        parts += [flow(name, target) for target in sorted(chosen)]
    drawn = model.build("p", {"p.bpmn": xmlsafe.read(draw(*parts))})
    return Board(drawn.scopes[0])


def _inclusive(name: str) -> str:
    return el("inclusiveGateway", name)


def test_no_join_that_can_wait_for_ever_is_missed_and_none_is_invented():
    chance = random.Random(20)  # noqa: S311 - a drawing, not a secret
    compared = stuck = 0
    for _part_number in range(300):
        board = _part(chance)
        [first] = board.beginnings()
        every, whole = board.explore(first, MOST_MARKINGS, every=True)
        one, _whole = board.explore(first, MOST_MARKINGS, every=False)
        if whole and not every.doubled:
            assert one.stuck.keys() == every.stuck.keys()
            compared, stuck = compared + 1, stuck + bool(one.stuck)
        elif whole and one.doubled:
            assert one.doubled <= every.doubled
    assert compared > 50
    assert stuck > 10
