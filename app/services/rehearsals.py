"""Rehearsals: a version played by one person with a clock that can be turned. No case is read or touched.

A move is worked out between two short transactions, for it may take its time; of two that began from the
same place only the first is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from app import clock, drawing, formdefs
from app.casework import rehearsal_forms
from app.casework.definitions import APPROVED, IN_FORCE, IN_REVIEW, files_of
from app.engine.errors import TaskNotOpen
from app.errors import MovedOn, NotFound, OfficeError
from app.formdefs import Problem
from app.policy.actor import Actor
from app.rehearsal import Asked, ClockBackwards, Open, Scene, apart
from app.services.draft_processes import playable_processes
from app.services.procedure_drafts import DRAFT, REPLACED
from db.models import ProcedureDraft, Rehearsal, Version

Posted = Mapping[str, Sequence[str]]
OPENING = dt.timedelta(hours=9)  # a day is looked at after the reminders of eight o'clock
FARTHEST = dt.timedelta(days=3 * 366)  # of one turn
_PLAYED = (DRAFT, REPLACED, IN_REVIEW, APPROVED, IN_FORCE)


class RehearsalMovedOn(MovedOn):
    """This rehearsal was moved in another window meanwhile; nothing was changed. Look where it stands now."""


class NothingToPlay(OfficeError):
    """There is no drawing in these files that could be rehearsed."""


class TooFar(OfficeError):
    """The clock can be turned by three years at a time. Choose an earlier day."""


@dataclass(frozen=True)
class Play:
    """What is needed to play: the files as they were pinned, and which processes begin together."""

    version_id: UUID
    title: str
    files: Mapping[str, bytes]
    process: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A rehearsal as it stands, and the revision under which it may be moved."""

    rehearsal_id: UUID
    play: Play
    scene: Scene
    revision: int


@dataclass(frozen=True)
class Done:
    """What came of sending a step's form: nothing moved where there are problems."""

    scene: Scene
    problems: tuple[Problem, ...] = ()


def play_of(session: Session, version_id: UUID) -> Play:
    """Gather what is needed to play a version. Raises: NotFound, NothingToPlay."""
    version = session.get(Version, version_id)
    if version is None or version.state not in _PLAYED:
        raise NotFound
    files = files_of(session, version_id)
    known = playable_processes(files)
    first = version.procedure if version.procedure in known else next(iter(known), "")
    if not first:
        raise NothingToPlay
    told = session.get(ProcedureDraft, version_id)
    title = told.title if told else _drawn_title(files, version.procedure)
    beside = tuple(each for each in known[first] if each != first)
    return Play(version_id, title, files, first, beside)


def _drawn_title(files: Mapping[str, bytes], procedure: str) -> str:
    named = (each for body in files.values() for each in drawing.introduce(body))
    return next((each.title for each in named if each.process == procedure and each.title), procedure)


def opened(play: Play) -> Scene:
    """Begin to play, as from now. Raises: TooCostly, Declined with what the drawing lacks."""
    return apart.begin(play.files, process_id=play.process, at=clock.now(), beside=play.beside)


def begin(session: Session, play: Play, scene: Scene, *, actor: Actor) -> UUID:
    """Keep a rehearsal that was begun; gives its id."""
    now = clock.now()
    kept = Rehearsal(
        version_id=play.version_id,
        person_id=actor.person_id,
        title=(scene.parts[0].stage.definition.name or play.title)[:300],
        scene=scene.pack(),
        revision=1,
        created_at=now,
        moved_at=now,
    )
    session.add(kept)
    session.flush()
    return kept.id


def untouched(session: Session, version_id: UUID, *, actor: Actor) -> UUID | None:
    """Find the rehearsal that this person began today and has not moved: pressing twice begins one."""
    return session.scalars(
        select(Rehearsal.id).where(
            Rehearsal.version_id == version_id,
            Rehearsal.person_id == actor.person_id,
            Rehearsal.revision == 1,
            Rehearsal.created_at >= clock.midnight(clock.today()),
        )
    ).first()


