"""A case found for somebody who may see it, with what every part of its file needs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import grants
from app.casework.numbers import number_of
from app.errors import NotFound
from app.language import current
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import Case, CaseUnit, Grant, Person, Run, Unit, VaultKey


@dataclass(frozen=True, kw_only=True)
class FoundCase:
    """One case, its key, its runs from the first to the last, the units and people it speaks of."""

    case: Case
    key: VaultKey
    runs: tuple[Run, ...]
    units: dict[UUID, Unit]
    beside: frozenset[UUID]  # units that coordinate with the one that leads
    grants: tuple[Grant, ...]  # the living rights, where the case is sealed
    copies: bool  # whether its reader is shown the working copies and never what came in

    @property
    def number(self) -> str:
        """Give the number as people say it."""
        return number_of(self.case)

    @property
    def coordinating(self) -> tuple[str, ...]:
        """Name the units that coordinate with the one that leads."""
        return tuple(sorted(self.unit(unit_id) for unit_id in self.beside))

    def unit(self, unit_id: UUID | None) -> str:
        """Say what a unit of the authority is called."""
        return unit_name(self.units.get(unit_id)) if unit_id else ""


def find(session: Session, case_id: UUID, *, actor: Actor) -> FoundCase:
    """Find a case.

    Raises: NotFound, also for a case that may not be seen.
    """
    row = session.execute(
        select(Case, VaultKey).join(VaultKey, VaultKey.id == Case.key_id).where(Case.id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    case, key = row
    held = grants.of(session, case)
    policy.require_may_see(actor, case, held)
    helps = (CaseUnit.unit_id == Unit.id) & (CaseUnit.case_id == case_id) & CaseUnit.until.is_(None)
    units = session.execute(
        select(Unit, CaseUnit.id).outerjoin(CaseUnit, helps).where(Unit.authority_id == case.authority_id)
    ).all()
    runs = session.scalars(select(Run).where(Run.case_id == case_id).order_by(Run.id))
    return FoundCase(
        case=case,
        key=key,
        runs=tuple(runs),
        units={unit.id: unit for unit, _id in units},
        beside=frozenset(unit.id for unit, helping in units if helping),
        grants=held,
        copies=policy.reads_copies(actor, case, held),
    )


def unit_name(unit: Unit | None) -> str:
    """Say what a unit is called, in the reader's language."""
    if unit is None:
        return ""
    return unit.name_en if current() == "en" and unit.name_en else unit.name


def people_of(session: Session, ids: set[UUID | None]) -> dict[UUID | None, str]:
    """Give the names of people of the office, in one statement."""
    wanted = [each for each in ids if each is not None]
    return {
        row.id: row.name
        for row in session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    }
