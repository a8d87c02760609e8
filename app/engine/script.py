"""The script engine of every run: the library asks it for each condition, timer and script."""

from __future__ import annotations

from typing import Any

from app.engine import actions, expressions
from app.engine.actions import ActionMissing, Place
from app.engine.evaluator import Function
from app.engine.grammar import ExpressionRefused, Kind
from app.engine.world import World
from app.language import N_

_TIMERS = actions.at(Place.TIMER)


class OfficeRaised(Exception):
    """A function of the office raised; its own error is the cause and leaves the step unchanged in kind."""


class ScriptEngine:
    """Carries out what a drawing says, with the functions of one world and nothing else of Python's."""

    def __init__(self, world: World) -> None:
        registered = world.functions
        self._actions: dict[str, Function] = {
            name: _apart(registered.get(name) or _missing(name)) for name in actions.ACTIONS
        }
        self._timers = {name: self._actions[name] for name in _TIMERS}
        self.environment = self

    def evaluate(self, task: Any, text: str, external_context: object = None) -> object:
        """Give the value of a condition or a timer; it sees the task's own fields only."""
        del external_context
        return expressions.evaluate(text, task.data, self._timers)

    def execute(self, task: Any, text: str, external_context: object = None) -> bool:
        """Carry out a script; its fields are set together at the end, or not at all."""
        del external_context
        task.data.update(expressions.execute(text, task.data, self._actions))
        return True

    def validate(self, text: str) -> None:
        """Check a value's grammar for the library's own parsers."""
        expressions.check(text, Kind.VALUE, _TIMERS)

    def call_service(self, task: Any, **given: object) -> str:
        """Refuse: an outside service is reached by an action, after the commit."""
        del task, given
        raise ExpressionRefused(N_("a service is reached by an action"))


def _missing(name: str) -> Function:
    def refuse(*given: object, **named: object) -> object:
        del given, named
        raise ActionMissing(name=name)

    return refuse


def _apart(function: Function) -> Function:
    """Keep the office's errors apart from those of a drawing."""

    def call(*given: object, **named: object) -> object:
        try:
            return function(*given, **named)
        except Exception as error:
            raise OfficeRaised from error

    return call
