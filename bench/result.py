"""What was measured last, kept beside the bench; it is nobody's but this machine's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("result.json")


def kept() -> dict[str, Any]:
    """Give what was measured, by measure."""
    known: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return known


def keep(name: str, found: dict[str, Any]) -> None:
    """Keep one measure in the place of what it was before."""
    text = json.dumps({**kept(), name: found}, indent=1, ensure_ascii=False)
    FILE.write_text(text + "\n", encoding="utf-8")
