"""A version under review as a page: what changed, what was said, what is still missing, what it would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import authors, readiness
from app.casework.definitions import files_of
from app.checklist import Checklist
from app.errors import NotFound
from app.language import content
from app.listings import comments, compared, flow_versions, review_history, sketches
from app.listings.comments import Thread
from app.listings.compared import Compared
from app.listings.procedures import introduced
from app.listings.review_history import Event
from app.policy.actor import ADMINISTRATOR, LEGAL_STAFF, Actor
from app.policy.procedures import judges, may_judge, may_send
from db.models import Person, ProcedureDraft, Version

SHOWN = frozenset({"draft", "in_review", "approved", "in_force", "retired"})
OPEN = frozenset({"draft", "in_review"})  # what is still talked about


@dataclass(frozen=True, kw_only=True)
class Running:
    """How many cases run on one earlier version."""

    version_id: UUID
    number: int
    cases: int


@dataclass(frozen=True, kw_only=True)
class May:
    """What the reader may do now."""

    send: bool
    withdraw: bool
    judge: bool
    stop: bool
    comment: bool
    own: bool  # had a hand in it, and would otherwise be asked to judge
    files: bool  # may open the room of procedures, with the files and scenarios of a version


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """All that the page of a review shows."""

    version_id: UUID
    procedure: str
    title: str
    number: int
    state: str
    since: dt.date | None
    first_day: dt.date  # the earliest day that can be chosen
    authors: tuple[str, ...]
    former: int | None  # the number of the version whose place it takes
    compared: Compared
    threads: tuple[Thread, ...]
    places: tuple[tuple[str, str], ...]  # to which a comment can be pinned: value, name
    checklist: Checklist
    hindrances: tuple[str, ...]
    running: tuple[Running, ...]
    history: tuple[Event, ...]
    may: May

    @property
    def open_comments(self) -> int:
        """Count the comments that nobody has settled."""
        return sum(thread.is_open for thread in self.threads)

    @property
    def cases(self) -> int:
        """Count the cases that run on earlier versions."""
        return sum(each.cases for each in self.running)


def read(session: Session, version_id: UUID, *, actor: Actor, sheet: str = "") -> ReviewPage:
    """Read a version that was drawn here as its reviewer sees it.

    Raises: NotFound for what came with the program or was replaced by a later draft.
    """
    version = session.get(Version, version_id)
    if version is None or version.origin != "local" or version.state not in SHOWN:
        raise NotFound
    today = clock.today()
    first = today + dt.timedelta(days=1)
    former = compared.predecessor(session, version, today)
    threads = comments.of(session, version_id, actor=actor)
    files = files_of(session, version_id)
    told = session.get(ProcedureDraft, version_id)
    return ReviewPage(
        version_id=version_id,
        procedure=version.procedure,
        title=content(told.title) if told else introduced(files.values(), version.procedure)[0],
        number=version.number,
        state=version.state,
        since=version.effective_from,
        first_day=first,
        authors=_authors(session, version_id),
        former=session.get_one(Version, former).number if former else None,
        compared=compared.compare(session, version, threads, sheet=sheet, today=today),
        threads=threads,
        places=tuple(_places(files)),
        checklist=readiness.checked(session, version, version.effective_from or first),
        hindrances=readiness.hindrances(session, version, first) if version.state in OPEN else (),
        running=_running(session, version, actor),
        history=review_history.of(session, version),
        may=_may(session, version, actor),
    )


def places(session: Session, version_id: UUID) -> Iterator[tuple[str, str]]:
    """List to what a comment can be pinned, each as «file|element» with its name."""
    return _places(files_of(session, version_id))


def _may(session: Session, version: Version, actor: Actor) -> May:
    known, state = authors.authors_of(session, version.id), version.state
    waits = version.effective_from is not None and version.effective_from > clock.today()
    judge = may_judge(actor, known)
    return May(
        send=state == "draft" and may_send(actor, known),
        withdraw=state == "in_review" and may_send(actor, known),
        judge=state == "in_review" and judge,
        stop=state == "approved" and waits and judge,
        comment=state in OPEN and (judges(actor) or may_send(actor, known)),
        own=may_send(actor, known) and judges(actor),
        files=actor.has(LEGAL_STAFF, ADMINISTRATOR),
    )


def _authors(session: Session, version_id: UUID) -> tuple[str, ...]:
    people = authors.authors_of(session, version_id)
    return tuple(session.scalars(select(Person.name).where(Person.id.in_(people)).order_by(Person.name)))


def _running(session: Session, version: Version, actor: Actor) -> tuple[Running, ...]:
    lines = flow_versions.of(session, version.procedure, current=None, drafts=True, actor=actor)
    return tuple(
        Running(version_id=each.version_id, number=each.number, cases=each.running)
        for each in lines
        if each.running and each.version_id != version.id
    )


def _places(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """List to what a comment can be pinned: the named elements of the drawings, then the other files."""
    for name, body in files.items():
        if name.endswith(".bpmn"):
            for element, called in sketches.names(body).items():
                if called.strip():
                    yield f"{name}|{element}", content(called)
    for name in files:
        if not name.endswith((".bpmn", ".yaml")):
            yield f"{name}|", name
