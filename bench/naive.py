"""The library as its handbook shows it: one JSON of run and procedure together, its own engine and gateways.

The same drawing, the same database settings and the same cycle as ``bare``, so that the difference is what
the office's engine saves. The library's own ``eval`` engine is given back to it here, in its own process
only, because it has been taken away everywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG

from bench.bare import open_tasks
from bench.clerk import Clerk
from bench.shelf import Shelf


class Naive:
    """Runs of one procedure, each stored as the library's own JSON."""

    def __init__(self, files: Mapping[str, bytes], process_id: str, folder: Path, url: str = "") -> None:
        parser = SpiffBpmnParser()
        for content in files.values():
            parser.add_bpmn_xml(etree.fromstring(content))
        self.specs = parser.get_spec(process_id), parser.get_subprocess_specs(process_id)
        self.engine = PythonScriptEngine(TaskDataEnvironment(dict(Clerk.functions)))
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
        self.shelf = Shelf("naive", folder, url)

    def begin(self, data: Mapping[str, object]) -> int:
        """Begin a run and give its number; not measured."""
        workflow = BpmnWorkflow(*self.specs, script_engine=self.engine)
        workflow.task_tree.data.update(data)
        workflow.do_engine_steps()
        state = self.serializer.serialize_json(workflow)
        return self.shelf.add(state.encode())

    def complete(self, number: int, node: str, data: Mapping[str, object]) -> float:
        """Complete one open step of a run and give how many milliseconds it took, the commit included."""
        began = perf_counter()
        workflow = self._load(self.shelf.take(number))
        task = next(task for task in open_tasks(workflow) if task.task_spec.bpmn_id == node)
        task.data.update(data)
        task.run()
        workflow.do_engine_steps()
        self.shelf.put(number, self.serializer.serialize_json(workflow).encode())
        return (perf_counter() - began) * 1000

    def open(self, number: int) -> list[str]:
        """Name the steps that are open in a run."""
        return [task.task_spec.bpmn_id for task in open_tasks(self._load(self.shelf.look(number)))]

    def _load(self, held: bytes) -> Any:
        workflow = self.serializer.deserialize_json(held.decode())
        workflow.script_engine = self.engine
        return workflow
