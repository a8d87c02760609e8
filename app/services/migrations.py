"""Cases under way go to another version of their procedure: approved, taken over, put back.

Each case is taken over in a transaction of its own, so that a crash leaves it wholly before or wholly after;
what is left is taken over when somebody asks again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import migrating, outlook
from app.casework.migrating import Plan, Taken
from app.casework.outlook import REFUSED, Decided
from app.errors import NotAllowed, NotFound, OfficeError
from app.policy.actor import Actor
from app.policy.procedures import judges
from app.services import staff_trail
from app.services.staff_trail import Tag
from app.services.trials import PLANNED
from db.models import Takeover, TakeoverCase

TAKEN, MOVED_ON, GIVEN_BACK = "taken", "moved_on", "given_back"


class OwnTakeover(NotAllowed):
    """You prepared this yourself; days that move are approved by somebody else."""


class NotApproved(OfficeError):
    """Days move in these cases, or a step takes the place of another. A second person approves that first."""


class MovedSince(OfficeError):
    """The case has moved since it was taken over, so it cannot be put back as it was."""


def may_approve(actor: Actor) -> bool:
    """Tell whether somebody may approve what another has decided for cases under way."""
    return judges(actor)


def approve(session: Session, takeover_id: UUID, *, actor: Actor) -> None:
    """Approve, as a second person, that days move in the cases of a batch.

    Raises: NotFound, NotAllowed, OwnTakeover.
    """
    batch = _held(session, takeover_id, actor)
    if not judges(actor):
        raise NotAllowed
    if batch.person_id == actor.person_id:
        raise OwnTakeover
    if batch.approver_id is None:
        batch.approver_id, batch.approved_at = actor.person_id, clock.now()
        _record(session, Tag.TAKEOVER_APPROVE, batch, actor)


def choose(session: Session, takeover_id: UUID, *, without: Collection[UUID], actor: Actor) -> None:
    """Say which cases of a batch stay on their version though they could go.

    Raises: NotFound, NotApproved.
    """
    batch = _held(session, takeover_id, actor)
    _require_approval(batch)
    for row in session.scalars(
        select(TakeoverCase).where(TakeoverCase.takeover_id == batch.id, TakeoverCase.state == PLANNED)
    ):
        row.chosen = row.verdict != REFUSED and row.id not in without


def left(session: Session, takeover_id: UUID, *, actor: Actor) -> Sequence[UUID]:
    """List the chosen cases of a batch that were not taken over yet. Raises: NotFound."""
    batch = _held(session, takeover_id, actor)
    return session.scalars(
        select(TakeoverCase.id)
        .where(
            TakeoverCase.takeover_id == batch.id, TakeoverCase.state == PLANNED, TakeoverCase.chosen.is_(True)
        )
        .order_by(TakeoverCase.id)
    ).all()


def take(session: Session, line_id: UUID, *, actor: Actor) -> str:
    """Take one case of a batch over, unless it moved since the trial; gives how it stands then.

    Raises: NotFound, NotApproved.
    """
    line, batch = _line_of(session, line_id, actor)
    if line.state != PLANNED or line.verdict == REFUSED:
        return line.state
    _require_approval(batch)
    goal = outlook.target(session, batch.version_id)
    taken = migrating.take(session, _plan(line), goal, _decided(batch), actor=actor)
    session.refresh(line)  # whoever held the case before may have taken it over
    if line.state != PLANNED:
        return line.state
    if taken is None:
        line.state = MOVED_ON
        return line.state
    line.state, line.kept, line.left = TAKEN, taken.kept, taken.left
    line.taken_at, line.taken_by_id = clock.now(), actor.person_id
    return line.state


def give_back(session: Session, line_id: UUID, *, actor: Actor) -> None:
    """Put one case back exactly as it was before it was taken over.

    Raises: NotFound, MovedSince.
    """
    line, batch = _line_of(session, line_id, actor)
    if line.state != TAKEN or line.kept is None:
        raise NotFound
    taken = Taken(line.kept, line.left)
    if not migrating.give_back(session, _plan(line), taken, _decided(batch), actor=actor):
        raise MovedSince
    line.state = GIVEN_BACK
    line.given_back_at, line.given_back_by_id = clock.now(), actor.person_id


def _held(session: Session, takeover_id: UUID, actor: Actor) -> Takeover:
    batch = session.get(Takeover, takeover_id)
    if batch is None or batch.authority_id != actor.authority_id:
        raise NotFound
    return batch


def _require_approval(batch: Takeover) -> None:
    """Wait for the second person where something was decided for the cases of a batch. Raises NotApproved."""
    if (batch.renamed or batch.begins) and batch.approver_id is None:
        raise NotApproved


def _line_of(session: Session, line_id: UUID, actor: Actor) -> tuple[TakeoverCase, Takeover]:
    line = session.get(TakeoverCase, line_id)
    if line is None:
        raise NotFound
    return line, _held(session, line.takeover_id, actor)


def _plan(line: TakeoverCase) -> Plan:
    return Plan(line.takeover_id, line.case_id, line.run_id, line.seen)


def _decided(batch: Takeover) -> Decided:
    return Decided(batch.renamed, tuple(batch.begins))


def _record(session: Session, tag: Tag, batch: Takeover, actor: Actor) -> None:
    facts = {"takeover": str(batch.id), "version": str(batch.version_id)}
    staff_trail.record(session, tag, actor_id=actor.person_id, unit_id=actor.unit_id, facts=facts)
