"""Timers that fire when the office's rows say so, and never as the side effect of something else.

The library fires whatever is overdue whenever anything happens in a run. Here a timer answers *fired*
only while a step names it; until then it holds the instant at which its row is due.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.timer import (
    CycleTimerEventDefinition,
    DurationTimerEventDefinition,
    TimeDateEventDefinition,
    TimerEventDefinition,
)

from app import clock
from app.engine import moment
from app.engine.grammar import ExpressionRefused
from app.language import N_

VALUE = "event_value"
ARMED = "timer at "  # what is noted on an error met while a timer was being set, before its element
_FIRED = "event_fired"


def instant(value: object) -> dt.datetime:
    """Read an instant: aware, in Vietnam's time where the text says no offset. Raises ExpressionRefused."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise ExpressionRefused(N_("an instant is expected")) from None
    if not isinstance(value, dt.datetime):
        raise ExpressionRefused(N_("an instant is expected"))
    aware = value if value.tzinfo else value.replace(tzinfo=clock.VIETNAM)
    return aware.astimezone(clock.VIETNAM)


def due_of(value: object) -> dt.datetime | None:
    """Give the UTC instant at which a waiting timer is due; None for a cycle that has run out."""
    if isinstance(value, dict):
        value = value["next"] if value["cycles"] else None
    return None if value is None else instant(value).astimezone(dt.UTC)


@contextmanager
def _armed(task: Any) -> Iterator[None]:
    """Note on what goes wrong which timer could not be set."""
    try:
        yield
    except Exception as error:
        (error.__cause__ or error).add_note(f"{ARMED}{task.task_spec.bpmn_id or task.task_spec.name}")
        raise


class _FiresByRow:
    """The part common to timers with one instant: armed once, fired by name."""

    expression: str

    def has_fired(self, task: Any) -> bool:
        """Tell whether this step fires the timer; the first time, write down when it is due."""
        if task.internal_data.get(VALUE) is None:
            with _armed(task):
                written = task.workflow.script_engine.evaluate(task, self.expression)
                task.internal_data[VALUE] = self.due(written).isoformat()
        if task.id in moment.current().firing:
            task.internal_data[_FIRED] = True
        return bool(task.internal_data.get(_FIRED, False))

    def due(self, written: object) -> dt.datetime:
        """Give the instant that the drawing's expression names."""
        return instant(written)


class DateTimer(_FiresByRow, TimeDateEventDefinition):  # type: ignore[misc]
    """A timer at an instant that the drawing names: ``deadline("KN1.SETTLE")``."""


class DurationTimer(_FiresByRow, DurationTimerEventDefinition):  # type: ignore[misc]
    """A timer a while after its step begins; drawings in force do not use it, drafts may."""

    def due(self, written: object) -> dt.datetime:
        """Count the while from the step's own instant."""
        if not isinstance(written, str) or not written:
            raise ExpressionRefused(N_("a duration is expected"))
        parsed = TimerEventDefinition.parse_iso_duration(written)
        start = moment.current().now
        return clock.local(start + TimerEventDefinition.get_timedelta_from_start(parsed, start))


class CycleTimer(CycleTimerEventDefinition):  # type: ignore[misc]
    """A timer that repeats; each firing by name is one repetition, however many were missed."""

    def cycle_complete(self, task: Any) -> bool:
        """Tell whether this step fires one repetition, and move to the next."""
        held = task.internal_data.get(VALUE)
        if held is None:
            with _armed(task):
                written = task.workflow.script_engine.evaluate(task, self.expression)
                cycles, start, gap = TimerEventDefinition.parse_iso_recurring_interval(written)
            held = {"cycles": cycles, "next": clock.local(start).isoformat(), "duration": gap.total_seconds()}
        now, fires = moment.current(), False
        if held["cycles"] and task.id in now.firing:
            now.firing.discard(task.id)
            later = max(instant(held["next"]), clock.local(now.now)) + dt.timedelta(seconds=held["duration"])
            held = {**held, "next": later.isoformat(), "cycles": held["cycles"] - 1}
            fires = True
        elif not held["cycles"]:
            task.internal_data[_FIRED] = True
        task.internal_data[VALUE] = held
        return fires
