"""The rules that hold in every database of an office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.doctor import (
    chains,
    deadlines,
    effects,
    keys,
    limits,
    numbers,
    outbox,
    papers,
    references,
    runs,
    sealed,
    shape,
    versions,
)
from app.doctor.finding import Finding
from app.doctor.patient import Patient
from app.language import N_


@dataclass(frozen=True)
class Rule:
    """One thing that must hold, with the function that looks for what does not."""

    key: str
    title: str
    look: Callable[[Patient], Iterator[Finding]]


SHAPE = Rule("shape", N_("The database has the shape of this release"), shape.of_another_release)

RULES = (
    SHAPE,
    Rule("storage", N_("The database file is whole"), shape.torn_pages),
    Rule("references", N_("No row points at one that is not there"), references.orphans),
    Rule("chains", N_("Every audit chain holds"), chains.broken),
    Rule("versions", N_("Every version of a procedure holds the files it began with"), versions.altered),
    Rule("runs", N_("Each run waits for exactly its open steps and timers"), runs.astray),
    Rule("ended", N_("Nothing waits in a run that is over"), runs.left_over),
    Rule("deadlines", N_("Each timer of a limit waits for the day of its limit"), deadlines.apart),
    Rule("effects", N_("What took effect stands in the audit trail once"), effects.unequal),
    Rule("numbers", N_("Each book of numbers agrees with the rows that bear them"), numbers.lost),
    Rule("limits", N_("Each case shows its nearest limit"), limits.not_nearest),
    Rule("outbox", N_("Nothing that was sent waits to be sent again"), outbox.sent_and_waiting),
    Rule("keys", N_("The key file opens every key"), keys.strange),
    Rule("sealed", N_("Everything sealed opens with its key"), sealed.unreadable),
    Rule("papers", N_("Every paper is in the store, unchanged"), papers.missing),
)
