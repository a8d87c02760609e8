"""A procedure compiled once: checked, parsed, and kept ready for every step of every run."""

from __future__ import annotations

import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.exceptions import SpiffWorkflowException

from app import clock
from app.engine import library as _library  # noqa: F401 - the library is taken over before it is used
from app.engine import lint, model, nodes, xmlsafe
from app.engine.errors import DefinitionRefused, Problem
from app.engine.gathering import let_gather_fairly
from app.engine.lint.asked import unasked
from app.engine.model import Model
from app.engine.moment import Moment, hold
from app.engine.nodes import Arrow, Node
from app.engine.normalise import Normalised, normalise
from app.engine.note import Note
from app.engine.parser import OfficeParser
from app.engine.run import Run
from app.engine.world import NOWHERE
from app.language import N_

UNREADABLE = N_("The drawing cannot be read: {reason}. Open it in the editor and save it again.")
TOO_LARGE = N_("Too many steps lie open at once. Move parts of the drawing into procedures that it calls.")
MOST_FORESEEN = 500

_KEPT = 64
_compiled: OrderedDict[str, Definition] = OrderedDict()
_lock = threading.Lock()
_mine = threading.local()


@dataclass(frozen=True, eq=False)
class Definition:
    """A compiled procedure: what it is called, what its elements are, and what the engine runs.

    ``nodes`` holds the elements of the procedure and of everything it calls, ``arrows`` what joins them. The
    engine's own objects are kept pickled in memory, never stored; each thread unpacks its own copy once.
    """

    process_id: str
    name: str
    digest: str
    nodes: dict[str, Node]
    packed: bytes
    arrows: tuple[Arrow, ...] = ()

    @cached_property
    def opening(self) -> Mapping[str, str]:
        """Give what is noted at the start of the procedure: its form, how it begins, what it is tied to."""
        starts = (each for each in self.nodes.values() if each.type == "startEvent")
        return next((each.properties for each in starts if each.inside == self.process_id), {})

    @property
    def is_beside(self) -> bool:
        """Tell whether it runs beside the case's own procedure, and never says where the case stands."""
        return self.opening.get("beside") == "yes"

    def specs(self) -> tuple[Any, dict[str, Any]]:
        """Give this thread's copy of what the engine runs: the process, and its parts by name."""
        unpacked: OrderedDict[str, Any] | None = getattr(_mine, "unpacked", None)
        if unpacked is None:
            unpacked = _mine.unpacked = OrderedDict()
        if self.digest not in unpacked:
            unpacked[self.digest] = pickle.loads(self.packed)  # noqa: S301 - made by this process, in memory
            while len(unpacked) > _KEPT:
                unpacked.popitem(last=False)
        found: tuple[Any, dict[str, Any]] = unpacked[self.digest]
        return found


def compile_definition(files: Mapping[str, bytes], *, process_id: str) -> Definition:
    """Make a procedure ready to run from its drawings: its own and those of what it calls.

    ``files`` maps names to contents; what is not a ``.bpmn`` file is left alone. Raises DefinitionRefused
    with every problem found. The same files compile once a process.
    """
    drawings = {name: content for name, content in files.items() if name.endswith(".bpmn")}
    digest = digest_of(drawings, process_id)
    with _lock:
        if digest in _compiled:
            _compiled.move_to_end(digest)
            return _compiled[digest]
    made = _compile(drawings, process_id, digest)
    with _lock:
        _compiled[digest] = made
        while len(_compiled) > _KEPT:
            _compiled.popitem(last=False)
    return made


def assemble(drawn: Model, digest: str) -> Definition:
    """Make a drawing ready to run that was found to be sound. Raises DefinitionRefused."""
    spec, parts = _parse(drawn)
    _try_out(spec, parts)
    return Definition(
        drawn.process_id,
        nodes.process_name(drawn.processes()[drawn.process_id]),
        digest,
        nodes.gather(drawn),
        pickle.dumps((spec, parts)),
        nodes.arrows(drawn),
    )


def read(drawings: Mapping[str, bytes]) -> dict[str, Normalised]:
    """Read drawings and write them as the engine runs them. Raises DefinitionRefused for an unsafe file."""
    found, problems = {}, []
    for name, content in drawings.items():
        try:
            found[name] = normalise(xmlsafe.read(content))
        except xmlsafe.XmlRefused as refused:
            names = (("reason", refused.sentence), *refused.names.items())
            problems.append(Problem(name, "xml", UNREADABLE, names))
    _refuse(problems)
    return found


def digest_of(drawings: Mapping[str, bytes], process_id: str) -> str:
    """Tell by one text which drawings these are."""
    seal = hashlib.sha256(process_id.encode())
    for name in sorted(drawings):
        seal.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(drawings[name]).digest())
    return seal.hexdigest()


def _compile(drawings: Mapping[str, bytes], process_id: str, digest: str) -> Definition:
    found = read(drawings)
    drawn = model.build(process_id, {name: one.root for name, one in found.items()})
    used = [one for one in found.values() if one.root in drawn.roots]
    asked = [note for one in used for note in one.notes if note.open]
    told = unasked(drawn, lint.look(drawn), asked)
    named = {problem.element for problem in told}
    _refuse([*told, *(note for note in asked if note.element not in named)])
    return assemble(drawn, digest)


def _parse(drawn: Model) -> tuple[Any, dict[str, Any]]:
    """Let the library read what the gate has passed; what it still refuses is refused in its words."""
    parser = OfficeParser()
    try:
        for root in drawn.roots:
            parser.add_bpmn_xml(root)
        spec = parser.get_spec(drawn.process_id)
        parts = parser.get_subprocess_specs(drawn.process_id)
    except (ValidationException, SpiffWorkflowException, RecursionError, TypeError, ValueError) as error:
        names = (("reason", " ".join(str(error).split())[:200] or type(error).__name__),)
        raise DefinitionRefused(problems=[Problem(drawn.process_id, "parser", UNREADABLE, names)]) from error
    for one in (spec, *parts.values()):
        let_gather_fairly(one)
        _connect_loops(one)
    return spec, parts


def _connect_loops(spec: Any) -> None:
    """Tell repeated steps where their results go; the library only does so when it creates them."""
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, LoopTask):
            child = spec.task_specs[task_spec.task_spec]
            if not child.completed_event.is_connected(task_spec.merge_child):
                child.completed_event.connect(task_spec.merge_child)


def _try_out(spec: Any, parts: dict[str, Any]) -> None:
    """Open a run once: a drawing that foresees too many steps at once would hold every officer up."""
    try:
        with hold(Moment(clock.now(), NOWHERE)):
            foreseen = sum(len(Run(one, parts).tasks) for one in (spec, *parts.values()))
    except RecursionError:  # a loop that no choice leaves
        foreseen = MOST_FORESEEN + 1
    if foreseen > MOST_FORESEEN:
        raise DefinitionRefused(problems=[Problem(spec.name, "too-large", TOO_LARGE)])


def _refuse(problems: Sequence[Note]) -> None:
    if problems:
        raise DefinitionRefused(problems=problems)
