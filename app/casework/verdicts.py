"""What the gate said of the files of a draft, kept so that every reader has it in their own language."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from app.gate import Verdict
from app.gate.verdict import restored


def pack(verdicts: Mapping[str, Verdict]) -> bytes:
    """Write verdicts as JSON, by the name of the file."""
    return orjson.dumps(dict(verdicts))


def unpack(packed: bytes) -> dict[str, Verdict]:
    """Read verdicts again."""
    return {name: restored(each) for name, each in orjson.loads(packed).items()}
