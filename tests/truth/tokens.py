"""The token game of BPMN 2.0.2, clause 13, played on plain data: nothing of the engine, nothing of a library.

A marking is a tree: a scope holds tokens on flows and work in progress at nodes; work at a subprocess or a
call holds scopes again. ``Game`` moves it by one action and then lets everything automatic happen. What BPMN
leaves open and is decided here stands in docs/decisions/truth.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from tests.truth.drawn import Book, Net, Node, due
from tests.truth.fields import Fields, empty, meet, write
from tests.truth.marking import Look, Part, Scope, Work


class Game:
    """One run of a diagram."""

    def __init__(self, book: Book, given: Mapping[str, object]) -> None:
        self.book = book
        self.asked: list[str] = []
        self.stamp = 0
        self.root = self._scope(book.nets["p"], self._write(empty(), given))
        self._settle(self.root)

    def look(self) -> Look:
        shown = Look(Counter(), Counter(), Counter(), self.root.over, frozenset(self.root.ends))
        for scope, work in self._all():
            node = work.node
            if node.kind == "user":
                shown.open.update((node.id, frozenset(part.fields.said().items())) for part in work.parts)
            awaited = [node, *work.borders, *self._raced(scope, node)]
            shown.timers.update(one.id for one in awaited if one.event == "timer")
            shown.messages.update((one.id, one.name) for one in awaited if one.event == "message")
        return shown

    def complete(self, name: str, held: Mapping[str, object], data: Mapping[str, object]) -> None:
        """Do the open step that holds just these fields."""
        self.asked = []
        for scope, work in self._all():
            for part in work.parts:
                if work.node.id == name and part.fields.said() == held:
                    part.fields = self._write(part.fields, data)
                    self._part_done(scope, work, part)
                    self._settle(self.root)
                    return
        raise LookupError(name)

    def fire(self, names: list[str]) -> None:
        """Let timers be due, the earliest first; one that an earlier one ended is passed over."""
        self.asked = []
        for name in sorted(names, key=due):
            self._happen(lambda one, name=name: one.event == "timer" and one.id == name, {}, once=True)

    def deliver(self, message: str, data: Mapping[str, object]) -> None:
        """Hand a message to everything that waits for it now."""
        self.asked = []
        self._happen(lambda one: one.event == "message" and one.name == message, data, once=False)

    def _happen(self, meant: Callable[[Node], bool], data: Mapping[str, object], *, once: bool) -> None:
        found = [
            (scope, work, one)
            for scope, work in self._all()
            for one in (work.node, *work.borders, *self._raced(scope, work.node))
            if meant(one)
        ]
        for scope, work, one in found[:1] if once else found:
            if any(work is other for _scope, other in self._all()):
                self._occur(scope, work, one, data)
        self._settle(self.root)

    def _occur(self, scope: Scope, work: Work, event: Node, data: Mapping[str, object]) -> None:
        """Let one awaited event occur: on a border, behind an event gateway, or where the token is."""
        if event.kind != "border" or event.interrupts:
            scope.work.remove(work)
        elif event.event == "timer":
            work.borders.remove(event)
        self._leave(scope, event, self._write(work.fields, data))

    def _settle(self, scope: Scope) -> None:
        """Let everything automatic happen: inner scopes first, inclusive joins when all else is at rest."""
        for work in list(scope.work):
            for part in list(work.parts):
                if part.scope is not None and work in scope.work:
                    self._settle_part(scope, work, part)
        while self._step(scope):
            pass

    def _settle_part(self, scope: Scope, work: Work, part: Part) -> None:
        inner = part.scope
        self._settle(inner)
        if inner.thrown is not None:
            self._caught(scope, work, inner.thrown)
        elif inner.over and part in work.parts:
            part.fields = meet(inner.given)
            self._part_done(scope, work, part)

    def _caught(self, scope: Scope, work: Work, error: Node) -> None:
        """Give an error to the border of what it ended in, or throw it on to the scope around."""
        border = next((b for b in work.borders if b.event == "error" and b.name in {error.name, ""}), None)
        if border is None:
            scope.close()
            scope.thrown = error
        else:
            self._occur(scope, work, border, {})

    def _step(self, scope: Scope) -> bool:
        for flow, fields in scope.tokens:
            target = scope.net.nodes[flow.target]
            if target.kind not in {"and", "or"} or len(scope.net.into(target.id)) == 1:
                scope.tokens.remove((flow, fields))
                self._enter(scope, target, fields)
                return True
        for kind, enabled in (("and", self._and_enabled), ("or", self._or_enabled)):
            for node in [node for node in scope.net.nodes.values() if node.kind == kind]:
                if len(scope.net.into(node.id)) > 1 and enabled(scope, node):
                    self._join(scope, node)
                    return True
        return False

    def _and_enabled(self, scope: Scope, node: Node) -> bool:
        marked = {flow.id for flow, _ in scope.tokens}
        return all(flow.id in marked for flow in scope.net.into(node.id))

    def _or_enabled(self, scope: Scope, node: Node) -> bool:
        """13.4.3: no token elsewhere can still come by an empty flow, unless it could come by a full one."""
        incoming = scope.net.into(node.id)
        full = {flow.id for flow, _ in scope.tokens if flow in incoming}
        if not full:
            return False
        places = [flow.target for flow, _ in scope.tokens if flow not in incoming]
        for place in [*places, *(work.node.id for work in scope.work)]:
            comes = self._comes_by(scope.net, place, node.id)
            if comes - full and not comes & full:
                return False
        return True

    def _comes_by(self, net: Net, place: str, join: str) -> set[str]:
        """List the flows by which a token at a place can reach a join without passing it."""
        seen, waiting, found = set[str](), [place], set[str]()
        while waiting:
            name = waiting.pop()
            if name in seen or name == join:
                continue
            seen.add(name)
            found |= {flow.id for flow in net.out(name) if flow.target == join}
            waiting += [flow.target for flow in net.out(name)] + [border.id for border in net.borders(name)]
        return found

    def _join(self, scope: Scope, node: Node) -> None:
        """Take one token from each incoming flow that has one, in the order in which they came."""
        taken, flows = [], set[str]()
        for token in list(scope.tokens):
            if token[0].target == node.id and token[0].id not in flows:
                flows.add(token[0].id)
                scope.tokens.remove(token)
                taken.append(token[1])
        self._leave(scope, node, meet(taken))

    def _enter(self, scope: Scope, node: Node, fields: Fields) -> None:
        if node.kind == "end":
            self._end(scope, node, fields)
        elif node.kind == "script":
            self.asked.append(node.id)
            self._leave(scope, node, self._write(fields, {f"w_{node.id}": node.id}))
        elif node.kind in {"user", "sub", "call"}:
            work = Work(node, fields, left=node.many or 1, borders=scope.net.borders(node.id))
            scope.work.append(work)
            for _ in range(1 if node.one_by_one else work.left):
                if work in scope.work:
                    self._begin_part(scope, work)
        elif node.kind in {"catch", "receive", "race"}:
            scope.work.append(Work(node, fields))
        else:
            self._leave(scope, node, fields)

    def _end(self, scope: Scope, node: Node, fields: Fields) -> None:
        scope.ends.append(node.id)
        scope.given.append(fields)
        if node.event == "terminate":
            scope.close()
        elif node.event == "error":
            scope.close()
            scope.thrown = node

    def _begin_part(self, scope: Scope, work: Work) -> None:
        work.left -= 1
        fields = meet([work.fields, *work.done])
        part = Part(fields)
        work.parts.append(part)
        if work.node.kind != "user":
            inner = self.book.nets[work.node.name or work.node.id]
            part.scope = self._scope(inner, fields)
            self._settle_part(scope, work, part)

    def _part_done(self, scope: Scope, work: Work, part: Part) -> None:
        work.parts.remove(part)
        work.done.append(part.fields)
        enough = bool(work.node.enough) and part.fields.said().get(work.node.enough) == "y"
        if enough or not (work.parts or work.left):
            scope.work.remove(work)
            self._leave(scope, work.node, meet(work.done))
        elif work.node.one_by_one:
            self._begin_part(scope, work)

    def _leave(self, scope: Scope, node: Node, fields: Fields) -> None:
        flows = scope.net.out(node.id)
        if node.kind in {"xor", "or"} and len(flows) > 1:
            said = fields.said()
            meant = [
                f for f in flows if f.condition and not f.default and said[f.condition[0]] in f.condition[1]
            ]
            flows = (meant if node.kind == "or" else meant[:1]) or [f for f in flows if f.default]
        scope.tokens += [(flow, fields) for flow in flows]

    def _scope(self, net: Net, fields: Fields) -> Scope:
        start = next(node for node in net.nodes.values() if node.kind == "start")
        return Scope(net, [(flow, fields) for flow in net.out(start.id)])

    def _raced(self, scope: Scope, node: Node) -> list[Node]:
        return (
            [scope.net.nodes[flow.target] for flow in scope.net.out(node.id)] if node.kind == "race" else []
        )

    def _all(self, scope: Scope | None = None) -> Iterator[tuple[Scope, Work]]:
        here = scope or self.root
        for work in list(here.work):
            yield here, work
            for part in list(work.parts):
                if part.scope is not None:
                    yield from self._all(part.scope)

    def _write(self, fields: Fields, data: Mapping[str, object]) -> Fields:
        self.stamp += 1
        return write(fields, data, self.stamp)
