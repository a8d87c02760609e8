"""The office's own beside the law's limits: a limit before classification, and what fulfils each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from app.legaltime import limits
from app.legaltime.pauses import Pause
from app.legaltime.reckoning import Reckoning, reckon

INTAKE = "INTAKE"  # until classified: the shortest of the limits it may turn out to have
PASS_BY_THEMSELVES = frozenset({"KN.EFFECT"})  # over on the day after the last: nobody is late for them
# The legal event whose date counts as the day on which a limit was met.
FULFILLED_BY = {
    INTAKE: "classified",
    "KN1.ACCEPT": "accepted",
    "KN1.SETTLE": "decided",
    "KN1.SEND": "sent",
    "KN.PUBLISH": "published",
    "KNPA.ANSWER": "answered",
}
_CANDIDATES = ("TC.TRANSFER", "TC.CHECK", "KN1.ACCEPT", "TCD.ANSWER")
_BY_KIND: Mapping[str, str] = {
    "complaint": "KN1.ACCEPT",
    "denunciation": "TC.CHECK",
    "recommendation": "TCD.ANSWER",
    "reflection": "TCD.ANSWER",
}


def event_of(rule: str) -> str:
    """Name the legal event that a limit counts from. Raises: UnknownRule."""
    return "received" if rule == INTAKE else limits.find(rule).from_event


def count(
    rule: str,
    *,
    kind: str | None,
    base: dt.date,
    variant: str = "normal",
    pauses: Iterable[Pause] = (),
    extended: int = 0,
) -> Reckoning:
    """Count a limit of the law or the one of intake, which follows the kind of the petition once it is known.

    Raises: UnknownRule, UnknownVariant, DateOutOfReach.
    """
    known = _BY_KIND.get(kind or "")
    rules = (rule,) if rule != INTAKE else (known,) if known else _CANDIDATES
    stretches = tuple(pauses)
    counted = [reckon(one, base=base, variant=variant, pauses=stretches, extended=extended) for one in rules]
    return min(counted, key=lambda one: one.due or dt.date.max)
