"""What each of the office's figures is called and counts: numerator, denominator, sealed cases or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.language import N_
from app.listings import figure_counts as counts
from app.listings import figure_executions, figure_limits
from app.listings.figure_counts import Scope


@dataclass(frozen=True)
class Definition:
    """What a figure is called and what it counts, to be said in the reader's language."""

    key: str
    name: str
    text: str
    count: Callable[[Session, Scope], dict[str, Any]]
    sealed: bool = True


def rate(numerator: int, denominator: int) -> dict[str, Any]:
    """Divide, and keep what was divided by what."""
    value = round(numerator / denominator, 4) if denominator else None
    return {"value": value, "numerator": numerator, "denominator": denominator}


def _petitions(session: Session, scope: Scope) -> dict[str, Any]:
    parts = {
        "kind": counts.petitions_by_kind(session, scope),
        "channel": counts.petitions(session, scope, "channel"),
        "signer_class": counts.petitions(session, scope, "signer_class"),
    }
    return {"value": sum(parts["channel"].values()), "parts": parts}


def _mix(session: Session, scope: Scope) -> dict[str, Any]:
    kinds = counts.petitions_by_kind(session, scope)
    classified = sum(number for kind, number in kinds.items() if kind != "unclassified")
    return rate(kinds.get("recommendation", 0) + kinds.get("reflection", 0), classified)


def _on_time(session: Session, scope: Scope) -> dict[str, Any]:
    rules = figure_limits.limits_met(session, scope)
    parts = {rule: {"kept": kept, "broken": broken} for rule, (kept, broken) in rules.items()}
    kept = sum(part["kept"] for part in parts.values())
    return rate(kept, kept + sum(part["broken"] for part in parts.values())) | {"parts": parts}


def _settlement(session: Session, scope: Scope) -> dict[str, Any]:
    return rate(counts.settled(session, scope), counts.within(session, scope))


def _rulings(session: Session, scope: Scope) -> dict[str, Any]:
    found = counts.rulings(session, scope)
    return {"value": found["rulings"], "parts": {"given_back": dict(found)}}


def _summed(name: str, count: Callable[[Session, Scope], Mapping[str, int]]) -> Callable[..., dict[str, Any]]:
    """Add up a grouped count, and keep its groups."""

    def counted(session: Session, scope: Scope) -> dict[str, Any]:
        groups = count(session, scope)
        return {"value": sum(groups.values()), "parts": {name: groups}}

    return counted


def _single(count: Callable[[Session, Scope], int]) -> Callable[..., dict[str, Any]]:
    return lambda session, scope: {"value": count(session, scope)}


DEFINITIONS = (
    Definition(
        "petitions_received",
        N_("Petitions received"),
        N_("Petitions whose date of receipt lies in the period, duplicates and repeats included."),
        _petitions,
    ),
    Definition(
        "recommendation_share",
        N_("Share of recommendations and reflections"),
        N_("Petitions classified as recommendation or reflection, of all petitions received and classified."),
        _mix,
    ),
    Definition(
        "repeats",
        N_("Repeated petitions"),
        N_("Petitions received of people who had been here before, and those joined to an earlier case."),
        _summed("how", counts.repeats),
    ),
    Definition(
        "over_level",
        N_("Over-level petitions"),
        N_("Petitions received that belong to a lower level, by where they were sent."),
        _summed("outcome", counts.over_level),
    ),
    Definition(
        "pushed_on",
        N_("Work pushed on"),
        N_(
            "How often units sent work back or on in the period, "
            "and how often the leader had to say whose it is."
        ),
        _summed("how", counts.pushed_on),
    ),
    Definition(
        "cases_opened",
        N_("Cases opened"),
        N_("Cases whose first petition was received in the period; a duplicate opens none."),
        _summed("kind", counts.cases_opened),
    ),
    Definition(
        "cases_closed",
        N_("Cases closed"),
        N_("Cases closed in the period, by how; duplicates are closed by being joined."),
        _summed("closed_as", counts.cases_closed),
    ),
    Definition(
        "cases_open_now",
        N_("Cases open now"),
        N_("Cases not closed at this moment, whenever they were received."),
        _summed("state", counts.cases_open),
    ),
    Definition(
        "within_competence",
        N_("Cases within competence"),
        N_("Cases carried over into the period or new in it, classified as within competence and taken on."),
        _single(counts.within),
    ),
    Definition(
        "settlement_rate",
        N_("Settlement rate"),
        N_("Cases settled, answered or withdrawn in the period, of the cases within competence."),
        _settlement,
    ),
    Definition(
        "on_time",
        N_("Limits kept"),
        N_("Limits met in time, of all limits under which the work was done in the period; by rule."),
        _on_time,
    ),
    Definition(
        "overdue_now",
        N_("Overdue now"),
        N_("Limits that ran out before today with the work not done; suspended ones do not count."),
        _summed("rule", figure_limits.overdue_now),
    ),
    Definition(
        "late_reasons",
        N_("Reasons for delay"),
        N_("Missed limits whose reason is still owed, and those whose reason is on record."),
        _summed("state", figure_limits.reasons),
    ),
    Definition(
        "withdrawals",
        N_("Withdrawals"),
        N_("Cases withdrawn whole in the period, and cases of which single contents were withdrawn."),
        _summed("how", counts.withdrawals),
    ),
    Definition(
        "letters",
        N_("Letters"),
        N_("Letters begun in the period, by their state now."),
        _summed("letter_state", counts.letters),
    ),
    Definition(
        "rulings",
        N_("Rulings"),
        N_("Rulings signed in the period, with the money and the land that they give back to citizens."),
        _rulings,
    ),
    Definition(
        "executions_complaints",
        N_("Execution of complaint decisions (02/KQGQ)"),
        N_("Decisions to be carried out in the period: orders, money, land and people, due and done."),
        figure_executions.complaints,
    ),
    Definition(
        "executions_denunciations",
        N_("Execution of denunciation conclusions (04/KQGQ)"),
        N_("Conclusions about denunciations to be carried out in the period: orders, money, land, people."),
        figure_executions.denunciations,
    ),
    Definition(
        "sealed_now",
        N_("Sealed cases"),
        N_("Open cases that are sealed now: not classified yet, or denunciations."),
        _single(counts.sealed_now),
    ),
    Definition(
        "receptions",
        N_("Receptions of citizens"),
        N_("Not counted yet: receptions are not registered in this release."),
        lambda _session, _scope: {"value": None},
        sealed=False,
    ),
)
