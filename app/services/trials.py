"""Every running case of the older versions of a procedure, tried with a newer one on copies.

Nothing is touched; what was found is kept as a batch, at which people look and about which they decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions, keepsake, outlook
from app.casework.outlook import REFUSED, Decided, Outlook
from app.engine.note import Note
from app.errors import NotFound, OfficeError
from app.policy.actor import Actor
from app.services import staff_trail
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import Review, Run, Takeover, TakeoverCase, Version

OFFER = "offer"
PLANNED = "planned"
STANDING = ("running", "incident")


class NotOffered(OfficeError):
    """This version is not offered to cases under way: it is not in force, or they finish on their own."""


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


def offered(session: Session, version_id: UUID) -> bool:
    """Tell whether cases under way may go to a version today."""
    version = session.get(Version, version_id)
    return version is not None and is_offered(session, version)


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
    facts = {"takeover": str(batch.id), "version": str(batch.version_id)}
    staff_trail.record(
        session, Tag.TAKEOVER_PREPARE, actor_id=actor.person_id, unit_id=actor.unit_id, facts=facts
    )
    return batch.id


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
