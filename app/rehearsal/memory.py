"""What the office would have in its books, remembered for one rehearsal and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.engine.evaluator import Scalar
from app.language import N_
from app.legaltime import limits, own
from app.legaltime.limits import VARIANTS


@dataclass(frozen=True)
class Limit:
    """One limit that runs: its last day (None where there is no such day), and whether it was missed."""

    rule: str
    due: dt.date | None
    missed: bool = False


@dataclass(frozen=True)
class Memory:
    """Limits that run, legal events with their days, opened letters by id, and numbers given."""

    limits: Mapping[str, Limit] = field(default_factory=dict)
    milestones: Mapping[str, dt.date] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    numbered: int = 0
    kind: str = ""
    variant: str = "normal"

    def armed(self, rule: str, today: dt.date) -> tuple[Memory, Limit]:
        """Start a limit from its legal event, unless it runs already.

        An event that never happened means that the limit starts today. Raises: UnknownRule, DateOutOfReach.
        """
        known = self.limits.get(rule)
        if known is not None:
            return self, known
        base = self.milestones.get(own.event_of(rule, today), today)
        counted = own.count(rule, kind=self.kind, base=base, variant=self.variant)
        limit = Limit(rule, counted.due or counted.promised)
        return self.with_limit(limit), limit

    def with_limit(self, limit: Limit) -> Memory:
        """Remember how a limit stands."""
        return replace(self, limits={**self.limits, limit.rule: limit})

    def without_limit(self, rule: str) -> Memory:
        """Forget a limit that was met: should it be named again, it starts anew."""
        return replace(self, limits={name: held for name, held in self.limits.items() if name != rule})

    def with_milestone(self, name: str, day: dt.date) -> Memory:
        """Remember the day of a legal event."""
        return replace(self, milestones={**self.milestones, name: day})

    def with_letter(self, letter_id: str, template: str) -> Memory:
        """Remember an opened letter."""
        return replace(self, letters={**self.letters, letter_id: template})

    def told(self, answers: Mapping[str, Scalar]) -> Memory:
        """Take from the answers of a step what limits depend on: the kind of petition, the variant."""
        kind, variant = answers.get("petition_kind"), answers.get("variant")
        return replace(
            self,
            kind=kind if isinstance(kind, str) and kind else self.kind,
            variant=variant if isinstance(variant, str) and variant in VARIANTS else self.variant,
        )


def limit_name(rule: str) -> str:
    """Give the name of a limit, in the language in which it is written down; its key where it has none."""
    if rule == own.INTAKE:
        return N_("Classification of the petition")
    return next((limit.name for limit in limits.all_limits() if limit.rule == rule), rule)
