"""Limits of the law as a change tells them: how long, under which article, and what a timer waits for."""

from __future__ import annotations

import re

from app.changes.bundle import Bundle
from app.changes.told import Article, Days, Drawn, Part, Row, Told, quoted, told
from app.engine.timed import rule_of_timer
from app.language import N_
from app.legaltime import citations
from app.legaltime import limits as law
from app.legaltime.errors import UnknownRule
from app.legaltime.limits import Limit

_FIELD = re.compile(r"(after|morning)\(\s*(\w+)\s*\)")
_WAITS = {
    "after": N_("the end of the day in {field}"),
    "morning": N_("the morning of the day in {field}"),
}


def find(rule: str) -> Limit | None:
    """Find a limit of the law; nothing where the law knows none of this name."""
    try:
        return law.find(rule)
    except UnknownRule:
        return None


def name(rule: str) -> Part:
    """Say what a limit is called."""
    limit = find(rule)
    return quoted(limit.name if limit else rule)


def length(rule: str) -> Part:
    """Say how long a limit is: by the law, else by the office's promise."""
    limit = find(rule)
    if limit is None:
        return quoted(rule)
    number = limit.days()
    if number is not None:
        return Days(number, limit.unit)
    if limit.promise:
        return told(N_("{days} promised"), days=Days(limit.promise.days, limit.promise.unit))
    return Told(N_("no statutory limit"))


def between(old: str, new: str) -> Part:
    """Say two lengths, the unit once where it is the same: 30 → 45 days."""
    lengths = length(old), length(new)
    match lengths:
        case (Days(before, unit), Days(after, other)) if before != after and unit == other:
            return Row((str(before), lengths[1]), " → ")
    if lengths[0] == lengths[1]:
        return Row((name(old), Row((name(new), lengths[1]))), " → ")
    return Row(lengths, " → ")


def ahead(old: str, new: str, bundle: Bundle) -> Part:
    """Say how long before its limit a reminder came, and comes now; the limit once where it is the same."""
    before, after = rule_of_timer(old), rule_of_timer(new)
    if before[1] == after[1] and after[1]:
        days = Row((str(before[2]), Days(after[2])), " → ")
        return told(N_("{days} before the end of {limit}"), days=days, limit=name(after[1]))
    return Row((waited(old, bundle), waited(new, bundle)), " → ")


def articles(old: str, new: str) -> Part:
    """Say the articles under which two limits stand, what is the same once."""
    match _article(old), _article(new):
        case before, after if before == after:
            return after
        case Article(before), Article(after) if before.number == after.number and after.article:
            return Row((Article(before), Article(after, bare=True)), " → ")
        case sides:
            return Row(sides, " → ")


def with_article(rule: str) -> Part:
    """Say a limit with its length and its article."""
    return told(N_("{days} ({article})"), days=length(rule), article=_article(rule))


def numbers(*rules: str) -> tuple[str, ...]:
    """Give the articles of limits as a change keeps them."""
    found = (find(rule) for rule in rules)
    cited = (each for limit in found if limit for each in citations.read(limit.article))
    return tuple(dict.fromkeys(", ".join(filter(None, (c.article, c.number))) for c in cited))


def waited(expression: str, bundle: Bundle) -> Part:
    """Say what a timer waits for."""
    kind, rule, ahead = rule_of_timer(expression)
    if kind == "limit" and rule:
        return told(N_("the end of the limit {limit}, {days}"), limit=name(rule), days=with_article(rule))
    if kind == "reminder" and rule:
        return told(N_("{days} before the end of {limit}"), days=Days(ahead), limit=name(rule))
    if kind == "followup":
        return Told(N_("the day on which the leader wants it again"))
    found = _FIELD.fullmatch(expression)
    return told(_WAITS[found[1]], field=bundle.field_name(found[2])) if found else quoted(expression)


def _article(rule: str) -> Part:
    limit = find(rule)
    cited = citations.read(limit.article)[:1] if limit else ()
    return Article(cited[0]) if cited else Drawn(limit.article if limit else rule)
