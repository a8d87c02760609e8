"""Proposed fields of the intake form that follow the facts until the officer chooses otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.casework import intake, proposals
from app.casework.intake import Desk
from app.casework.proposals import Proposals

Posted = Mapping[str, Sequence[str]]

WAS = "was."  # a hidden field beside each proposed one: what was proposed when the page was drawn
# What follows the tables until the officer chooses otherwise.
FOLLOWS = (
    *proposals.CONFIRMED,
    "ineligible_ground",
    "lead_unit",
    "over_level",
)


def follow(session: Session, desk: Desk, posted: Posted) -> tuple[Proposals, Posted]:
    """Ask the tables anew and let the proposed fields follow, as long as nobody chose otherwise."""
    own = {name: texts for name, texts in posted.items() if not _is_following(name, texts, posted)}
    proposed = _with_unit(session, desk, intake.propose(desk, own))
    values = {name: proposed.values.get(name) for name in FOLLOWS if not _first(own, name)}
    shown: dict[str, Sequence[str]] = dict(own)
    for name, value in values.items():
        if value not in {None, False}:
            shown[name] = ["true" if value is True else str(value)]
    return proposed, shown


def were(proposed: Proposals) -> dict[str, str]:
    """Name the hidden fields that remember what is proposed now."""
    return {
        WAS + name: "true" if value is True else str(value)
        for name in FOLLOWS
        if (value := proposed.values.get(name)) not in {None, False}
    }


def _is_following(name: str, texts: Sequence[str], posted: Posted) -> bool:
    was = _first(posted, WAS + name)
    return name in FOLLOWS and bool(was) and list(texts)[:1] == [was]


def _with_unit(session: Session, desk: Desk, proposed: Proposals) -> Proposals:
    """Turn the function that the table names into the unit of this office that fulfils it."""
    by_function = proposed.by_field.get("unit_function")
    outcome = proposed.by_field.get("outcome")
    if by_function is None or outcome is None or outcome.value not in {"accept", "assign"}:
        return proposed
    unit = intake.unit_for(session, desk.authority.id, by_function.value)
    if unit is None:
        return proposed
    lead = replace(by_function, field="lead_unit", value=str(unit))
    return replace(proposed, by_field={**proposed.by_field, "lead_unit": lead})


def _first(posted: Posted, name: str) -> str:
    return next(iter(posted.get(name, ())), "")
