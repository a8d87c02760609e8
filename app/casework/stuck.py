"""What could not be carried out: which command was meant, on which element it failed, as what kind.

Nothing is written here. The work is undone by whoever opened the transaction, and what is told here is kept
afterwards, in one of its own (``casework.incidents``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from app.casework.hold import Hold
from app.engine.errors import StateUnreadable, StepFailed, TaskNotOpen
from app.engine.faults import Fault
from app.engine.timers import ARMED
from app.errors import NotFound, OfficeError

AT = "at "  # what the engine notes on an error that a function of the office raised
TIMER, STATE, STEP, CHAIN, REFUSED, ACT = "timer", "state", "step", "chain", "refused", "act"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What could not be carried out: ids, an element and a kind; nothing of what a petition says."""

    kind: str
    element: str
    authority_id: UUID
    case_id: UUID | None
    run_id: UUID | None
    version_id: UUID | None
    at: dt.datetime
    command: str
    timer_id: UUID | None = None
    task_id: UUID | None = None
    outcome: str | None = None
    person_id: UUID | None = None
    unit_id: UUID | None = None
    sent_at: dt.datetime | None = None  # of what somebody sent; its draft is kept as of this instant


class Stuck(OfficeError):
    """The procedure cannot go on from here, so nothing was changed. What you typed is kept, and the administrator is told. You hear when it can be sent again."""  # noqa: E501

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__()


class Faulted(Exception):
    """The engine met something that cannot be worked out as drawn."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault.kind))


class SetOffTooMuch(Exception):
    """A command set off more runs than any procedure needs."""


@contextmanager
def noticed(hold: Hold) -> Iterator[None]:
    """Tell what could not be carried out apart from what a person may not do.

    A refusal of the office goes on to the person as it is; where the clock moves the case there is nobody to
    read it, and what a drawing names and the office has not is no answer to a person. What the database or
    the disk says goes on as it is, too: trying again may help.
    Raises: Stuck.
    """
    try:
        yield
    except (Stuck, SQLAlchemyError, OSError, MemoryError):
        raise
    except (StepFailed, StateUnreadable, TaskNotOpen) as problem:
        raise Stuck(_trouble(hold, problem)) from problem
    except OfficeError as problem:
        if hold.actor is not None and not (isinstance(problem, NotFound) and _noted(problem)):
            raise
        raise Stuck(_trouble(hold, problem)) from problem
    except Exception as problem:
        raise Stuck(_trouble(hold, problem)) from problem


def _trouble(hold: Hold, problem: Exception) -> Trouble:
    kind, element = _place(problem)
    run, actor = hold.moved_run, hold.actor
    return Trouble(
        kind=kind,
        element=element or hold.meant.node,
        authority_id=hold.case.authority_id,
        case_id=hold.case.id,
        run_id=run.id if run else None,
        version_id=run.version_id if run else None,
        at=hold.now,
        command=hold.meant.command,
        timer_id=hold.meant.timer_id,
        task_id=hold.meant.task_id,
        outcome=hold.meant.outcome,
        person_id=actor.person_id if actor else None,
        unit_id=actor.unit_id if actor else None,
        sent_at=hold.now if actor and hold.meant.command == "task" else None,
    )


def _place(problem: Exception) -> tuple[str, str]:
    """Say of which kind a problem is, and at which element of the drawing it was met."""
    armed, noted = _noted(problem, ARMED), _noted(problem)
    if armed:
        return TIMER, armed
    if isinstance(problem, Faulted):
        return str(problem.fault.kind), problem.fault.element
    if isinstance(problem, StepFailed):
        return STEP, str(problem.names.get("element", ""))
    return next(
        (kind for errors, kind in _KINDS if isinstance(problem, errors)), STEP if noted else ACT
    ), noted


_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    ((StateUnreadable, TaskNotOpen), STATE),
    (SetOffTooMuch, CHAIN),
    (NotFound, STEP),
    (OfficeError, REFUSED),
)


def _noted(problem: BaseException, opens: str = AT) -> str:
    """Read the element that the engine noted on an error, or on one behind it."""
    notes = [note for each in _behind(problem) for note in getattr(each, "__notes__", ())]
    return next((note.removeprefix(opens) for note in notes if note.startswith(opens)), "")


def _behind(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__
