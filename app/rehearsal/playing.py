"""A procedure that plays itself: what can be done is done, and the clock jumps when nothing else can be."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from app import clock
from app.engine.picture import Awaited
from app.rehearsal.acting import begin, complete, deliver, fire_next
from app.rehearsal.answering import at_task, with_message
from app.rehearsal.candidates import Answers
from app.rehearsal.part import Part
from app.rehearsal.scene import Scene
from app.rehearsal.told import Incident

MOST_STEPS = 500
LONGEST = 30.0  # seconds
MOST_RINGS = 3  # a timer that repeats is heard so often, and then passed over
MOST_TRIALS = 6
MOST_AGAIN = 4  # the same answer at the same step: what is called from several places is gone through anew
PATIENCE = 15  # moves in a row that came nowhere new: from then on all that is possible is weighed
MOST_IDLE = 50  # moves in a row that came nowhere new: the procedure goes round
MORNING = dt.time(8)


@dataclass(frozen=True)
class Played:
    """What came of a procedure that played itself.

    ``steps`` counts the moves, ``ends`` the end events reached, ``open`` the elements where it still waits.
    """

    started: bool
    ended: bool
    steps: int
    ends: tuple[str, ...]
    open: tuple[str, ...]
    incidents: tuple[Incident, ...]
    scene: Scene


@dataclass(frozen=True)
class Try:
    """One thing that could be done now, at one element, with some answers."""

    place: str  # what it is tried at: an open step, a message, a timer
    node: str
    answers: Answers
    act: Callable[[], Scene]


@dataclass(frozen=True)
class Trial:
    """Where something led that was tried on a copy; the lower the rank, the better.

    It leads on where it raised no incident and came to a place or a situation not met before.
    """

    one: Try
    reached: Scene
    rank: tuple[int, ...]
    leads_on: bool


def play(
    files: Mapping[str, bytes],
    *,
    process_id: str,
    beside: Sequence[str] = (),
    most_steps: int = MOST_STEPS,
    at: dt.datetime | None = None,
) -> Played:
    """Let a procedure play itself until it ends, nothing can be done, or it has had its share.

    ``beside`` are other processes of the file that begin together with it; what one sends, the others hear.
    Raises DefinitionRefused if nothing can be made of the drawing.
    """
    player = Player()
    began = at or dt.datetime.combine(clock.today(), MORNING, clock.VIETNAM)
    scene = player.begin(files, (process_id, *beside), began)
    return _go_on(player, scene, most_steps)


def play_on(scene: Scene, *, most_steps: int = MOST_STEPS) -> Played:
    """Let a procedure go on by itself from where it stands, until it ends or has had its share."""
    player = Player()
    player.see([], scene)
    return _go_on(player, scene, most_steps)


def _go_on(player: Player, scene: Scene, most_steps: int) -> Played:
    until, steps = time.monotonic() + LONGEST, 1
    while (
        steps < most_steps and time.monotonic() < until and player.idle < MOST_IDLE and not _all_ended(scene)
    ):
        moved = player.move(scene)
        if moved is None:
            break
        scene, steps = moved, steps + 1
    return _played(scene, steps)


def _played(scene: Scene, steps: int) -> Played:
    return Played(
        started=all(part.state for part in scene.parts),
        ended=_all_ended(scene),
        steps=steps,
        ends=tuple(end for part in scene.parts for end in part.ends),
        open=tuple(dict.fromkeys(_waiting(scene.parts))),
        incidents=scene.incidents,
        scene=scene,
    )


def _all_ended(scene: Scene) -> bool:
    return all(part.ended for part in scene.parts)


@dataclass
class Player:
    """Somebody who goes where nobody has been yet, and elsewhere as evenly as possible."""

    visits: Counter[str] = field(default_factory=Counter)
    rings: Counter[str] = field(default_factory=Counter)
    tried: Counter[tuple[object, ...]] = field(default_factory=Counter)
    markings: set[tuple[object, ...]] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    idle: int = 0  # moves in a row that came nowhere new

    def begin(self, files: Mapping[str, bytes], names: Sequence[str], at: dt.datetime) -> Scene:
        """Begin, and see where that led."""
        scene = begin(files, process_id=names[0], at=at, beside=names[1:], alone=True)
        self.see(list(_seen(scene)), scene)
        return scene

    def move(self, scene: Scene) -> Scene | None:
        """Do the next thing that can be done; None when there is nothing."""
        found: list[Trial] = []
        for tries in chain(self._at_tasks(scene), self._at_waits(scene)):
            trials = self._trials(scene, tries)
            best = min(trials, key=lambda trial: trial.rank, default=None)
            if best is not None and best.leads_on:
                return self._take(scene, best)
            found += trials
        return self._take(scene, min(found, key=lambda trial: trial.rank)) if found else None

    def _at_tasks(self, scene: Scene) -> Iterator[list[Try]]:
        """List what can be answered at each open step, the step that was met least often first."""
        for task in sorted(scene.tasks, key=lambda task: self.visits[task.node]):
            part = next(part for part in scene.parts if _has(part, task.id))
            done = partial(complete, scene, task.id)
            yield [Try(task.id, task.node, data, partial(done, data)) for data in at_task(part, task)]

    def _at_waits(self, scene: Scene) -> Iterator[list[Try]]:
        """List what can arrive, rather on the way than at a border, rather a message than an instant."""
        waits = [
            (self._rank(part, one.node_id, is_timer=False), self._messages(scene, part, one))
            for part in scene.parts
            for one in part.picture.messages.values()
        ]
        worn = {name for name, times in self.rings.items() if times >= MOST_RINGS}
        heard = replace(scene, failing=scene.failing | worn)
        if heard.timers:
            first = heard.timers[0]
            part = next(part for part in scene.parts if _has(part, first.id))
            ringing = [Try(first.id, first.node, {}, partial(fire_next, heard))]
            waits.append((self._rank(part, first.node, is_timer=True), ringing))
        return (tries for _rank, tries in sorted(waits, key=lambda wait: wait[0]))

    def _messages(self, scene: Scene, part: Part, one: Awaited) -> list[Try]:
        arrived = partial(deliver, scene, one.name)
        return [
            Try(str(one.id), one.node_id, data, partial(arrived, data))
            for data in with_message(part, one.node_id)
        ]

    def _rank(self, part: Part, node: str, *, is_timer: bool) -> tuple[object, ...]:
        on_border = bool(part.stage.definition.nodes[node].attached_to)
        return self.visits[node] > 0, on_border, is_timer, self.visits[node]

    def _trials(self, scene: Scene, tries: list[Try]) -> list[Trial]:
        """Try on copies, the answers given least often first, until one comes where nobody was."""
        found: list[Trial] = []
        for one in sorted(tries, key=lambda one: self.tried[one.node, str(one.answers)])[
            : MOST_TRIALS if self.idle < PATIENCE else 2
        ]:
            if one.place not in self.dead:
                found.append(self._weigh(scene, one, one.act()))
                if found[-1].rank[:2] == (0, 0):
                    break
        return found

    def _weigh(self, scene: Scene, one: Try, reached: Scene) -> Trial:
        """Weigh what a trial led to: incidents, new places, answers given before, known situations."""
        incidents = len(reached.incidents) - len(scene.incidents)
        fresh = any(not self.visits[node] for node in _new(scene, reached))
        known = _marking(reached) in self.markings
        gone = self.tried[one.node, str(one.answers)]
        met = sum(self.visits[node] for node in _waiting(reached.parts))
        rank = (incidents, int(not fresh), gone, int(known), met)
        new = not known or gone < MOST_AGAIN
        return Trial(one, reached, rank, leads_on=not incidents and (fresh or (new and self.idle < PATIENCE)))

    def _take(self, scene: Scene, trial: Trial) -> Scene:
        """Go one way and remember it; a place that does not move is left alone from now on."""
        one, reached = trial.one, trial.reached
        self.tried[one.node, str(one.answers)] += 1
        if [part.state for part in scene.parts] == [part.state for part in reached.parts]:
            self.dead.add(one.place)
        if any(_has(part, one.place) for part in reached.parts):
            self.rings[one.place] += 1
        self.see(_new(scene, reached), reached)
        return reached

    def see(self, new: list[str], scene: Scene) -> None:
        """Remember what a scene shows; ``new`` are the elements that were passed or opened."""
        self.idle = 0 if any(not self.visits[node] for node in new) else self.idle + 1
        self.visits.update(new)
        self.markings.add(_marking(scene))


def _has(part: Part, name: str) -> bool:
    return any(str(one) == name for one in (*part.picture.ready, *part.picture.timers))


def _waiting(parts: Iterable[Part]) -> Iterator[str]:
    """Name the elements at which something is waited for."""
    for part in parts:
        if not part.ended:
            for group in (part.picture.ready, part.picture.timers, part.picture.messages):
                yield from (one.node_id for one in group.values())


def _new(before: Scene | None, after: Scene) -> list[str]:
    """List the elements that a move passed or opened."""
    old = Counter(_seen(before)) if before is not None else Counter[str]()
    return list((Counter(_seen(after)) - old).elements())


def _seen(scene: Scene) -> Iterator[str]:
    for part in scene.parts:
        yield from part.picture.done
    yield from _waiting(scene.parts)


def _marking(scene: Scene) -> tuple[object, ...]:
    return tuple(sorted(_waiting(scene.parts)))
