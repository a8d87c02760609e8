"""Cases under way are offered another version of their procedure: tried, approved, taken over, given back.

Each case is taken over in a transaction of its own, so that a crash leaves it wholly before or wholly after;
what is left is taken over when somebody asks again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions, keepsake, migrating, outlook
from app.casework.migrating import Plan, Taken
from app.casework.outlook import DECLARED, REFUSED, Decided, Outlook
from app.engine.note import Note
from app.errors import NotAllowed, NotFound, OfficeError
from app.policy.actor import Actor
from app.policy.procedures import judges
from app.services import staff_trail
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import Review, Run, Takeover, TakeoverCase, Version

OFFER = "offer"
PLANNED, TAKEN, MOVED_ON, GIVEN_BACK = "planned", "taken", "moved_on", "given_back"
STANDING = ("running", "incident")


class NotOffered(OfficeError):
    """This version is not offered to cases under way: it is not in force, or they finish on their own."""


class OwnTakeover(NotAllowed):
    """You prepared this yourself; days that move are approved by somebody else."""


class NotApproved(OfficeError):
    """Days would move in some of these cases. A second person has to approve that first."""


class MovedSince(OfficeError):
    """The case has moved since it was taken over, so it cannot be put back as it was."""


@dataclass(frozen=True)
class Tried:
    """One running procedure as the trial saw it."""

    run: UUID
    case: UUID
    version: UUID
    seen: str
    outlook: Outlook


@dataclass(frozen=True)
class Trial:
    """All running procedures of older versions, tried with one version."""

    version_id: UUID
    decided: Decided
    lines: tuple[Tried, ...]

    @property
    def undecided(self) -> tuple[str, ...]:
        """List the elements that could be let begin, so that more cases could go."""
        return tuple(sorted({element for line in self.lines for element in line.outlook.undecided}))


def is_offered(session: Session, version: Version) -> bool:
    """Tell whether cases under way may go to a version: it is in force today, and was approved so."""
    if definitions.all_in_force(session, clock.today()).get(version.procedure) != version.id:
        return False
    offered = select(Review.id).where(
        Review.version_id == version.id, Review.state == "approved", Review.transition == OFFER
    )
    return session.scalars(offered.limit(1)).first() is not None


def attempt(session: Session, version_id: UUID, decided: Decided, *, actor: Actor) -> Trial:
    """Try every running case of the older versions on a copy, touching nothing.

    Raises: NotFound, NotOffered.
    """
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    if not is_offered(session, version):
        raise NotOffered
    goal = outlook.target(session, version_id)
    lines = []
    for run in _running(session, version, actor):
        found = outlook.of(outlook.peek(session, run.case_id), run, goal, decided)
        seen = keepsake.digest(keepsake.of(session, run.id))
        lines.append(Tried(run.id, run.case_id, run.version_id, seen, found))
    return Trial(version_id, decided, tuple(lines))


def keep(session: Session, trial: Trial, *, actor: Actor) -> UUID:
    """Keep what a trial found, so that people can look at it and decide. Gives the batch's id."""
    batch = Takeover(
        id=new_id(),
        authority_id=actor.authority_id,
        version_id=trial.version_id,
        person_id=actor.person_id,
        prepared_at=clock.now(),
        renamed=dict(trial.decided.renamed),
        begins=list(trial.decided.begins),
        approver_id=None,
        approved_at=None,
    )
    session.add(batch)
    session.add_all(_line(batch, tried) for tried in trial.lines)
    _record(session, Tag.TAKEOVER_PREPARE, batch, actor)
    return batch.id


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
    rows = session.scalars(
        select(TakeoverCase).where(TakeoverCase.takeover_id == batch.id, TakeoverCase.state == PLANNED)
    ).all()
    for row in rows:
        row.chosen = row.verdict != REFUSED and row.id not in without
    if batch.approver_id is None and any(row.chosen and row.verdict == DECLARED for row in rows):
        raise NotApproved


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
    if line.verdict == DECLARED and batch.approver_id is None:
        raise NotApproved
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


def written(notes: Sequence[Note]) -> list[list[object]]:
    """Write notes down in no language."""
    return [[one.element, one.rule, one.sentence, [list(name) for name in one.names]] for one in notes]


def _running(session: Session, version: Version, actor: Actor) -> Sequence[Run]:
    """List what runs on older versions in the actor's authority, the oldest first."""
    return session.scalars(
        select(Run)
        .join(Version, Version.id == Run.version_id)
        .where(
            Run.procedure == version.procedure,
            Run.authority_id == actor.authority_id,
            Run.status.in_(STANDING),
            Version.number < version.number,
        )
        .order_by(Run.id)
    ).all()


def _line(batch: Takeover, tried: Tried) -> TakeoverCase:
    found = tried.outlook
    return TakeoverCase(
        id=new_id(),
        takeover_id=batch.id,
        case_id=tried.case,
        run_id=tried.run,
        from_id=tried.version,
        verdict=found.verdict,
        reasons=written(found.reasons),
        notes=written(found.notes),
        before=found.before,
        after=found.after,
        seen=tried.seen,
        chosen=found.verdict != REFUSED,
        state=PLANNED,
        kept=None,
        left="",
        taken_at=None,
        taken_by_id=None,
        given_back_at=None,
        given_back_by_id=None,
    )


def _held(session: Session, takeover_id: UUID, actor: Actor) -> Takeover:
    batch = session.get(Takeover, takeover_id)
    if batch is None or batch.authority_id != actor.authority_id:
        raise NotFound
    return batch


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
