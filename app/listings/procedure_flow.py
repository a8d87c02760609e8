"""A procedure seen running: its versions, where cases wait on the drawing, and how its time was kept."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions
from app.casework.definitions import Pinned
from app.errors import NotFound, NotPossibleNow
from app.language import content
from app.legaltime import limits
from app.listings import (
    drawing_marks,
    flow_heat,
    flow_pace,
    flow_places,
    flow_versions,
    flow_waits,
    introductions,
    sketches,
)
from app.listings.due import name_of
from app.listings.flow_heat import Href
from app.listings.flow_pace import WHOLE
from app.listings.flow_places import Places
from app.listings.flow_versions import VersionLine
from app.listings.flow_waits import Crowd, Wait
from app.listings.introductions import Introduced
from app.listings.pace import Pace, first_days
from app.listings.sketches import Sketch
from app.policy.actor import Actor
from db.models import Version

ALL = "all"
ROOM = 1080  # of the window on a drawing: what a desk's screen shows at full size


@dataclass(frozen=True)
class Look:
    """Which drawing is looked at, and around which element: the fullest if none is named, or ALL of it."""

    sheet: str = ""
    at: str = ""


FIRST_LOOK = Look()


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One step: who waits there now, and how often it was done in time."""

    node: str
    name: str
    inside: str  # what it stands in: a phase, or the call of another procedure
    known: bool  # whether the version in force still has it
    crowd: Crowd
    pace: Pace | None

    @property
    def is_quiet(self) -> bool:
        """Tell whether nobody waits there and nothing was done there in twelve months."""
        return not self.crowd.cases and self.pace is None


@dataclass(frozen=True, kw_only=True)
class LimitLine:
    """One limit that is drawn in the procedure, and how often it was kept."""

    rule: str
    name: str
    article: str
    pace: Pace | None


