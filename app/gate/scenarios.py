"""What stands in the way of a file of scenarios."""

from __future__ import annotations

from app.gate import scenario
from app.gate.scenario import ScenarioRefused
from app.gate.verdict import Kind, Verdict, told
from app.language import _


def examine(content: bytes) -> Verdict:
    """Judge scenarios: they can be walked. Where they lead is not asked here."""
    try:
        scenario.read(content)
    except ScenarioRefused:
        return Verdict(Kind.SCENARIO, accepted=True, refusals=told(lambda: _faults(content), "scenario"))
    return Verdict(Kind.SCENARIO, accepted=True)


def _faults(content: bytes) -> list[tuple[str, str]]:
    """Say what keeps scenarios from being read, with the line, in the reader's language."""
    try:
        scenario.read(content)
    except ScenarioRefused as refused:
        at = _("line {line}: {sentence}", line=refused.line, sentence=refused.sentence)
        return [("", at if refused.line else refused.sentence)]
    return []
