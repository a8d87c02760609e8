"""What is noted at an element that both drawings have: role, form, promise, legal basis, and the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.changes import laws, limits
from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.naming import home_of, lane_name, name_of, plain_name
from app.changes.noted import value
from app.changes.saying import NONE, Value, say, texts
from app.changes.sheet import Sheet, Thing
from app.changes.told import NOTHING, Drawn, Part, Row, Told, quoted
from app.changes.words import awaited, days, listed, word
from app.language import N_

_STEP = {
    "form": "form", "role": "role", "assign": "desk", "promise": "promise", "legalBasis": "legal_basis",
    "citizen": "citizen", "letter": "letter", "outcome": "outcome", "due": "due",
}  # fmt: skip
_START = {
    "form": "begin_form", "role": "starter", "begins": "begins", "given": "given", "link": "link",
    "needs": "needs", "kinds": "case_kinds", "about": "about", "beside": "beside", "tells": "tells",
}  # fmt: skip
_LISTS = {"records": "recorder", "guard": "guard"}
_QUOTED = frozenset({"form", "citizen", "about"})
_PEOPLE = frozenset({"userTask", "manualTask", "callActivity"})  # a lane says who does these
_TYPES = {
    "userTask": N_("a step that somebody does"),
    "manualTask": N_("a step outside the program"),
    "scriptTask": N_("an automatic step"),
    "callActivity": N_("a called procedure"),
    "receiveTask": N_("a step that waits"),
    "exclusiveGateway": N_("one way is chosen"),
    "parallelGateway": N_("all ways at once"),
    "inclusiveGateway": N_("one or more ways"),
    "eventBasedGateway": N_("what happens first"),
    "intermediateCatchEvent": N_("something is awaited"),
    "intermediateThrowEvent": N_("something is sent"),
}
_TRIGGERS = {
    "": N_("plain"), "timer": N_("a time comes"), "message": N_("a message arrives"), "error": N_("an error"),
    "terminate": N_("everything stops"), "signal": N_("a signal"), "escalation": N_("an escalation"),
}  # fmt: skip
_REPEATS = {
    "loop": N_("as long as a condition holds"), "sequential": N_("several times in turn"),
    "parallel": N_("several times side by side"),
}  # fmt: skip
_STOPS = {True: N_("the work stops then"), False: N_("the work goes on beside it")}


@dataclass(frozen=True, kw_only=True, eq=False)
class Kept:
    """One element as both versions have it."""

    file: str
    old: Thing
    new: Thing
    before: Sheet
    after: Sheet
    one: Bundle  # the old version
    other: Bundle  # the new one

    def change(self, kind: str, old: Value = NONE, new: Value = NONE, **more: Part | str) -> Change:
        """Tell one change of it."""
        names: dict[str, Part | str] = {
            "name": name_of(self.new, self.after),
            "old": old.part,
            "new": new.part,
        }
        names |= more
        return Change(
            kind=kind,
            file=self.file,
            element=self.new.id,
            name=plain_name(self.new, self.after),
            sentence=say(kind, **names),
            old=old.text,
            new=new.text,
            before=_articles(kind, old.text),
            after=_articles(kind, new.text),
            was=self.old.id if self.old.id != self.new.id else "",
        )


def _articles(kind: str, text: str) -> tuple[str, ...]:
    if kind == "limit":
        return limits.numbers(text)
    return laws.touched(text) if kind == "legal_basis" else ()


def compare(kept: Kept, homes: Mapping[str, str]) -> Iterator[Change]:
    """Tell everything noted at an element that differs; ``homes`` are the pairs of phases and lanes."""
    yield from _drawn(kept)
    yield from _placed(kept, homes)
    yield from _noted(kept, homes)
    if kept.old.help != kept.new.help:
        yield kept.change("help", *texts(kept.old.help, kept.new.help))
    if kept.old.repeats != kept.new.repeats:
        yield kept.change("repetition", _repeats(kept.old), _repeats(kept.new))
    if kept.old.message != kept.new.message:
        heard = [Value(each.message, awaited(each.message)) for each in (kept.old, kept.new)]
        yield kept.change("message", *heard)
    if kept.old.rest != kept.new.rest:
        yield kept.change("other", Value(kept.old.rest, NOTHING), Value(kept.new.rest, NOTHING))
    if kept.old.calls != kept.new.calls:
        calls = [
            Value(thing.calls, bundle.process_name(thing.calls))
            for thing, bundle in ((kept.old, kept.one), (kept.new, kept.other))
        ]
        yield kept.change("called", *calls)


def _drawn(kept: Kept) -> Iterator[Change]:
    """Tell what it is called and what it is."""
    old, new = kept.old.node, kept.new.node
    if old.name != new.name:
        names = (
            Value(old.name, Drawn(old.name, new.name) if old.name else name_of(kept.old, kept.before)),
            Value(new.name, Drawn(new.name, old.name) if new.name else name_of(kept.new, kept.after)),
        )
        yield kept.change("renamed", *names)
    if old.type != new.type:
        kind = "gateway" if kept.new.family == "gateway" else "step_kind"
        yield kept.change(kind, _known(_TYPES, old.type), _known(_TYPES, new.type))
    if old.trigger != new.trigger:
        yield kept.change("event", _known(_TRIGGERS, old.trigger), _known(_TRIGGERS, new.trigger))
    if old.interrupting != new.interrupting:
        ways = [Value("", Told(_STOPS[each.interrupting])) for each in (old, new)]
        yield kept.change("interrupting", *ways)


def _placed(kept: Kept, homes: Mapping[str, str]) -> Iterator[Change]:
    """Tell that it went to another phase, step or lane; where a machine's step is drawn says nothing."""
    old, new = kept.old, kept.new
    homes_of = [thing.node.host or thing.node.parent for thing in (old, new)]
    if homes.get(homes_of[0], homes_of[0]) != homes_of[1]:
        sides = zip(homes_of, (kept.before, kept.after), strict=True)
        yield kept.change("step_moved", *(Value(key, home_of(key, sheet)) for key, sheet in sides))
    if old.lane and new.lane and homes.get(old.lane) != new.lane and new.node.type in _PEOPLE:
        lanes = (
            Value(old.lane, lane_name(old.lane, kept.before)),
            Value(new.lane, lane_name(new.lane, kept.after)),
        )
        yield kept.change("step_lane", *lanes)


