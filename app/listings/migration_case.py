"""One case of a batch: what is open, the days and the drawing, before and after, side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import changes, clock, drawing
from app.casework import definitions
from app.casework.definitions import Pinned
from app.drawing import Mark
from app.drawing.reading import read
from app.engine.picture import Picture
from app.errors import NotFound
from app.language import _, content, short_date
from app.listings.drawing_marks import around, cut, diagram
from app.listings.migration_page import Line, held, line_of
from app.listings.visible import visible
from app.listings.what_follows import course
from app.policy.actor import Actor
from db.models import Case, Person, TakeoverCase, Version

NARROW = 900  # of each drawing, in its own units: two stand side by side
Rows = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """All that the page of one case in a batch shows; ``rows`` are name, before, after."""

    takeover_id: UUID
    version_id: UUID
    title: str
    line: Line
    to_number: int
    rows: Rows
    before: Markup
    after: Markup
    changes: tuple[str, ...]
    taken: tuple[dt.datetime, str] | None
    given_back: tuple[dt.datetime, str] | None


def show(session: Session, takeover_id: UUID, line_id: UUID, *, actor: Actor) -> CasePage:
    """Show one case of a batch that this person may see. Raises: NotFound."""
    batch = held(session, takeover_id, actor=actor)
    found = session.execute(
        select(TakeoverCase, Case, Version.number)
        .join(Case, Case.id == TakeoverCase.case_id)
        .join(Version, Version.id == TakeoverCase.from_id)
        .where(TakeoverCase.id == line_id, TakeoverCase.takeover_id == takeover_id, visible(actor))
    ).one_or_none()
    if found is None:
        raise NotFound
    row, case, number = found
    old, new = (definitions.pinned(session, one) for one in (row.from_id, batch.version_id))
    return CasePage(
        takeover_id=takeover_id,
        version_id=batch.version_id,
        title=content(new.definition.name),
        line=line_of(row, case, number),
        to_number=new.number,
        rows=_beside(row.before, row.after),
        before=_drawn(old, row.before),
        after=_drawn(new, row.after) if row.after else Markup(),
        changes=_changes_here(session, row, old, new),
        taken=_told(session, row.taken_at, row.taken_by_id),
        given_back=_told(session, row.given_back_at, row.given_back_by_id),
    )


def _beside(before: dict[str, Any], after: dict[str, Any]) -> Rows:
    """Lay what is open and what is waited for side by side: what it is, how it stood, how it would stand."""
    sides = [_days(side) for side in (before, after)]
    return tuple(
        (name, sides[0].get((kind, name), ""), sides[1].get((kind, name), ""))
        for kind, name in dict.fromkeys((*sides[0], *sides[1]))
    )


def _days(side: dict[str, Any]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for _element, name, due in side.get("steps", ()):
        day = dt.date.fromisoformat(due) if due else None
        found["step", content(name)] = (
            _("open, until {day}", day=short_date(day)) if day else _("open, without a day")
        )
    for _element, name, due in side.get("timers", ()):
        instant = clock.local(dt.datetime.fromisoformat(due)) if due else None
        said = f"{instant:%H:%M} · {short_date(instant.date())}" if instant else _("without a day for now")
        found["timer", content(name)] = said
    for _element, name in side.get("messages", ()):
        found["message", content(name)] = _("waited for")
    return found


def _drawn(pinned: Pinned, side: dict[str, Any]) -> Markup:
    marks: dict[str, Mark] = {element: Mark("done") for element in side["done"]}
    past = Picture({}, {}, {}, tuple(side["done"]))
    for element, *_rest in side["steps"]:
        marks |= dict.fromkeys(around(course(pinned), past, element), Mark("now"))
    xml = diagram(pinned)
    whole = drawing.draw(xml, marks, title=content(pinned.definition.name))
    drawn = read(xml).nodes
    boxes = (drawn[element].box for element in marks if element in drawn and marks[element].state == "now")
    box = next((each for each in boxes if each is not None), None)
    return cut(whole, box.middle, room=NARROW) if box else whole


def _changes_here(session: Session, row: TakeoverCase, old: Pinned, new: Pinned) -> tuple[str, ...]:
    """Say what the new version changes at what is open in the case."""
    files = [definitions.files_of(session, one.version_id) for one in (old, new)]
    kinds = ("steps", "timers", "messages")
    open_ = {each[0] for side in (row.before, row.after) for kind in kinds for each in side.get(kind, ())}
    open_ |= {old.definition.nodes[one].inside for one in open_ if one in old.definition.nodes}
    found = changes.compare(files[0], files[1], procedure=new.procedure)
    return tuple(change.said for change in found if change.element in open_)


def _told(session: Session, at: dt.datetime | None, who: UUID | None) -> tuple[dt.datetime, str] | None:
    return (clock.local(at), session.get_one(Person, who).name) if at and who else None
