"""The bare cycle: what storing one completed step costs with nothing but the engine and the database.

Our state-only codec, a warm procedure, the office's own database settings, and no SQLAlchemy: begin, read the
state, complete the step with the library's own loop, write the state, commit. No policy, form, inbox,
deadline, audit or notice. What the office does for a click is compared with this.
"""

# The library's own hooks begin with an underscore.
# ruff: noqa: SLF001

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from app.engine import codec
from app.engine.definition import compile_definition
from app.engine.moment import Moment, hold
from app.engine.run import Run
from app.engine.script import ScriptEngine
from bench.clerk import Clerk
from bench.shelf import Shelf

READY = 16


class Bare:
    """Runs of one procedure in a database of one table."""

    def __init__(self, files: Mapping[str, bytes], process_id: str, folder: Path, url: str = "") -> None:
        self.definition = compile_definition(files, process_id=process_id)
        self.world = Clerk()
        self.shelf = Shelf("bare", folder, url)

    def begin(self, data: Mapping[str, object]) -> int:
        """Begin a run and give its number; not measured."""
        with hold(Moment(dt.datetime.now(dt.UTC), self.world)):  # noqa: TID251 - a bench looks at the real clock
            run = Run(*self.definition.specs(), script_engine=ScriptEngine(self.world))
            run.task_tree.data.update(data)
            run.do_engine_steps()
            state = codec.dump(run)
        return self.shelf.add(state)

    def complete(self, number: int, node: str, data: Mapping[str, object]) -> float:
        """Complete one open step of a run and give how many milliseconds it took, the commit included."""
        began = perf_counter()
        self.shelf.put(number, self._move(self.shelf.take(number), node, data))
        return (perf_counter() - began) * 1000

    def open(self, number: int) -> list[str]:
        """Name the steps that are open in a run."""
        run = codec.load(*self.definition.specs(), self.shelf.look(number))
        return [task.task_spec.bpmn_id for task in open_tasks(run)]

    def _move(self, held: bytes, node: str, data: Mapping[str, object]) -> bytes:
        with hold(Moment(dt.datetime.now(dt.UTC), self.world)):  # noqa: TID251 - a bench looks at the real clock
            run = codec.load(*self.definition.specs(), held)
            run.script_engine = ScriptEngine(self.world)
            task = next(task for task in open_tasks(run) if task.task_spec.bpmn_id == node)
            task.data.update(data)
            task.run()
            run.do_engine_steps()
            return codec.dump(run)


def open_tasks(run: Any) -> list[Any]:
    """List the tasks of a run that wait for a person."""
    parts = [run, *run.subprocesses.values()]
    return [
        task
        for part in parts
        for task in part.tasks.values()
        if task._state == READY and task.task_spec.manual
    ]
