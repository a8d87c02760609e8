"""A rehearsal as a page: its drawing, the open steps with their forms, what was told, and its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app import clock, drawing, formdefs
from app.casework import rehearsal_forms
from app.formdefs import FormDefinition, Problem
from app.formdefs.view import FormView
from app.language import N_, _, content
from app.legaltime.calendar import Calendar
from app.listings import rehearsal_letters, rehearsal_log, sketches
from app.listings.drawing_marks import cut
from app.listings.due import Due, due
from app.listings.rehearsal_letters import OpenedLetter
from app.listings.rehearsal_log import Told
from app.listings.rehearsal_marks import marks, standing_in
from app.listings.sketches import Sketch
from app.rehearsal import Asked, Open, Scene
from db.base import NEVER

Posted = Mapping[str, Sequence[str]]
WEEK = dt.timedelta(weeks=1)
MOST_BUTTONS = 5
_ROLES = {
    "officer": N_("Officer"),
    "unit_head": N_("Head of unit"),
    "chairman": N_("Chairman"),
    "clerk": N_("Clerk"),
}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed into the form of one step, and what is wrong with it."""

    task: str
    posted: Posted
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Card:
    """One open step: whose it is, until when, how it is done."""

    id: str
    name: str
    who: str
    procedure: str  # of which procedure, where it is not the one that is rehearsed
    due: Due
    asked: tuple[Asked, ...]
    has_form: bool
    form: FormView | None  # of the one step whose form lies open

    @property
    def buttons(self) -> Asked | None:
        """Give the one choice of a step, if it is small enough for a button each."""
        alone = len(self.asked) == 1 and not self.asked[0].several
        return self.asked[0] if alone and len(self.asked[0].options) <= MOST_BUTTONS else None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One way to turn the clock: to which instant, and what for."""

    to: dt.date
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class RehearsalPage:
    """All that the page of a rehearsal shows."""

    title: str
    day: int
    on: dt.date
    at: dt.datetime
    ended: bool
    ends: tuple[str, ...]
    idle: str  # «Day 31: nobody has acted»
    sketch: Sketch | None
    near: Markup | None  # the drawing around the first open step, where the whole is too wide for its words
    cards: tuple[Card, ...]
    awaited: tuple[tuple[str, str], ...]  # message and words
    told: tuple[Told, ...]  # the newest first
    letters: tuple[OpenedLetter, ...]
    incidents: tuple[str, ...]
    next: Turn | None
    kept: str = ""  # what was typed into a step that is no longer open


def of(
    scene: Scene,
    files: Mapping[str, bytes],
    *,
    opened: str = "",
    typed: Typed | None = None,
    whole: bool = False,
) -> RehearsalPage:
    """Show a scene; ``opened`` names the step whose form lies open."""
    wanted = typed.task if typed else opened
    hrefs = {task.id: f"#task-{task.id}" for task in scene.tasks}
    title = content(scene.parts[0].stage.definition.name) or scene.process_id
    drawn = _drawing(scene, files)
    sketch = sketches.sketch(drawn, marks(scene, hrefs), title=title) if drawn else None
    return RehearsalPage(
        title=title,
        day=scene.day,
        on=clock.local(scene.at).date(),
        at=clock.local(scene.at),
        ended=scene.ended,
        ends=tuple(_name(scene, end) for end in scene.ends),
        idle=rehearsal_log.idle(scene),
        sketch=sketch,
        near=None if whole or not drawn else _near(scene, drawn, sketch.picture if sketch else None),
        cards=tuple(_card(scene, task, wanted, typed) for task in scene.tasks),
        awaited=tuple(_awaited(scene)),
        told=rehearsal_log.told(scene),
        letters=rehearsal_letters.opened(scene),
        incidents=tuple(each.message for each in scene.incidents),
        next=_next(scene),
        kept=_kept(scene, typed),
    )


def today_of(scene: Scene) -> dt.date:
    """Give the legal day of a rehearsal."""
    return clock.local(scene.at).date()


def next_working_day(day: dt.date) -> dt.date:
    """Give the working day after a day. Raises what the calendar raises beyond its years."""
    return Calendar.official().add_working_days(day, 1)


def _card(scene: Scene, task: Open, wanted: str, typed: Typed | None) -> Card:
    own = task.procedure == scene.process_id
    part = next(each for each in scene.parts if each.stage.process_id == task.procedure)
    return Card(
        id=task.id,
        name=content(task.name),
        who=_(_ROLES[task.role]) if task.role in _ROLES else content(task.role or task.lane),
        procedure="" if own else content(part.stage.definition.name),
        due=due(None, task.due or NEVER, clock.local(scene.at).date()),
        asked=tuple(each for each in task.choices if each.options),
        has_form=task.form is not None,
        form=_form(task.form, typed) if task.form and task.id == wanted else None,
    )


def _form(drawn: FormDefinition, typed: Typed | None) -> FormView:
    form = rehearsal_forms.playable(drawn)
    answers = formdefs.typed(form, typed.posted) if typed else {}
    problems = typed.problems if typed else ()
    return formdefs.view(form, answers, choices=rehearsal_forms.choices(form), problems=problems)


def _kept(scene: Scene, typed: Typed | None) -> str:
    if typed is None or any(task.id == typed.task and task.form for task in scene.tasks):
        return ""
    return "\n".join(text for texts in typed.posted.values() for text in texts if text.strip())


def _drawing(scene: Scene, files: Mapping[str, bytes]) -> bytes:
    """Find the drawing of the procedure that is rehearsed, as it was handed in."""
    held = (*files.values(), *scene.parts[0].stage.files.values())
    mine = (body for body in held if any(i.process == scene.process_id for i in drawing.introduce(body)))
    return next(mine, b"")


def _near(scene: Scene, drawn: bytes, picture: Markup | None) -> Markup | None:
    """Show what lies around the first open step, if the whole is too wide for its words to be read."""
    box = sketches.box_of(drawn, (each for task in scene.tasks for each in standing_in(scene, task)))
    if picture is None or box is None:
        return None
    part = cut(picture, box.middle)
    return part if part != picture else None


def _awaited(scene: Scene) -> Sequence[tuple[str, str]]:
    found: dict[str, str] = {}
    for part in scene.parts:
        for each in part.picture.messages.values():
            node = part.stage.definition.nodes.get(each.node_id)
            found.setdefault(each.name, content(node.name) if node and node.name else each.name)
    return tuple(found.items())


def _next(scene: Scene) -> Turn | None:
    if not scene.timers:
        return None
    timer = scene.timers[0]
    return Turn(to=clock.local(timer.due_at).date(), what=content(timer.name))


def _name(scene: Scene, element: str) -> str:
    node = scene.parts[0].stage.definition.nodes.get(element)
    return content(node.name) if node and node.name else _("End")
