"""The office's own beside the law's limits: a limit before classification, and what fulfils each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from app.legaltime import limits
from app.legaltime.pauses import Pause
from app.legaltime.reckoning import Reckoning, reckon

INTAKE = "INTAKE"  # until classified: the shortest of the limits it may turn out to have
# Over on the day after the last: nobody is late for them.
PASS_BY_THEMSELVES = frozenset({"KN.EFFECT", "DD.HG.OBJECT", "DD.CHALLENGE"})
AGREED = frozenset(
    {"TCD.FOLLOWUP", "TH.ORDER"}
)  # whoever gives the work sets the last day; each run has its own
# The legal event whose date counts as the day on which a limit was met.
FULFILLED_BY = {
    INTAKE: "classified",
    "KN1.ACCEPT": "accepted",
    "KN1.SETTLE": "decided",
    "KN1.SEND": "sent",
    "KN.PUBLISH": "published",
    "KN2.ACCEPT": "accepted",
    "KN2.SETTLE": "decided",
    "KN2.SEND": "sent",
    "TH.ASSIGN": "assigned",
    "DD.HG.NOTIFY": "notified",
    "DD.HG.DONE": "minutes_made",
    "DD.GQ.NOTIFY": "notified",
    "DD.GQ.COMMUNE": "decided",
    "DD.GQ.PROVINCE": "decided",
    "DD.HG.REGISTER": "registered_change",
    "TH.ORDER": "order_done",
    "KNPA.ANSWER": "answered",
    "TC.CHECK": "checked",
    "TC.NOTIFY": "notified",
    "TC.SETTLE": "concluded",
    "TC.SEND": "sent",
    "TC.ACT": "acted",
    "TC.PUBLISH": "published",
    "TC.OVERDUE.ASK": "report_asked",
    "TC.PROTECT": "protected",
    "TCD.ANSWER": "answered",
}
_CANDIDATES = ("TC.TRANSFER", "TC.CHECK", "KN1.ACCEPT", "TCD.ANSWER")
_BY_KIND: Mapping[str, str] = {
    "complaint": "KN1.ACCEPT",
    "denunciation": "TC.CHECK",
    "recommendation": "TCD.ANSWER",
    "reflection": "TCD.ANSWER",
}


def event_of(rule: str, on: dt.date | None = None) -> str:
    """Name the legal event that a limit counts from, by the law of a day. Raises: UnknownRule."""
    return "received" if rule == INTAKE else limits.find(rule, on).from_event


def count(
    rule: str,
    *,
    kind: str | None,
    base: dt.date,
    variant: str = "normal",
    pauses: Iterable[Pause] = (),
    extended: int = 0,
    known: int | None = None,
) -> Reckoning:
    """Count a limit of the law or the one of intake, which follows the kind of the petition once it is known.

    ``known`` is the revision of the book of law that a running deadline keeps.
    Raises: UnknownRule, UnknownVariant, DateOutOfReach.
    """
    follows = _BY_KIND.get(kind or "")
    rules = (rule,) if rule != INTAKE else (follows,) if follows else _CANDIDATES
    stretches = tuple(pauses)
    found = [limits.find(one, base, known=known) for one in rules]
    counted = [reckon(one, base=base, variant=variant, pauses=stretches, extended=extended) for one in found]
    return min(counted, key=lambda one: one.due or dt.date.max)
