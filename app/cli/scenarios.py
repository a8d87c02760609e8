"""``donthu scenarios``: every way that is written down beside a procedure is walked; needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import click

from app.engine.definition import compile_definition
from app.engine.errors import DefinitionRefused
from app.engine.nodes import Node
from app.gate import scenario, shelf
from app.gate.scenario import Scenario, ScenarioRefused
from app.language import _, content
from app.rehearsal import shipped, walking


@click.command(help=_("Walk the scenarios of procedures: all that are shipped, or those named."))
@click.argument("keys", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
def scenarios(keys: tuple[str, ...], *, as_json: bool) -> None:
    """Answer with 0 when each leads where it says and every end is reached, 1 when not, 2 when unreadable."""
    known = {path.name for path in shelf.PROCESSES.iterdir() if any(path.glob("*.bpmn"))}
    if strange := sorted(set(keys) - known):
        _refuse(
            _(
                "There is no procedure {key}. Known are: {known}",
                key=strange[0],
                known=", ".join(sorted(known)),
            )
        )
    results = [result for key in sorted(keys or known) for result in _of(key)]
    for one in results:
        text = json.dumps(one, ensure_ascii=False) if as_json else "\n".join(_lines(one))
        click.echo(text.encode())
    sys.exit(0 if all(one["led"] for one in results) else 1)


def _of(key: str) -> Iterator[dict[str, Any]]:
    """Walk each scenario of a procedure, then tell the ends that none reached."""
    try:
        definition = compile_definition(shipped.completed(shipped.bundle(key)), process_id=key)
    except DefinitionRefused as refused:
        _refuse("\n".join(map(str, refused.problems)))
    reached: set[str] = set()
    for file, one in _written(key):
        walked = walking.walk(definition, one)
        reached |= walked.passed
        wrong = [{"element": note.element, "message": note.message} for note in walked.wrong]
        yield {"procedure": key, "file": file, "scenario": one.name, "led": not wrong, "wrong": wrong}
    for end in sorted(_ends(definition.nodes, key) - reached):
        wrong = [{"element": end, "message": _("No scenario comes to this end.")}]
        yield {"procedure": key, "file": "", "scenario": "", "led": False, "wrong": wrong}


def _written(key: str) -> Iterator[tuple[str, Scenario]]:
    for path in sorted((shelf.PROCESSES / key / "scenarios").glob("*.yaml")):
        try:
            found = scenario.read(path.read_bytes())
        except (OSError, ScenarioRefused) as refused:
            _refuse(f"{path.name}: {refused}")
        yield from ((path.name, one) for one in found)


def _ends(nodes: dict[str, Node], key: str) -> set[str]:
    return {node.id for node in nodes.values() if node.type == "endEvent" and _within(nodes, node, key)}


def _within(nodes: dict[str, Node], node: Node, key: str) -> bool:
    """Tell whether an element is drawn in the procedure itself, also inside a phase, not in what it calls."""
    around = node.inside
    while around in nodes:
        around = nodes[around].inside
    return around == key


def _lines(one: dict[str, Any]) -> Iterator[str]:
    yield f"{'✓' if one['led'] else '✗'} {one['procedure']}: {content(one['scenario'])}".rstrip(": ")
    yield from (f"    {wrong['element']}: {wrong['message']}".rstrip() for wrong in one["wrong"])


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence.encode(), err=True)
    sys.exit(2)
