"""What a run may ask of the office while it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from app.engine.actions import ACTIONS


class World(Protocol):
    """The office as a run sees it: the registered functions by name, and nothing else.

    ``functions`` holds every name of ``actions.ACTIONS``; they are called in order while the run moves,
    with texts and numbers, and give back a scalar (a UUID or a date becomes text) or nothing. A timer
    function gives an ISO instant with its offset (``+07:00``). What a function raises leaves the step
    unchanged in kind, so that a database that asks for a retry is heard.
    """

    @property
    def functions(self) -> Mapping[str, Callable[..., object]]:
        """Give the registered functions by name."""


class Acting:
    """A world whose functions are its own methods, each by the name under which drawings call it."""

    @property
    def functions(self) -> Mapping[str, Callable[..., object]]:
        """Give the registered functions that drawings may call."""
        return {name: getattr(self, name) for name in ACTIONS}


class _Nowhere:
    """A world in which nothing can be asked: for steps in which the run itself does not move."""

    functions: Mapping[str, Callable[..., object]] = {}


NOWHERE: World = _Nowhere()
