"""Freeze the states of this release: ``python -m tests.states.freeze``, once, when it is released.

Every procedure that is shipped is walked along its scenarios in the real engine. What a run stores at several
of its waiting points is kept, byte for byte, with the drawings it belongs to, what waited, and the moves that
led on to the end. ``test_stored_states`` loads and continues them for ever.
"""

from __future__ import annotations

import base64
import sys
from importlib.metadata import version
from typing import Any

from app.engine import step
from app.engine.definition import Definition, compile_definition
from app.gate import scenario, shelf
from app.rehearsal import shipped
from app.rehearsal.walking import MONDAY
from tests.states import corpus, way

EACH = 4  # waiting points of a procedure that are kept


def freeze() -> dict[str, Any]:
    """Walk everything and give what is kept."""
    drawings: dict[str, str] = {}
    procedures: dict[str, Any] = {}
    for key in sorted(path.name for path in shelf.PROCESSES.iterdir() if any(path.glob("*.bpmn"))):
        files = {n: b for n, b in shipped.completed(shipped.bundle(key)).items() if n.endswith(".bpmn")}
        drawings |= {name: content.decode() for name, content in files.items()}
        definition = compile_definition(files, process_id=key)
        procedures[key] = {"files": sorted(files), "states": _chosen(states(definition, key))}
    return {"release": version("donthu"), "drawings": drawings, "procedures": procedures}


def states(definition: Definition, key: str) -> list[dict[str, Any]]:
    """Give what is stored at each waiting point of each scenario that comes to an end."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((shelf.PROCESSES / key / "scenarios").glob("*.yaml")):
        for one in scenario.read(path.read_bytes()):
            if one.waits or not one.moves:
                continue
            moves = [[move.kind, move.name, dict(move.answers)] for move in one.moves]
            for state in _walked(definition, dict(one.data), moves):
                found.setdefault(_waiting(state), state | {"ends": list(one.ends)})
    return list(found.values())


def _walked(definition: Definition, data: dict[str, Any], moves: list[Any]) -> list[dict[str, Any]]:
    office = way.Office(MONDAY)
    now = step.start(definition, data=data, now=office.now, world=office)
    kept = []
    for number, move in enumerate(moves):
        kept.append({
            "state": base64.b64encode(now.state).decode(),
            "now": office.now.isoformat(),
            "letters": office.letters,
            "picture": way.told(now.after),
            "moves": moves[number:],
        })  # fmt: skip
        now = way.go(definition, now.state, move, office)
    if not now.ended:
        raise RuntimeError(f"{definition.process_id} does not end")
    return kept


def _waiting(state: dict[str, Any]) -> str:
    """Tell apart where runs wait: at which steps, timers and messages."""
    picture = state["picture"]
    nodes = sorted([*picture["ready"].values(), *(node for node, _at in picture["timers"].values())])
    return " ".join([*nodes, "|", *picture["messages"]])


def _chosen(states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Choose a few from everywhere: the ones with most behind them, and some between."""
    ordered = sorted(states, key=lambda state: len(state["picture"]["done"]))
    if len(ordered) <= EACH:
        return ordered
    return [ordered[number * (len(ordered) - 1) // (EACH - 1)] for number in range(EACH)]


def main() -> None:
    release = version("donthu")
    if corpus.place(release).exists() and "--again" not in sys.argv:
        sys.exit(f"The states of {release} are frozen already; before its release, --again writes them anew.")
    content = freeze()
    size = corpus.write(release, content)
    count = sum(len(procedure["states"]) for procedure in content["procedures"].values())
    print(f"{release}: {count} states of {len(content['procedures'])} procedures, {size:,} bytes")  # noqa: T201
    if size > corpus.LARGEST:
        sys.exit(f"More than {corpus.LARGEST:,} bytes: keep fewer.")


if __name__ == "__main__":
    main()
