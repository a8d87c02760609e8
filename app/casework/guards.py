"""What keeps a step from being done as it was answered: rules that ask the case, named by drawings.

Whom a step is not for is told by ``app.policy.cases``; here stand the rules that need the case's rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.casework import conciliations, endings, heard
from app.casework.hold import Hold

Guard = Callable[[Hold, Mapping[str, Any]], None]

GUARDS: Mapping[str, Guard] = {
    "heard_first": heard.require,
    "not_conciliator": conciliations.require,
    "not_confirmed_before": endings.require_another,
    "received_by_chairman": endings.require_reception,
}


def require(hold: Hold, names: str, answers: Mapping[str, Any]) -> None:
    """Ask every guard that a step names; steps without one ask nothing.

    Raises: what the guard says.
    """
    for name in filter(None, (part.strip() for part in names.split(","))):
        if name in GUARDS:
            GUARDS[name](hold, answers)
