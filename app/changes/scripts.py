"""What automatic steps cause, line by line, in two drawings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from app.changes import limits
from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.facets import Kept
from app.changes.saying import NONE, Value
from app.changes.told import Part, Quoted, Row, Told, quoted, told
from app.changes.words import awaited, word
from app.engine import grammar
from app.engine.grammar import NotInGrammar
from app.language import N_
from app.legaltime.events import MILESTONES

RULED = {
    "met": N_("record that the limit {it} is met"),
    "rest": N_("count the limit {it} no longer"),
    "remind": N_("remind whoever has the work of the limit {it}"),
    "escalate": N_("bring the missed limit {it} to the leader's desk"),
}
NAMED = {
    "milestone": N_("record the event {it}"),
    "open_letter": N_("open the letter {it}"),
    "start_run": N_("begin the procedure {it}"),
    "open_case": N_("open a case of its own for {it}"),
    "tell": N_("tell whoever waits: {it}"),
    "close_case": N_("close the case: {it}"),
    "lift_measure": N_("let the contested decision be carried out again: {it}"),
}
PLAIN = {
    "number_letter": N_("give the letter its number"),
    "reopen_case": N_("open the case again"),
    "assign_orders": N_("give every order to its unit"),
    "orders_done": N_("record that the order is done"),
    "stop_orders": N_("stop what was not carried out yet"),
    "hold_at_leader": N_("hold the denunciation, sealed, at the leader's desk"),
    "apply_change": N_("carry out the approved change of the limits"),
    "late_reason_owed": N_("keep asking for the reason of the delay"),
    "consult": N_("send the question"),
    "fall_silent": N_("record that nobody answered in time"),
    "consulted": N_("record that the question is answered"),
    "watch": N_("put the case on the watchlist"),
    "unwatch": N_("take the case off the watchlist"),
    "give_directive": N_("give the directive"),
    "directive_late": N_("tell that the directive is late"),
    "give_out": N_("give out the leader's work"),
}
_KEPT = re.compile(r"(\w+) = (['\"])(.*)\2")
_DATED = re.compile(r"milestone\(.*, (\w+)\)")
NOTICES = frozenset({"remind", "escalate", "open_letter"})  # what somebody no longer gets
_WHYS = {
    "expired": N_("it expired"),
    "ground_gone": N_("its ground is gone"),
    "decided": N_("it was decided"),
}


def compare(kept: Kept, followed: Mapping[str, str]) -> Iterator[Change]:
    """Tell what an automatic step does otherwise; ``followed`` are limits that became others anyway."""
    old = [_followed(line, followed) for line in map(_plain, kept.old.script)]
    new = [_plain(line) for line in kept.new.script]
    if old == new or [_plain(line) for line in kept.old.script] == new:
        return
    gone, come = _without(old, new), _without(new, old)
    if not gone and not come:
        yield kept.change(
            "action_order", NONE, Value(" ".join(new), Row(tuple(_said(x, kept.other) for x in new), "; "))
        )
    for line in gone:
        same = next((other for other in come if called(other)[0] == called(line)[0]), "")
        if same:
            come.remove(same)
            yield _changed(kept, line, same)
        else:
            kind = "notice_removed" if called(line)[0] in NOTICES else "action_removed"
            yield kept.change(kind, Value(line, _said(line, kept.one)))
    for line in come:
        yield kept.change("action_added", NONE, Value(line, _said(line, kept.other)))


def called(line: str) -> tuple[str, str]:
    """Give the action that a line calls and what it is given first; the line itself for anything else."""
    try:
        tree = grammar.read(line, grammar.Kind.SCRIPT)
    except NotInGrammar:
        return line, ""
    call = next(iter(grammar.calls(tree)), None)
    if call is None or not isinstance(call.func, ast.Name):
        return line, ""
    first = call.args[0] if call.args else None
    return call.func.id, str(first.value) if isinstance(first, ast.Constant) else ""


def _changed(kept: Kept, old: str, new: str) -> Change:
    if called(old)[0] == "close_case":
        results = [Value(of, word("result", of)) for of in (called(old)[1], called(new)[1])]
        return kept.change("result", *results)
    before, after = _said(old, kept.one), _said(new, kept.other)
    if before == after:  # in words they are the same
        before, after = quoted(old), quoted(new)
    return kept.change("action", Value(old, before), Value(new, after))


def _said(line: str, bundle: Bundle) -> Part:
    """Say an action in words."""
    name, it = called(line)
    if kept_value := _KEPT.fullmatch(line):
        field, text = bundle.field_name(kept_value[1]), kept_value[3]
        return (
            told(N_("keep {value} in {field}"), value=quoted(text), field=field)
            if text
            else told(N_("empty {field}"), field=field)
        )
    if (dated := _DATED.fullmatch(line)) and it in MILESTONES:
        named = {"it": Quoted(Told(MILESTONES[it])), "field": bundle.field_name(dated[1])}
        return told(N_("record the event {it} on the day in {field}"), **named)
    if name in PLAIN:
        return Told(PLAIN[name])
    if name in RULED:
        return told(RULED[name], it=limits.name(it))
    if name not in NAMED:
        return quoted(line)
    ways: Mapping[str, Part] = {
        "milestone": Quoted(word("milestone", it)) if it in MILESTONES else quoted(it),
        "open_letter": bundle.letter_name(it),
        "start_run": bundle.process_name(it),
        "open_case": bundle.process_name(it),
        "tell": awaited(it),
        "close_case": word("result", it),
        "lift_measure": Told(_WHYS[it]) if it in _WHYS else quoted(it),
    }
    return told(NAMED[name], it=ways[name])


def _plain(line: str) -> str:
    """Write a line as everybody would: how it is quoted or spaced says nothing."""
    try:
        return ast.unparse(grammar.read(line, grammar.Kind.SCRIPT))
    except (NotInGrammar, ValueError, RecursionError):
        return line


def _followed(line: str, followed: Mapping[str, str]) -> str:
    """Put the new limit where the old one stands."""
    name, rule = called(line)
    return line.replace(repr(rule), repr(followed[rule])) if name in RULED and rule in followed else line


def _without(lines: list[str], others: list[str]) -> list[str]:
    """Give the lines that the others do not have, each as often as it stands there too much."""
    left = list(others)
    found = []
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            found.append(line)
    return found
