"""Where the open cases of an office stand: at which elements, under which limits, with which drafts.

Three statements, whatever is asked and however many cases there are; above ``MOST`` the count is a least one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select, union_all
from sqlalchemy.orm import Session

from app.casework.hold import LIVING
from app.listings.flow_versions import RUNNING
from app.listings.visible import visible
from app.policy.actor import Actor
from db.models import Case, Deadline, Letter, Run, Task, Timer, Version
from db.models.runs import OPEN

MOST = 20_000
UNSIGNED = ("open", "drafted", "submitted", "returned")

Cases = frozenset[UUID]
At = tuple[str, str]  # the procedure, and an element or the letter
NONE: Cases = frozenset()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The open cases that one person may see, by where they stand."""

    waiting: Mapping[At, Cases]  # by procedure and element
    drafts: Mapping[At, Cases]  # by procedure and letter
    limits: Mapping[str, Cases]  # by rule
    capped: bool

    def at(self, procedure: str, elements: Collection[str]) -> Cases:
        """Give the cases that wait at some elements of a procedure."""
        return NONE.union(*(self.waiting.get((procedure, element), NONE) for element in elements))

    def within(self, procedure: str) -> Cases:
        """Give the cases that are open in a procedure at all."""
        return NONE.union(*(cases for (key, _node), cases in self.waiting.items() if key == procedure))


def of(session: Session, *, actor: Actor) -> Standing:
    """Read where everything stands."""
    waiting = session.execute(_waiting(actor)).all()
    drafts = session.execute(_drafts(actor)).all()
    limits = session.execute(_limits(actor)).all()
    return Standing(
        waiting=_by(((procedure, node), case) for procedure, node, case in waiting),
        drafts=_by(((procedure, letter), case) for procedure, letter, case in drafts),
        limits=_by(limits),
        capped=max(map(len, (waiting, drafts, limits))) >= MOST,
    )


def _by(rows: Iterable[Any]) -> dict[Any, Cases]:
    found: dict[Any, set[UUID]] = defaultdict(set)
    for key, case in rows:
        found[key].add(case)
    return {key: frozenset(cases) for key, cases in found.items()}


def _waiting(actor: Actor) -> Select[Any]:
    """Choose what waits for somebody, and what waits for a day or a message."""
    steps = (
        select(Task.procedure.label("procedure"), Task.node.label("node"), Task.case_id.label("case_id"))
        .join(Case, Case.id == Task.case_id)
        .where(Task.authority_id == actor.authority_id, Task.state == OPEN, visible(actor))
    )
    timers = (
        select(Run.procedure, Timer.node, Run.case_id)
        .join(Run, Run.id == Timer.run_id)
        .join(Case, Case.id == Run.case_id)
        .where(
            Run.authority_id == actor.authority_id,
            or_(*(Run.status == status for status in RUNNING)),
            Timer.state.in_(("pending", "held")),
            visible(actor),
        )
    )
    both = union_all(steps.limit(MOST).subquery().select(), timers.limit(MOST).subquery().select()).subquery()
    return select(both.c.procedure, both.c.node, both.c.case_id).limit(MOST)


def _drafts(actor: Actor) -> Select[str, str, UUID]:
    return (
        select(Version.procedure, Letter.template, Letter.case_id)
        .join(Version, Version.id == Letter.version_id)
        .join(Case, Case.id == Letter.case_id)
        .where(Letter.authority_id == actor.authority_id, Letter.state.in_(UNSIGNED), visible(actor))
        .limit(MOST)
    )


def _limits(actor: Actor) -> Select[str, UUID]:
    return (
        select(Deadline.rule, Deadline.case_id)
        .join(Case, Case.id == Deadline.case_id)
        .where(Deadline.authority_id == actor.authority_id, Deadline.state.in_(LIVING), visible(actor))
        .limit(MOST)
    )
