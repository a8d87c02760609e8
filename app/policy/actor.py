"""The person who acts, in the office held at that moment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

OFFICER = "officer"
UNIT_HEAD = "unit_head"
CHAIRMAN = "chairman"
CLERK = "clerk"
ADMINISTRATOR = "administrator"
LEGAL_STAFF = "legal_staff"
AUDITOR = "auditor"

ROLES = (OFFICER, UNIT_HEAD, CHAIRMAN, CLERK, ADMINISTRATOR, LEGAL_STAFF, AUDITOR)
HANDLERS = frozenset({OFFICER, UNIT_HEAD, CHAIRMAN, CLERK})


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody signed in, acting in one office (chức vụ) of one unit of one authority."""

    person_id: UUID
    name: str
    authority_id: UUID
    unit_id: UUID
    holding_id: UUID
    roles: frozenset[str]
    title: str
    units: frozenset[UUID] = frozenset()  # every unit in which this person holds an office today

    def has(self, *roles: str) -> bool:
        """Tell whether one of these roles is held in the office now acted in."""
        return not self.roles.isdisjoint(roles)

    def works_in(self, unit_id: UUID | None) -> bool:
        """Tell whether this person belongs to a unit, whichever office they act in now."""
        return unit_id is not None and (unit_id == self.unit_id or unit_id in self.units)

    @property
    def leads(self) -> bool:
        """Tell whether this is the leader of the authority."""
        return CHAIRMAN in self.roles