@dataclass(frozen=True, kw_only=True)
class PhaseLine:
    """How long a phase, or the whole procedure, took; the name of the whole is empty."""

    name: str
    days: int  # median
    runs: int


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The drawing of the version in force with what waits on it, and the other drawings it calls."""

    name: str
    title: str
    sketch: Sketch
    sheets: tuple[tuple[str, str], ...]
    busiest: tuple[tuple[str, str, int], ...]  # where on it most cases wait: element, name, cases
    at: str  # the element around which it is cut; empty for the whole


@dataclass(frozen=True, kw_only=True)
class FlowPage:
    """All that the page of a procedure shows."""

    procedure: str
    title: str
    purpose: str
    on: dt.date
    versions: tuple[VersionLine, ...]
    shown: Shown | None  # None where no version is in force today
    whole: Crowd
    most: bool  # more waits than the page looks at
    steps: tuple[StepLine, ...]
    limits: tuple[LimitLine, ...]
    phases: tuple[PhaseLine, ...]
    months: tuple[dt.date, ...]


def show(
    session: Session, procedure: str, *, look: Look = FIRST_LOOK, drafts: bool, href: Href, actor: Actor
) -> FlowPage:
    """Read how a procedure runs here, in a constant number of statements.

    ``look`` says which drawing, and which part; ``drafts`` lists what is not approved yet; ``href`` gives
    the address of a list of cases, or nothing for whoever may not open cases.

    Raises: NotFound for a procedure that nobody drew.
    """
    today = clock.today()
    pinned = in_force(session, procedure)
    current = pinned.version_id if pinned else None
    versions = flow_versions.of(session, procedure, current=current, drafts=drafts, actor=actor)
    if not versions:
        raise NotFound
    waits = flow_waits.of(session, procedure, actor=actor)
    done = flow_pace.of_steps(session, procedure, actor=actor)
    places = flow_places.of(pinned) if pinned else None
    title, purpose = introduced(session, procedure, current)
    return FlowPage(
        procedure=procedure,
        title=title,
        purpose=purpose,
        on=today,
        versions=versions,
        shown=_shown(pinned, waits, look, href) if pinned else None,
        whole=flow_waits.crowd(waits, today),
        most=len(waits) >= flow_waits.MOST,
        steps=_steps(places, waits, done, today),
        limits=_limits(session, procedure, places.rules() if places else (), actor),
        phases=_phases(session, procedure, places, actor) if places else (),
        months=tuple(first_days(today)),
    )


def in_force(session: Session, procedure: str) -> Pinned | None:
    """Give the version on which a case begins today, or nothing."""
    try:
        found = definitions.in_force(session, procedure, clock.today())
    except NotPossibleNow:
        return None
    return definitions.pinned(session, found)


def title_of(session: Session, procedure: str) -> str:
    """Say what a procedure is called. Raises: NotFound for one that nobody drew."""
    pinned = in_force(session, procedure)
    if pinned:
        return introduced(session, procedure, pinned.version_id)[0]
    if session.scalars(select(Version.id).where(Version.procedure == procedure).limit(1)).first() is None:
        raise NotFound
    return procedure


def introduced(session: Session, procedure: str, version_id: UUID | None) -> Introduced:
    """Give the title of a procedure and what it is for; its bare key where no version is in force."""
    known = {procedure: version_id} if version_id else {}
    return introductions.of(session, known).get(procedure, (procedure, ""))


def step_title(session: Session, procedure: str, node: str) -> str:
    """Say what a step of the version in force is called; empty for one that it does not have."""
    pinned = in_force(session, procedure)
    return content(pinned.definition.nodes[node].name) if pinned and node in pinned.definition.nodes else ""


def _shown(pinned: Pinned, waits: tuple[Wait, ...], look: Look, href: Href) -> Shown:
    own = f"{pinned.procedure}.bpmn"
    name = look.sheet if look.sheet in pinned.diagrams else own
    body = pinned.diagrams[name]
    marks = flow_heat.marks(pinned, name, waits, clock.today(), href)
    titles = flow_places.of(pinned).drawings()
    title = titles[name]
    fullest = flow_heat.busiest(pinned, marks)
    chosen = look.at if look.at in marks else next((key for key, *_rest in fullest), "")
    at = "" if look.at == ALL else chosen
    ordered = sorted(pinned.diagrams, key=lambda each: (each != own, each))
    return Shown(
        name=name,
        title=title,
        sketch=_cut(sketches.sketch(body, marks, title=title), body, at),
        sheets=tuple((key, titles[key]) for key in ordered),
        busiest=fullest,
        at=at,
    )


def _cut(whole: Sketch, body: bytes, at: str) -> Sketch:
    """Show what lies around one element, as large as words can be read; without one, the whole."""
    box = sketches.box_of(body, [at]) if at else None
    if whole.picture is None or box is None:
        return whole
    return replace(whole, picture=drawing_marks.cut(whole.picture, box.middle, room=ROOM))


def _steps(
    places: Places | None, waits: Iterable[Wait], done: dict[str, Pace], today: dt.date
) -> tuple[StepLine, ...]:
    """List the steps of the version in force, then those of earlier ones at which somebody still waits."""
    by_node: dict[str, list[Wait]] = defaultdict(list)
    for wait in waits:
        by_node[wait.node].append(wait)
    known = places.steps if places else ()
    gone = sorted({*by_node, *done}.difference(known))
    return tuple(
        StepLine(
            node=node,
            name=places.name(node) if places else node,
            inside=_inside(places, node) if places else "",
            known=node in known,
            crowd=flow_waits.crowd(by_node[node], today),
            pace=done.get(node),
        )
        for node in (*known, *gone)
    )


def _inside(places: Places, node: str) -> str:
    outer = places.nodes[node].inside if node in places.nodes else ""
    if outer in places.nodes:
        return places.name(outer)
    calling = places.way.callers(outer)
    return places.name(calling[0]) if len(calling) == 1 else content(places.titles.get(outer, ""))


def _limits(session: Session, procedure: str, rules: tuple[str, ...], actor: Actor) -> tuple[LimitLine, ...]:
    kept = flow_pace.of_limits(session, procedure, rules, actor=actor)
    return tuple(
        LimitLine(rule=rule, name=name_of(rule), article=_article(rule), pace=kept.get(rule))
        for rule in rules
    )


def _article(rule: str) -> str:
    return next((content(each.article) for each in limits.all_limits() if each.rule == rule), "")


def _phases(session: Session, procedure: str, places: Places, actor: Actor) -> tuple[PhaseLine, ...]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for step in places.steps:
        if phase := places.phase(step):
            grouped[phase].append(step)
    took = flow_pace.of_phases(session, procedure, grouped, actor=actor)
    return tuple(
        PhaseLine(name=places.name(key) if key else "", days=took[key][0], runs=took[key][1])
        for key in (*grouped, WHOLE)
        if key in took
    )


def versions_of(session: Session, procedure: str) -> list[tuple[UUID, int]]:
    """List the versions on which a case may run, with their numbers."""
    rows = select(Version.id, Version.number).where(Version.procedure == procedure)
    return [(key, number) for key, number in session.execute(rows)]
