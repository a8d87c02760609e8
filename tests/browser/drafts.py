"""A draft that somebody borrowed elsewhere, and rehearsals whose clock was turned: pages for the town."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.policy.actor import Actor
from app.services import judging, procedure_drafts, rehearsals
from app.services.judging import Brought
from app.services.procedure_drafts import Content
from db.models import Version
from db.session import Database

BORROWED = Path(__file__).parents[1] / "web" / "borrowed.bpmn"


def bring(database: Database, actor: Actor) -> UUID:
    """Bring the borrowed drawing as a draft, and rehearse it for forty days in which nobody acts."""
    sorted_out = judging.sort([Brought(BORROWED.name, BORROWED.read_bytes())])
    content = Content(sorted_out.files, judging.judge(sorted_out.files, around={}))
    with database.transaction() as session:
        version_id = procedure_drafts.take_in(session, content, actor=actor)
    rehearse(database, actor, version_id)
    return version_id


def rehearse(database: Database, actor: Actor, version_id: UUID, *, days: int = 40) -> UUID:
    """Rehearse a version, and turn its clock."""
    with database.reading() as session:
        play = rehearsals.play_of(session, version_id)
    with database.transaction() as session:
        kept = rehearsals.begin(session, play, rehearsals.opened(play), actor=actor)
    with database.transaction() as session:
        standing = rehearsals.standing(session, kept)
        rehearsals.keep(
            session, standing, rehearsals.turn_to(standing, clock.today() + dt.timedelta(days=days))
        )
    return kept


def in_force(database: Database, procedure: str) -> UUID:
    """Find the version of a procedure that runs."""
    wanted = select(Version.id).where(Version.procedure == procedure, Version.state == "in_force")
    with database.reading() as session:
        return session.scalars(wanted).one()
