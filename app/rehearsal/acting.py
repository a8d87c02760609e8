"""What a person can do in a rehearsal: begin it, do a step, let a message arrive, turn the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from app.engine import step
from app.engine.errors import NobodyWaits, TaskNotOpen
from app.engine.evaluator import Scalar
from app.language import N_
from app.rehearsal.answering import at_start, with_message
from app.rehearsal.choices import asked_at_start, steering
from app.rehearsal.errors import ClockBackwards
from app.rehearsal.memory import Memory
from app.rehearsal.moving import Move
from app.rehearsal.part import Part
from app.rehearsal.scene import Scene
from app.rehearsal.stage import open_stage
from app.rehearsal.told import Asked, Incident, Open

MOST_FIRINGS = 200
MOST_BEGINNINGS = 6
_RESTLESS = N_("More than {count} timers went off one after the other; the clock stops here")


def begin(
    files: Mapping[str, bytes],
    *,
    process_id: str,
    at: dt.datetime,
    data: Mapping[str, object] | None = None,
    beside: Sequence[str] = (),
    alone: bool = False,
) -> Scene:
    """Begin a rehearsal at an instant of its own clock.

    ``files`` is a bundle: names to contents; what it calls and shows and does not hold is taken from this
    release. ``data`` are the answers to what ``questions`` lists; else the first without incident.
    ``beside`` are other processes of the same file that begin together with it; ``alone`` keeps a missed
    limit in the log, where it would else be a matter on the leader's desk that can be played too. Raises
    DefinitionRefused if nothing can be made of the drawing.
    """
    stages = [open_stage(files, name) for name in (process_id, *beside)]
    opening = Scene(at, at, tuple(Part(stage) for stage in stages), Memory(), (), (), alone=alone)
    if data is not None:
        return _begun(opening, data)
    tried = [_begun(opening, given) for given in at_start(*stages)[:MOST_BEGINNINGS]]
    return next((scene for scene in tried if not scene.incidents), tried[0])


def _begun(opening: Scene, data: Mapping[str, object]) -> Scene:
    move = Move(opening, at=opening.at)
    for place in range(len(opening.parts)):
        move.start(place, data)
    return move.over()


def questions(files: Mapping[str, bytes], *, process_id: str) -> tuple[Asked, ...]:
    """List what is asked before a rehearsal begins: the fields that steer the drawing and that it is given.

    Raises DefinitionRefused if nothing can be made of the drawing.
    """
    return asked_at_start(open_stage(files, process_id))


def complete(scene: Scene, task_id: str | UUID, answers: Mapping[str, object]) -> Scene:
    """Do one open step with these answers; they may be values, or texts as a form posts them.

    Raises TaskNotOpen, NotRoutable.
    """
    task = next((task for task in scene.tasks if task.id == str(task_id)), None)
    if task is None:
        raise TaskNotOpen
    given = _meant(task, answers)
    move = Move(scene, at=scene.at)
    move.memory = move.memory.told(given)
    _tell_done(move, task, given)
    place = next(n for n, part in enumerate(scene.parts) if UUID(task.id) in part.picture.ready)
    data = _steering(task, given)
    move.record(place, "complete", task.node, data)
    move.step(
        place,
        lambda part, world: step.complete(
            part.stage.definition, part.state, task_id=UUID(task.id), data=data, now=move.at, world=world
        ),
    )
    return move.over()


def deliver(scene: Scene, message: str, answers: Mapping[str, object] | None = None) -> Scene:
    """Let a message arrive at whatever waits for it; without answers it brings along the likeliest.

    Raises NobodyWaits, NotRoutable.
    """
    waiting = {
        place: awaited.node_id
        for place, part in enumerate(scene.parts)
        for awaited in part.picture.messages.values()
        if awaited.name == message
    }
    if not waiting:
        raise NobodyWaits(name=message)
    move = Move(scene, at=scene.at)
    for place, node in waiting.items():
        given = answers if answers is not None else with_message(scene.parts[place], node)[0]
        move.deliver(place, message, given)
    return move.over()


def next_timer(scene: Scene) -> dt.datetime | None:
    """Tell the next instant that is waited for, in UTC."""
    return scene.timers[0].due_at if scene.timers else None


def turn(scene: Scene, to: dt.datetime) -> Scene:
    """Turn the clock on: each timer up to the instant goes off at its own time, the earliest first.

    Raises ClockBackwards.
    """
    if to < scene.at:
        raise ClockBackwards
    acted = scene
    for _firing in range(MOST_FIRINGS):
        due = next_timer(acted)
        if due is None or due > to:
            return _told(acted, to, scene)
        acted = fire_next(acted)
    move = Move(acted, at=acted.at)
    move.incident(Incident(acted.process_id, "budget", _RESTLESS, (("count", str(MOST_FIRINGS)),)))
    return move.over()


def fire_next(scene: Scene) -> Scene:
    """Let the next timer go off, at its own time."""
    timer = scene.timers[0]
    move = Move(scene, at=max(scene.at, timer.due_at))
    move.tell("timer", N_("The time has come: {name}"), timer.node, name=timer.name)
    place = next(n for n, part in enumerate(scene.parts) if UUID(timer.id) in part.picture.timers)
    moved = move.step(
        place,
        lambda part, world: step.fire(
            part.stage.definition, part.state, timers=[UUID(timer.id)], now=move.at, world=world
        ),
    )
    if moved:
        move.record(place, "fire", timer.node, {})
    else:
        move.failing.add(timer.id)
    return move.over()


def _told(scene: Scene, to: dt.datetime, before: Scene) -> Scene:
    """Bring the clock to where it was turned, and say which day it is and what still lies open."""
    move = Move(scene, at=to)
    day = move.over().day
    if day > before.day:
        open_steps = len(scene.tasks)
        sentence = (
            N_("Day {day}: nobody has acted; steps still open: {count}") if open_steps else N_("Day {day}")
        )
        move.tell("timer", sentence, day=day, count=open_steps)
    return move.over()


def _meant(task: Open, answers: Mapping[str, object]) -> dict[str, Scalar]:
    """Read answers as values: a posted text of an option means the option."""
    asked = {one.name: one for one in task.choices}
    read = {name: asked[name].value(given) if name in asked else given for name, given in answers.items()}
    return {
        name: value for name, value in read.items() if value is None or isinstance(value, str | int | float)
    }


def _steering(task: Open, given: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """Choose what the drawing may see: of a known form its steering fields, each of them; else all."""
    if task.form is None:
        return dict(given)
    return {name: given.get(name) for name in steering(task.form)} | {
        one.name: given[one.name] for one in task.choices if one.name in given
    }


def _tell_done(move: Move, task: Open, given: Mapping[str, Scalar]) -> None:
    move.tell("done", N_("Done: {name}"), task.node, name=task.name)
    for asked in task.choices:
        for option in asked.options:
            if asked.name in given and given[asked.name] == option.value:
                answer = option.words or (N_("Yes") if option.value is True else N_("No"))
                words = {"question": asked.words or asked.name, "answer": answer}
                move.tell("chosen", N_("{question}: {answer}"), task.node, **words)
                break
