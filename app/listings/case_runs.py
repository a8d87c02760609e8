"""The procedures of a case as pictures: done, now, next, late, with the same told in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.orm import Session

from app.casework import definitions
from app.drawing import Line
from app.language import _, content
from app.listings import drawing_marks
from app.listings.case_found import FoundCase
from app.policy.actor import Actor
from db.models import Run

DESK = "escalation"
ORDER = {"intake": 1, "clock_change": 2, DESK: 3}  # the settling procedure first


@dataclass(frozen=True, kw_only=True)
class RunPicture:
    """One procedure of the case."""

    title: str
    running: bool
    aside: bool
    picture: Markup
    lines: tuple[Line, ...]


def of_case(
    session: Session, found: FoundCase, *, actor: Actor, href: Callable[[UUID], str]
) -> tuple[RunPicture, ...]:
    """Draw each procedure of a case, its own first; what lies on the leader's desk only for the leader."""
    seen = [run for run in found.runs if run.procedure != DESK or actor.leads]
    return tuple(
        _picture(session, run, href)
        for run in sorted(
            seen, key=lambda run: (run.status != "running", ORDER.get(run.procedure, 0), run.id)
        )
        if run.status == "running" or not run.beside
    )


def _picture(session: Session, run: Run, href: Callable[[UUID], str]) -> RunPicture:
    pinned = definitions.pinned(session, run.version_id)
    picture, lines = drawing_marks.draw(session, run, href=href)
    return RunPicture(
        title=_("Matter for direction") if run.procedure == DESK else content(pinned.definition.name),
        running=run.status == "running",
        aside=run.beside,
        picture=picture,
        lines=tuple(lines),
    )
