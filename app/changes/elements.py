"""Elements that came or went: steps, phases, gateways, events, limits and reminders, ends."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.changes import laws, limits
from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.naming import name_at, name_of, plain_name
from app.changes.noted import noted
from app.changes.saying import say
from app.changes.scripts import called
from app.changes.sheet import Sheet, Thing
from app.changes.told import Drawn, Part, Quoted, Row, Told, row, told
from app.changes.words import awaited
from app.drawing.diagram import ACTIVITIES
from app.engine.timed import rule_of_timer
from app.language import N_

_KINDS = {
    "step": "step", "phase": "phase", "gateway": "gateway", "startEvent": "start", "endEvent": "end",
    "waiting": "event", "boundaryEvent": "event",
}  # fmt: skip
_CLOCKS = {"limit": "limit", "reminder": "reminder"}
_FOLLOWS = {"limit": "escalate", "reminder": "remind", "message": ""}  # what an event on the border is for


@dataclass(frozen=True, kw_only=True, eq=False)
class Lone:
    """What only one of two drawings has."""

    things: tuple[Thing, ...]
    sheet: Sheet
    bundle: Bundle
    file: str
    how: str  # added or removed

    def compare(self, told_already: Collection[str]) -> Iterator[Change]:
        """Tell it, each thing once: what lies in a phase with the phase, what a timer does with the timer."""
        own = {thing.id for thing in self.things}
        inside = {thing.id for thing in self.things if thing.node.parent in own and not thing.timer}
        quiet = {*inside, *told_already, *(key for thing in self.things for key in self._chain(thing))}
        for thing in self.things:
            if thing.id not in quiet:
                yield self._tell(thing)

    def _chain(self, thing: Thing) -> tuple[str, ...]:
        """List what follows a limit, reminder or message, and does nothing but what it is drawn for."""
        kind, rule, _ahead = rule_of_timer(thing.timer)
        kind = thing.node.trigger if thing.node.trigger == "message" else kind
        if not thing.node.host or kind not in _FOLLOWS:
            return ()
        own = {each.id for each in self.things}
        found: list[str] = []
        waiting = list(self.sheet.after(thing.id))
        for key in waiting:  # grows while it is walked
            other = self.sheet.things.get(key)
            if other is None or key not in own or key in found or not _is_plain(other, kind, rule or ""):
                return tuple(found)
            found.append(key)
            waiting += self.sheet.after(key)
        return tuple(found)

    def _with(self, thing: Thing) -> tuple[str, ...]:
        """List what is told with a thing: what follows it, or lies in it."""
        found = [thing.id, *self._chain(thing)]
        for home in found:  # grows while it is walked: a phase may lie within a phase
            found += [each.id for each in self.things if each.node.parent == home and each.id not in found]
        return tuple(found[1:])

    def _tell(self, thing: Thing) -> Change:
        kind, names = self._said(thing)
        basis = thing.properties.get("legalBasis", "")
        rule = rule_of_timer(thing.timer)[1] or ""
        articles = limits.numbers(rule) or laws.touched(basis)
        gone = self.how == "removed"
        return Change(
            kind=f"{kind}_{self.how}",
            file=self.file,
            element=thing.id,
            name=plain_name(thing, self.sheet),
            sentence=say(f"{kind}_{self.how}", **names),
            old=(basis or thing.timer) if gone else "",
            new="" if gone else (basis or thing.timer),
            before=articles if gone else (),
            after=() if gone else articles,
            also=tuple((key, "") if gone else ("", key) for key in self._with(thing)),
        )

    def _said(self, thing: Thing) -> tuple[str, dict[str, Part | str]]:
        """Choose the kind of a thing, and what is said of it."""
        kind, rule, _ahead = rule_of_timer(thing.timer)
        host = thing.node.host
        if host and kind in _CLOCKS and rule:
            length = limits.with_article(rule) if kind == "limit" else limits.waited(thing.timer, self.bundle)
            effect = Told(N_(", and the work stops then")) if thing.node.interrupting else Row(())
            return _CLOCKS[kind], {"name": name_at(host, self.sheet), **_both(length), "effect": effect}
        if host and thing.node.trigger == "message":
            effect = Told(N_(", and the work stops then")) if thing.node.interrupting else Row(())
            steps = [self.sheet.things[key].node.name for key in self._chain(thing)]
            if any(steps):
                names_of = row(Quoted(Drawn(step)) for step in steps if step)
                effect = Row((effect, told(N_(", and what follows: {steps}"), steps=names_of)), "")
            what = awaited(thing.message)
            return "message", {"name": name_at(host, self.sheet), **_both(what), "effect": effect}
        names: dict[str, Part | str] = {"name": name_of(thing, self.sheet), "place": self._place(thing)}
        if thing.family == "phase":
            names["steps"] = self._steps(thing)
        if thing.family == "step":
            said = noted(thing, self.sheet, self.bundle) if self.how == "added" else None
            names["noted"] = told(N_(": {noted}"), noted=said) if said else Row(())
        return _KINDS.get(thing.family, "remark"), names

    def _place(self, thing: Thing) -> Part:
        """Say between what it stands, as far as its name does not say it."""
        before, after = ([k for k in keys if k in self.sheet.things] for keys in self._around(thing))
        parts = []
        if before and thing.node.name:
            parts.append(told(N_(", after «{name}»"), name=name_at(before[0], self.sheet)))
        if after:
            parts.append(told(N_(", before «{name}»"), name=name_at(after[0], self.sheet)))
        return Row(tuple(parts), "")

    def _around(self, thing: Thing) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.sheet.before(thing.id), self.sheet.after(thing.id)

    def _steps(self, phase: Thing) -> Part:
        inside = (each for each in self.sheet.things.values() if each.node.parent == phase.id)
        named = (each.node for each in inside if each.node.name and each.node.type in ACTIVITIES)
        return row(Quoted(Drawn(node.name)) for node in named)


def _both(part: Part) -> dict[str, Part | str]:
    return {"old": part, "new": part}


def _is_plain(thing: Thing, kind: str, rule: str) -> bool:
    """Tell whether a step does only what a timer of this kind is drawn for, or is a plain end."""
    if thing.node.type == "endEvent":
        return not thing.node.trigger
    lines = [called(line) for line in thing.script]
    return thing.node.type == "scriptTask" and (kind == "message" or lines == [(_FOLLOWS[kind], rule)])
