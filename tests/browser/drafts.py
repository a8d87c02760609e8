"""Procedures on their way: a borrowed draft, rehearsals with a turned clock, cases offered a new version."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.casework.outlook import Decided
from app.demo.reviews import redrawn
from app.policy.actor import Actor
from app.services import (
    effective,
    judging,
    procedure_drafts,
    rehearsals,
    reviews,
    scenario_files,
    trials,
)
from app.services.judging import Brought
from app.services.procedure_drafts import Content
from app.services.reviews import Approval
from db.models import Version
from db.session import Database

OFFERED = "land_conciliation"
SAID = ("đang thành lập Hội đồng hòa giải.", "đang mời các thành viên Hội đồng hòa giải.")
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


def offer(database: Database, author: Actor, judge: Actor) -> UUID:
    """Let a new version of a procedure begin today, and try with it the cases that run on the old one."""
    yesterday = clock.now() - dt.timedelta(days=1)
    with clock.at(yesterday):
        version_id = _approved(database, author, judge, day=clock.today() + dt.timedelta(days=1))
    effective.put_due_in_force(database)
    with database.reading() as session:
        trial = trials.attempt(session, version_id, Decided(), actor=author)
    with database.transaction() as session:
        return trials.keep(session, trial, actor=author)


def _approved(database: Database, author: Actor, judge: Actor, *, day: dt.date) -> UUID:
    version_id = redrawn(database, OFFERED, [SAID], author=author)
    with database.reading() as session:
        held = scenario_files.bundle(session, version_id)
    found = scenario_files.walked(held)
    with database.transaction() as session:
        scenario_files.keep(session, held, found)
        reviews.send(session, version_id, actor=author)
    with database.transaction() as session:
        reviews.approve(session, version_id, Approval(on=day, transition="offer"), actor=judge)
    return version_id
