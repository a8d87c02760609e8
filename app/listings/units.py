"""The units of an authority as a dated tree, with who carries on whose work."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from db.models import Unit, UnitSuccession


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A unit in the tree; ``level`` is how deep it stands."""

    id: UUID
    name: str
    name_en: str
    kind: str
    since: dt.date
    until: dt.date | None
    over: bool
    level: int
    successors: tuple[tuple[str, str], ...]  # names in Vietnamese and English


def tree(session: Session, authority_id: UUID) -> tuple[Branch, ...]:
    """Lay out all units an authority has or had: each parent before its children, what stands first."""
    units = session.scalars(select(Unit).where(Unit.authority_id == authority_id)).all()
    links = session.execute(
        select(UnitSuccession.predecessor_id, Unit.name, Unit.name_en)
        .join(Unit, Unit.id == UnitSuccession.successor_id)
        .where(Unit.authority_id == authority_id)
        .order_by(Unit.name)
    )
    successors: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for predecessor, name, english in links:
        successors[predecessor].append((name, english))
    children: dict[UUID | None, list[Unit]] = defaultdict(list)
    known = {unit.id for unit in units}
    for unit in sorted(units, key=_order):
        children[unit.parent_id if unit.parent_id in known else None].append(unit)
    return tuple(_walk(children, successors, None, 0))


def standing(session: Session, authority_id: UUID) -> tuple[Branch, ...]:
    """List the units that stand today, in the order of the tree: the choices of a form."""
    return tuple(branch for branch in tree(session, authority_id) if not branch.over)


def _walk(
    children: dict[UUID | None, list[Unit]],
    successors: dict[UUID, list[tuple[str, str]]],
    parent: UUID | None,
    level: int,
) -> list[Branch]:
    found: list[Branch] = []
    for unit in children.get(parent, []):
        found.append(_branch(unit, level, tuple(successors.get(unit.id, ()))))
        found += _walk(children, successors, unit.id, level + 1)
    return found


def _order(unit: Unit) -> tuple[bool, dt.date, str]:
    return (_over(unit), unit.since, unit.name)


def _over(unit: Unit) -> bool:
    return unit.until is not None and unit.until < clock.today()


def _branch(unit: Unit, level: int, successors: tuple[tuple[str, str], ...]) -> Branch:
    return Branch(
        id=unit.id,
        name=unit.name,
        name_en=unit.name_en,
        kind=unit.kind,
        since=unit.since,
        until=unit.until,
        over=_over(unit),
        level=level,
        successors=successors,
    )
