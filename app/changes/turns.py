"""Steps that were done side by side and are now done in turn, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.changes.change import Change
from app.changes.naming import name_at, plain_name
from app.changes.pairing import Pairs
from app.changes.saying import say
from app.changes.sheet import Arrow
from app.changes.told import Quoted, row
from app.changes.ways import COME, GONE, Network, Way, reached

_PARALLEL = "parallelGateway"


def compare(net: Network, file: str) -> Iterator[tuple[Change, frozenset[str]]]:
    """Tell it in one sentence, with the gateways that came or went for it; the arrows count as told."""
    pairs = net.pairs
    sides = (
        ("in_turn", GONE, pairs.gone, net.old, net.new),
        ("side_by_side", COME, pairs.come, net.new, net.old),
    )
    for kind, sign, things, split, row_of in sides:
        gates = [sign + thing.id for thing in things if thing.node.type == _PARALLEL]
        heads = _heads(gates, split)
        if len(heads) > 1 and _in_a_row(heads, row_of):
            region = _region(gates, split)
            net.told |= {w for w in (*net.lost, *net.found, *_through(net, region)) if set(w) <= region}
            lone = tuple((gate[1:], "") if sign == GONE else ("", gate[1:]) for gate in gates)
            yield _tell(kind, heads, pairs, file, lone), frozenset(gate[1:] for gate in gates)


def _heads(gates: list[str], ways: Mapping[Way, Arrow]) -> list[str]:
    """List what stands first on each way out of a splitting gateway."""
    splits = [gate for gate in gates if sum(source == gate for source, _target in ways) > 1]
    return [target for source, target in ways if source in splits and not target.startswith((GONE, COME))]


def _in_a_row(heads: list[str], ways: Mapping[Way, Arrow]) -> bool:
    """Tell whether one comes after the other, without a gateway that joins or splits."""
    return any(other in reached(head, ways) for head in heads for other in heads if other != head)


def _region(gates: list[str], ways: Mapping[Way, Arrow]) -> set[str]:
    """Gather what lies between the gateways, with what stands right before and after them."""
    beside = {end for way in ways if set(way) & set(gates) for end in way}
    after = set().union(*(reached(gate, ways).keys() for gate in gates))
    before = {source for source, _target in ways if set(gates) & reached(source, ways).keys()}
    return beside | (after & before)


def _through(net: Network, region: set[str]) -> list[Way]:
    return [way for way in (*net.inserted, *net.taken_out) if set(way) <= region]


def _tell(kind: str, heads: list[str], pairs: Pairs, file: str, gates: tuple[tuple[str, str], ...]) -> Change:
    first = pairs.new.things[heads[0]]
    names = row(Quoted(name_at(head, pairs.new)) for head in heads)
    return Change(
        kind=kind,
        file=file,
        element=first.id,
        name=plain_name(first, pairs.new),
        sentence=say(kind, names=names),
        was=pairs.back[first.id] if pairs.back[first.id] != first.id else "",
        also=(*((pairs.back[head], head) for head in heads[1:]), *gates),
    )
