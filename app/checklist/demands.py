"""What the law demands of each procedure, as data: ``demands.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.checklist.allowances import Allowances

SOURCE = Path(__file__).with_name("demands.toml")
EVERY_END = "end:"


@dataclass(frozen=True, slots=True)
class Demand:
    """One step, letter or limit that the law demands of a procedure, and on which paths.

    ``name`` and ``article`` are Vietnamese; each word of ``what``, ``begins`` and ``ends`` is a mark as
    ``statutory.found`` reads it. Without ``ends`` it is enough that it is drawn anywhere; a path that passes
    one of ``unless`` is not concerned.
    """

    name: str
    what: tuple[str, ...]
    article: str
    confidence: str
    begins: str = ""
    ends: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def of(procedure: str) -> tuple[Demand, ...]:
    """List what the law demands of a procedure."""
    return tuple(
        Demand(
            name=entry["name"],
            what=tuple(entry["what"]),
            article=entry["article"],
            confidence=entry["confidence"],
            begins=entry.get("from", ""),
            ends=tuple(entry.get("to", ())),
            unless=tuple(entry.get("unless", ())),
        )
        for entry in _read()["demand"]
        if entry["procedure"] == procedure
    )


def nothing(procedure: str) -> str:
    """Say why the law demands no step of a procedure (Vietnamese); nothing where that is not written down."""
    reasons = (each["reason"] for each in _read()["nothing"] if each["procedure"] == procedure)
    return next(reasons, "")


def allowances(procedure: str) -> Allowances:
    """Give what a procedure is let off."""
    mine = [each for each in _read()["allowed"] if each["procedure"] == procedure]
    return Allowances({each["what"]: each["reason"] for each in mine})


@cache
def _read() -> Mapping[str, list[dict[str, str]]]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))
