"""One move of a rehearsal while it happens: every step is stored, loaded again and compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from app.engine import step
from app.engine.errors import DefinitionRefused, NobodyWaits, NotRoutable, TaskNotOpen
from app.engine.faults import FaultKind
from app.engine.picture import Ready
from app.engine.step import Step
from app.engine.world import World as EngineWorld
from app.errors import OfficeError
from app.gate import scenario
from app.gate.scenario import MOST_MOVES
from app.language import N_
from app.legaltime import events
from app.legaltime.instants import FAR
from app.rehearsal import shipped
from app.rehearsal.office import DESK, Office, Order, World
from app.rehearsal.part import Part
from app.rehearsal.scene import Scene
from app.rehearsal.stage import open_stage
from app.rehearsal.told import Entry, Incident

MOST_ENTRIES = 1_000
BEGUN = "begin"  # the move with which a rehearsal begins
_CHAIN = 20
_WORDS = {
    FaultKind.SCRIPT: N_("What is written in “{name}” cannot be carried out: {reason}"),
    FaultKind.CONDITION: N_("Which way leads on from “{name}” cannot be told: {reason}"),
    FaultKind.ERROR: N_("“{name}” ends with an error that nothing catches: {reason}"),
    FaultKind.BUDGET: N_("“{name}” goes on and on by itself: draw a step or a timer on the way back"),
    FaultKind.DEPTH: N_("“{name}” was repeated so often that the procedure cannot be followed any more"),
}
_FAILED = N_("The procedure cannot go on at “{name}”: {reason}")
_LOST = N_("Stored and loaded again, the procedure stands elsewhere than before")
_STUCK = N_(
    "Nothing is open any more and the end is not reached: somewhere ways are joined that never all arrive, "
    "or something is waited for that nobody can send"
)
_HELD = N_("“{name}” waits for a day that is past already; draw what happens then")
_UNCOUNTED = N_("The limit {rule} cannot be counted: {reason}")
Act = Callable[[Part, EngineWorld], Step]


class Move:
    """One move: the parts and the memory as they change, and what there is to tell."""

    def __init__(self, scene: Scene, *, at: dt.datetime) -> None:
        self.scene = scene
        self.at = at
        self.parts = list(scene.parts)
        self.memory = scene.memory
        self.log = list(scene.log)
        self.incidents = list(scene.incidents)
        self.failing = set(scene.failing)
        self.left = _CHAIN
        self.done = list(scene.moves)

    def over(self) -> Scene:
        """Give the scene after the move."""
        return replace(
            self.scene,
            at=self.at,
            parts=tuple(self.parts),
            memory=self.memory,
            log=tuple(self.log[-MOST_ENTRIES:]),
            incidents=tuple(self.incidents),
            failing=frozenset(self.failing),
            moves=tuple(self.done),
        )

    def record(self, place: int, kind: str, name: str, answers: Mapping[str, object]) -> None:
        """Write down what was done in the rehearsed procedure itself, so that it can become a scenario."""
        if place == 0 and len(self.done) <= MOST_MOVES:
            plain = {
                field: value
                for field, value in answers.items()
                if value is None or isinstance(value, str | int | float)
            }
            self.done.append(scenario.Move(kind, name, plain))

    def tell(self, kind: str, sentence: str, element: str = "", **names: object) -> None:
        """Write down what has happened."""
        said = tuple((name, str(value)) for name, value in names.items())
        self.log.append(Entry(self.at, kind, element, sentence, said))

    def step(self, place: int, act: Act) -> bool:
        """Let one part step, and then what it set off; tell whether it moved.

        A step that fails leaves the part as it was, and is an incident. Raises TaskNotOpen, NobodyWaits and
        NotRoutable: these are mistakes of who asked, not of the drawing.
        """
        part = self.parts[place]
        office = Office(self.at, self.memory, part.stage.title)
        try:
            made = act(part, World(office, part.subject))
        except (TaskNotOpen, NobodyWaits, NotRoutable):
            raise
        except (OfficeError, ValueError, TypeError, ArithmeticError) as error:
            self._fail(part, error)
            return False
        self.memory = office.memory
        self.log.extend(office.log)
        self._trouble(part, office)
        self._take(place, made)
        self._carry_out(office.orders, made.sent, place)
        return True

    def _take(self, place: int, made: Step) -> None:
        """Store what a step made, load it again, and tell what is new."""
        before = self.parts[place]
        part = replace(before, state=made.state, ended=made.ended, ends=made.ends).looked_at(self.at)
        self.parts[place] = part
        if part.picture != made.after:
            self.incident(Incident(part.stage.process_id, "lost", _LOST))
        for fault in made.faults:
            names = (("name", self._name(part, fault.element)), ("reason", fault.text))
            self.incident(Incident(fault.element, str(fault.kind), _WORDS[fault.kind], names))
        for task_id, ready in part.picture.ready.items():
            if task_id not in made.before.ready:
                self._tell_open(part, ready)
        if _rests(part) and not self.incidents:
            held = next((timer.node_id for timer in part.picture.timers.values()), "")
            sentence, said = (_HELD, (("name", self._name(part, held)),)) if held else (_STUCK, ())
            self.incident(Incident(held or part.stage.process_id, "stuck", sentence, said))
        if part.ended and not before.ended:
            ends = ", ".join(self._name(part, end) for end in part.ends)
            last = part.ends[-1] if part.ends else ""
            self.tell(
                "ended", N_("{procedure} has ended: {ends}"), last,
                procedure=part.stage.definition.name, ends=ends,
            )  # fmt: skip

    def _tell_open(self, part: Part, ready: Ready) -> None:
        name = self._name(part, ready.node_id)
        if ready.lane:
            self.tell("task", N_("Open: {name} ({lane})"), ready.node_id, name=name, lane=ready.lane)
        else:
            self.tell("task", N_("Open: {name}"), ready.node_id, name=name)

    def _carry_out(self, orders: Iterable[Order], sent: Iterable[str], place: int) -> None:
        """Let begin what a step set off, and hand over what it sent to the parts that wait for it."""
        for order in orders:
            if order.procedure:
                self._begin_desk(order)
            for other, part in enumerate(self.parts):
                if order.message and part.subject == order.subject:
                    self._hand_over(other, order.message)
        for message in sent:
            for other in range(len(self.parts)):
                if other != place:
                    self._hand_over(other, message)

    def _begin_desk(self, order: Order) -> None:
        """Open the matter of a missed limit on the leader's desk, unless it lies there."""
        there = any(part.subject == order.subject and not part.ended for part in self.parts)
        if order.procedure != DESK or self.scene.alone or there:
            return
        given = self.parts[0].stage.given
        bundle = given if f"{DESK}.bpmn" in given else shipped.bundle(DESK)
        with suppress(DefinitionRefused):
            self.parts.append(Part(open_stage(bundle, DESK), order.subject))
            self.start(len(self.parts) - 1, {})

    def start(self, place: int, data: Mapping[str, object]) -> bool:
        """Let one part begin."""
        part = self.parts[place]
        self.record(place, BEGUN, "", data)
        self.tell("began", N_("{procedure} begins"), procedure=part.stage.definition.name)
        return self.step(
            place, lambda part, world: step.start(part.stage.definition, data=data, now=self.at, world=world)
        )

    def _hand_over(self, place: int, message: str) -> None:
        """Deliver a message to a part, if it waits for it; a conversation without end is cut short."""
        waits = any(awaited.name == message for awaited in self.parts[place].picture.messages.values())
        if waits and self.left > 0:
            self.left -= 1
            self.deliver(place, message, {})

    def deliver(self, place: int, message: str, data: Mapping[str, object]) -> bool:
        """Hand a message to one part."""
        self.tell(
            "message", N_("A message arrives: {message}"), message=events.MESSAGES.get(message, message)
        )
        self.record(place, "deliver", message, data)
        return self.step(
            place,
            lambda part, world: step.deliver(
                part.stage.definition, part.state, message=message, data=data, now=self.at, world=world
            ),
        )

    def _trouble(self, part: Part, office: Office) -> None:
        for rule, reason in office.troubles:
            nodes = part.stage.definition.nodes.values()
            element = next((node.id for node in nodes if rule in node.timer), part.stage.process_id)
            self.incident(Incident(element, "limit", _UNCOUNTED, (("rule", rule), ("reason", reason))))

    def _fail(self, part: Part, error: Exception) -> None:
        """Make an incident of a step that did not happen."""
        names = error.names if isinstance(error, OfficeError) else {}
        noted = [note.removeprefix("at ") for note in getattr(error, "__notes__", ())]
        element = str(names.get("element") or next(iter(noted), part.stage.process_id))
        reason = str(names.get("reason") or error)
        said = (("name", self._name(part, element)), ("reason", reason))
        self.incident(Incident(element, "step", _FAILED, said))

    def incident(self, incident: Incident) -> None:
        """Keep an incident and tell it, once."""
        if incident not in self.incidents:
            self.incidents.append(incident)
            self.tell("incident", incident.sentence, incident.element, **dict(incident.names))

    def _name(self, part: Part, element: str) -> str:
        node = part.stage.definition.nodes.get(element)
        return node.name if node is not None and node.name else element


def _rests(part: Part) -> bool:
    """Tell whether a procedure that has not ended waits for nothing that could happen."""
    seen = part.picture
    comes = any(timer.due_at < FAR for timer in seen.timers.values())
    return not (part.ended or seen.ready or seen.messages or comes)
