"""The closed list of what a drawing may cause: actions in scripts, and functions that name an instant."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.errors import OfficeError


class Place(StrEnum):
    """Where a function may be called in a drawing."""

    SCRIPT = "script"
    TIMER = "timer"


@dataclass(frozen=True)
class Action:
    """One function that drawings may call: its name, where, and how it is called."""

    name: str
    place: Place
    call: inspect.Signature

    def accepts(self, given: int, named: tuple[str, ...]) -> bool:
        """Tell whether a call with so many plain and these named values fits."""
        try:
            self.call.bind(*range(given), **dict.fromkeys(named))
        except TypeError:
            return False
        return True


class ActionMissing(OfficeError):
    """The office does not know how to do "{name}", which this procedure asks for."""


def _action(name: str, place: Place, *parameters: str) -> Action:
    """Write a signature as its parameter names; one that ends in ``?`` may be left out."""
    return Action(
        name,
        place,
        inspect.Signature(
            [
                inspect.Parameter(
                    parameter.rstrip("?"),
                    inspect.Parameter.POSITIONAL_OR_KEYWORD,
                    default=None if parameter.endswith("?") else inspect.Parameter.empty,
                )
                for parameter in parameters
            ]
        ),
    )


ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        _action("milestone", Place.SCRIPT, "kind", "on?"),
        _action("met", Place.SCRIPT, "rule"),
        _action("rest", Place.SCRIPT, "rule"),
        _action("remind", Place.SCRIPT, "rule"),
        _action("escalate", Place.SCRIPT, "rule"),
        _action("open_letter", Place.SCRIPT, "letter"),
        _action("number_letter", Place.SCRIPT, "letter_id"),
        _action("start_run", Place.SCRIPT, "procedure"),
        _action("open_case", Place.SCRIPT, "procedure"),
        _action("tell", Place.SCRIPT, "message"),
        _action("close_case", Place.SCRIPT, "outcome"),
        _action("reopen_case", Place.SCRIPT),
        _action("lift_measure", Place.SCRIPT, "why"),
        _action("assign_orders", Place.SCRIPT),
        _action("orders_done", Place.SCRIPT),
        _action("stop_orders", Place.SCRIPT),
        _action("hold_at_leader", Place.SCRIPT),
        _action("apply_change", Place.SCRIPT),
        _action("late_reason_owed", Place.SCRIPT),
        _action("consult", Place.SCRIPT),
        _action("fall_silent", Place.SCRIPT),
        _action("consulted", Place.SCRIPT),
        _action("watch", Place.SCRIPT),
        _action("unwatch", Place.SCRIPT),
        _action("give_directive", Place.SCRIPT),
        _action("directive_late", Place.SCRIPT),
        _action("give_out", Place.SCRIPT),
        _action("deadline", Place.TIMER, "rule"),
        _action("reminder", Place.TIMER, "rule", "working_days"),
        _action("followup", Place.TIMER),
        _action("morning", Place.TIMER, "day"),
        _action("after", Place.TIMER, "day"),
    )
}


def at(place: Place) -> frozenset[str]:
    """List the functions that may be called in one place."""
    return frozenset(action.name for action in ACTIONS.values() if action.place is place)
