"""Who hears of a version: those who may judge it, its authors, and everybody whose step it changes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import authors, concerned, definitions
from app.policy.actor import CHAIRMAN, LEGAL_STAFF, Actor
from app.services.law_notices import holders
from db.models import Notice, Version

ASKED, RETURNED, CHANGED = "procedure_sent", "procedure_returned", "procedure_changed"


def sent(session: Session, version: Version, actor: Actor) -> None:
    """Tell who may judge a version, in the authority of who sent it, that it waits for them."""
    judges = holders(session, (LEGAL_STAFF, CHAIRMAN), authority_id=actor.authority_id)
    _tell(session, judges - authors.authors_of(session, version.id), ASKED)


def given_back(session: Session, version: Version) -> None:
    """Tell the authors of a version that it is theirs again."""
    _tell(session, set(authors.authors_of(session, version.id)), RETURNED)


def approved(session: Session, version: Version) -> None:
    """Tell everybody whose role has a step in a version, or had one in what it takes the place of."""
    roles = concerned.roles_of(session, version.id)
    before = definitions.all_in_force(session, clock.today()).get(version.procedure)
    if before is not None:
        roles |= concerned.roles_of(session, before)
    _tell(session, holders(session, sorted(roles)), CHANGED)


def _tell(session: Session, people: set[UUID], kind: str) -> None:
    for person_id in sorted(people):
        session.add(
            Notice(
                person_id=person_id,
                case_id=None,
                task_id=None,
                kind=kind,
                rule=None,
                on=clock.today(),
                at=clock.now(),
                next_try_at=None,  # it reaches the person in the office, and with the day's digest
                attempts=0,
                sent_at=None,
                read_at=None,
            )
        )