def _promised(kept: Kept) -> Change:
    """Tell another promise, the unit once where both are so many days."""
    old, new = (each.properties.get("promise", "") for each in (kept.old, kept.new))
    before = Row((old,)) if old.isdigit() and new.isdigit() else days(old)
    return kept.change("promise", Value(old, before), Value(new, days(new)))


def _noted(kept: Kept, homes: Mapping[str, str]) -> Iterator[Change]:
    known = _START if kept.new.node.type == "startEvent" else _STEP
    for name in dict.fromkeys((*known, *_LISTS, *kept.old.properties, *kept.new.properties)):
        old, new = kept.old.properties.get(name, ""), kept.new.properties.get(name, "")
        if old == new or (name == "assign" and _renamed(old, homes) == new):
            continue
        if name == "promise" and kept.new.node.type != "startEvent":
            yield _promised(kept)
        elif name in _LISTS:
            yield from _listed(kept, name, set(listed(old)), set(listed(new)))
        elif name in _QUOTED:
            yield kept.change(known.get(name, "property"), *texts(old, new), property=name)
        elif name in known:
            yield kept.change(
                known[name], _said(kept, name, old, kept.one), _said(kept, name, new, kept.other)
            )
        else:
            yield kept.change("property", *texts(old, new), property=name)


def _renamed(desk: str, homes: Mapping[str, str]) -> str:
    """Give the desk of whoever did a step by the step's new id."""
    kind, mark, of = desk.partition(":")
    return f"{kind}:{homes.get(of, of)}" if mark and kind == "author" else desk


def _listed(kept: Kept, name: str, old: set[str], new: set[str]) -> Iterator[Change]:
    for key in sorted(old - new):
        yield kept.change(f"{_LISTS[name]}_removed", Value(key, word(name, key)))
    for key in sorted(new - old):
        yield kept.change(f"{_LISTS[name]}_added", NONE, Value(key, word(name, key)))


def _said(kept: Kept, name: str, text: str, bundle: Bundle) -> Value:
    """Say a property in words."""
    if not text:
        return NONE
    sheet = kept.before if bundle is kept.one else kept.after
    return Value(text, value(name, text, sheet, bundle))


def _repeats(thing: Thing) -> Value:
    kind = thing.node.repeats
    return Value(thing.repeats, Told(_REPEATS[kind]) if kind in _REPEATS else NOTHING)


def _known(words_of: Mapping[str, str], key: str) -> Value:
    return Value(key, Told(words_of[key]) if key in words_of else quoted(key))
