"""The routing values that a run holds and a form of its procedure knows: what can be put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import choices, definitions
from app.casework.hold import Hold
from app.engine import step as engine
from app.engine.errors import StateUnreadable
from app.engine.evaluator import Scalar
from app.errors import Unacceptable
from app.formdefs import Choice, Component, values
from app.formdefs.checking import choices_of
from app.formdefs.definition import level
from app.language import _
from db.models import Case, Run


@dataclass(frozen=True, kw_only=True)
class RoutingField:
    """One routing field of a run: how its form asks for it, what may be chosen, what the run holds now."""

    component: Component
    offered: tuple[Choice, ...]
    value: Scalar

    @property
    def key(self) -> str:
        """Give the name under which the drawing knows it."""
        return self.component.key


def of_run(session: Session, case: Case, run: Run) -> tuple[RoutingField, ...]:
    """List the routing fields that a run holds and a form of its version asks for, by their names."""
    pinned = definitions.pinned(session, run.version_id)
    try:
        held = engine.fields(pinned.definition, run.state, now=clock.now())
    except StateUnreadable:
        return ()
    asked: dict[str, Component] = {}
    offered: dict[str, dict[str, Choice]] = {}
    for form in pinned.forms.values():
        mine = [part for part in level(form.components) if part.route and part.key in held]
        known = choices.of(session, form, case, clock.today()) if mine else {}
        for part in mine:
            asked.setdefault(part.key, part)
            found = offered.setdefault(part.key, {})
            found |= {each.value: each for each in choices_of(part, known) if each.value not in found}
    return tuple(
        RoutingField(component=asked[key], offered=tuple(offered[key].values()), value=held[key])
        for key in sorted(asked)
    )


def read(field: RoutingField, typed: Sequence[str]) -> Scalar:
    """Read what was typed for a field as its form would.

    Raises: Unacceptable when it is none of its choices, or of another kind.
    """
    value, complaint = values.read(field.component, tuple(typed), {each.value for each in field.offered})
    if complaint:
        raise Unacceptable(reason=complaint)
    if value is not None and not isinstance(value, str | int | float | bool):
        raise Unacceptable(reason=_("only a short text, a number, yes or no can"))
    return value


def put(hold: Hold, run: Run, key: str, value: Scalar) -> None:
    """Put another value in a routing field of a run that stands still; nothing moves by it.

    Raises: NotRoutable, TaskNotOpen when no open part of the run holds such a field.
    """
    definition = definitions.pinned(hold.session, run.version_id).definition
    run.state = engine.correct(definition, run.state, data={key: value}, now=hold.now).state
    run.revision += 1


def one(session: Session, case: Case, run_id: UUID | None, key: str) -> RoutingField:
    """Give one routing field of a run. Raises: Unacceptable when the run holds none of this name."""
    run = session.get(Run, run_id) if run_id else None
    found = next((each for each in of_run(session, case, run) if each.key == key), None) if run else None
    if found is None:
        raise Unacceptable(reason=_("choose a value that this procedure holds now"))
    return found