def standing(session: Session, rehearsal_id: UUID) -> Standing:
    """Take a rehearsal up as it stands. Raises: NotFound, SceneUnreadable."""
    kept = session.get(Rehearsal, rehearsal_id)
    if kept is None:
        raise NotFound
    play = play_of(session, kept.version_id)
    return Standing(kept.id, play, Scene.unpack(kept.scene, play.files), kept.revision)


def keep(session: Session, moved: Standing, scene: Scene) -> None:
    """Keep a move, unless somebody else moved first. Raises: RehearsalMovedOn."""
    done = session.execute(
        update(Rehearsal)
        .where(Rehearsal.id == moved.rehearsal_id, Rehearsal.revision == moved.revision)
        .values(scene=scene.pack(), revision=moved.revision + 1, moved_at=clock.now())
    )
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise RehearsalMovedOn


def discard(session: Session, rehearsal_id: UUID) -> UUID:
    """Throw a rehearsal away; gives the version it played. Raises: NotFound."""
    version_id = session.scalar(select(Rehearsal.version_id).where(Rehearsal.id == rehearsal_id))
    if version_id is None:
        raise NotFound
    session.execute(delete(Rehearsal).where(Rehearsal.id == rehearsal_id))
    return version_id


def fill_in(standing: Standing, task_id: str, posted: Posted) -> Done:
    """Send the form of a step as the office would check it. Raises: TaskNotOpen, TooCostly, Declined."""
    task = task_of(standing.scene, task_id)
    if task.form is None:
        return Done(choose(standing, task_id, posted))
    form = rehearsal_forms.playable(task.form)
    checked = formdefs.check(form, posted, choices=rehearsal_forms.choices(form))
    if checked.problems:
        return Done(standing.scene, checked.problems)
    # What limits depend on is answered too; the run itself takes only what steers it.
    return Done(_completed(standing, task_id, {**checked.answers, **checked.routing}))


def choose(standing: Standing, task_id: str, posted: Posted) -> Scene:
    """Do a step by its choices alone, as if all the rest of its form had been filled in.

    Raises: TaskNotOpen, TooCostly, Declined.
    """
    task = task_of(standing.scene, task_id)
    return _completed(standing, task_id, {each.name: _chosen(each, posted) for each in task.choices})


def deliver(standing: Standing, message: str) -> Scene:
    """Let a message arrive. Raises: TooCostly, Declined."""
    return apart.deliver(standing.scene, message, files=standing.play.files)


def turn(standing: Standing, to: dt.datetime) -> Scene:
    """Turn the clock to an instant; all that is due by then happens, the earliest first.

    Raises: ClockBackwards, TooCostly, Declined.
    """
    if to < standing.scene.at:
        raise ClockBackwards
    return apart.turn(standing.scene, to, files=standing.play.files)


def turn_to(standing: Standing, day: dt.date) -> Scene:
    """Turn the clock to a morning. Raises: ClockBackwards, TooFar, TooCostly, Declined."""
    if day > standing.scene.at.date() + FARTHEST:
        raise TooFar
    return turn(standing, clock.midnight(day) + OPENING)


def task_of(scene: Scene, task_id: str) -> Open:
    """Find an open step. Raises: TaskNotOpen."""
    found = next((task for task in scene.tasks if task.id == task_id), None)
    if found is None:
        raise TaskNotOpen
    return found


def _completed(standing: Standing, task_id: str, answers: Mapping[str, object]) -> Scene:
    return apart.complete(standing.scene, task_id, answers, files=standing.play.files)


def _chosen(asked: Asked, posted: Posted) -> object:
    """Read what was chosen; where nothing was, the first answer that leads on."""
    given = list(posted.get(asked.name, ())) or [option.text for option in asked.options[:1]]
    return given if asked.several else next(iter(given), "")
