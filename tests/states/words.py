"""Gather the words that stored states have in common: ``python -m tests.states.words FILE``, once a form.

Whatever waits anywhere in a shipped procedure is taken for it, less what no other run has: ids, moments,
days. No such file is ever written again: what was stored with it could not be read any more. A form with new
words has a file of its own.
"""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

import orjson
import zstandard

from app.engine import codec
from app.engine.definition import compile_definition
from app.gate import shelf
from app.rehearsal import shipped
from tests.states import freeze

OWN = re.compile(
    rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?|-?\d{4,}"
)
SIZE = 16_384  # bytes: half as many make a state a tenth longer, twice as many a tenth shorter


def gather() -> bytes:
    """Walk everything that is shipped; of what is stored, give the words that shorten it most."""
    stored = []
    for key in sorted(path.name for path in shelf.PROCESSES.iterdir() if any(path.glob("*.bpmn"))):
        files = {n: b for n, b in shipped.completed(shipped.bundle(key)).items() if n.endswith(".bpmn")}
        definition = compile_definition(files, process_id=key)
        stored += [base64.b64decode(each["state"]) for each in freeze.states(definition, key)]
    shared = [OWN.sub(b"", orjson.dumps(codec.told(each))) for each in stored]
    return zstandard.train_dictionary(SIZE, shared).as_bytes()


def main() -> None:
    target = Path(sys.argv[1])
    if target.exists():
        sys.exit(f"{target} is there, and what was stored with it needs it as it is.")
    target.write_bytes(gather())


if __name__ == "__main__":
    main()
