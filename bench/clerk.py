"""A world that answers every function at once: what a bench moves is the engine, not the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.engine.actions import ACTIONS

DUE = "2099-01-01T00:00:00+07:00"
LETTER = "00000000-0000-7000-8000-000000000000"


class Clerk:
    """Knows one date and one letter, and does nothing."""

    functions: Mapping[str, Callable[..., object]] = {
        **{name: lambda *_given: None for name in ACTIONS},
        **{name: lambda *_given: DUE for name in ("deadline", "reminder", "followup")},
        "open_letter": lambda *_given: LETTER,
    }
