"""Who plays: the people of one ward as the services know them, by login, and its units by key."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.wards import Ward
from app.policy.actor import CHAIRMAN, CLERK, OFFICER, UNIT_HEAD, Actor
from db.models import Authority, Holding, Person, Task, Unit


@dataclass(frozen=True)
class Cast:
    """The people and units of one ward."""

    ward: Ward
    people: dict[str, Actor]  # by persona: oanh, long …
    units: dict[str, UUID]  # by key: office, economy …

    def __getitem__(self, persona: str) -> Actor:
        return self.people[persona]

    def whose(self, task: Task, *, turn: int) -> Actor:
        """Give the person whose work a task is; ``turn`` chooses among colleagues of one unit."""
        everybody = list(self.people.values())
        if task.assignee_id is not None:
            return next(each for each in everybody if each.person_id == task.assignee_id)
        if task.role in {CHAIRMAN, CLERK}:
            return next(each for each in everybody if each.has(task.role))
        colleagues = [each for each in everybody if each.unit_id == task.unit_id]
        fitting = [each for each in colleagues if each.has(task.role)]
        fitting = fitting or [each for each in colleagues if each.has(UNIT_HEAD, OFFICER)]
        return fitting[turn % len(fitting)]


def gather(session: Session, ward: Ward) -> Cast:
    """Gather the people of a ward in the offices they hold."""
    rows = session.execute(
        select(Person, Holding)
        .join(Holding, Holding.person_id == Person.id)
        .join(Authority, Authority.id == Holding.authority_id)
        .where(Authority.key == ward.authority.key)
        .order_by(Person.id)
    )
    people = {person.login.partition(".")[0]: _actor(person, held) for person, held in rows}
    units = session.execute(
        select(Unit.key, Unit.id)
        .join(Authority, Authority.id == Unit.authority_id)
        .where(Authority.key == ward.authority.key)
    )
    return Cast(ward, people, {row.key: row.id for row in units})


def _actor(person: Person, held: Holding) -> Actor:
    return Actor(
        person_id=person.id,
        name=person.name,
        authority_id=held.authority_id,
        unit_id=held.unit_id,
        holding_id=held.id,
        roles=frozenset({held.role}),
        title=held.title,
    )
