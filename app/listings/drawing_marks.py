"""How a run stands on its drawing: done, now, next, late, with the time left and where a click leads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, drawing, language
from app.casework import definitions
from app.casework.definitions import Pinned
from app.drawing import Line, Mark
from app.drawing.diagram import Point
from app.drawing.reading import read
from app.engine import step as engine
from app.engine.picture import Picture
from app.language import content
from app.listings.due import due
from app.listings.what_follows import Course, course
from db.models import Deadline, Run, Task

Href = Callable[[UUID], str]
WIDE, TALL = 1500, 640  # of a window on a large picture, in its own units
VIEW_BOX = re.compile(r'viewBox="([-0-9. ]+)" width="[-0-9.]+" height="[-0-9.]+"')


def draw(session: Session, run: Run, *, href: Href) -> tuple[Markup, list[Line]]:
    """Draw a run's procedure with its state, and tell the same as a list, for those who do not see it.

    ``href`` gives the address of a task's page.
    """
    standing = marks(session, run, href=href)
    told = drawing.tell(diagram(definitions.pinned(session, run.version_id)), standing)
    return _drawn(session, run, standing), told


def near(session: Session, run: Run, node: str, *, href: Href) -> tuple[Markup, list[Line]]:
    """Draw what lies around a step, as large as words can still be read; and tell the whole as a list."""
    pinned = definitions.pinned(session, run.version_id)
    picture = engine.look(pinned.definition, run.state, now=clock.now())
    standing = _marks(session, run, pinned, picture, href)
    whole, xml = _drawn(session, run, standing), diagram(pinned)
    drawn = read(xml).nodes
    boxes = [drawn[each].box for each in around(course(pinned), picture, node) if each in drawn]
    box = next((each for each in boxes if each is not None), None)
    return (cut(whole, box.middle) if box else whole), drawing.tell(xml, standing)


def _drawn(session: Session, run: Run, standing: Mapping[str, Mark]) -> Markup:
    pinned = definitions.pinned(session, run.version_id)
    title = content(pinned.definition.name)
    return _draw(diagram(pinned), tuple(standing.items()), title, language.current())


@lru_cache(maxsize=128)
def _draw(xml: bytes, standing: tuple[tuple[str, Mark], ...], title: str, _tongue: str) -> Markup:
    """Draw once for each state of a case: a page is opened more often than its case moves."""
    return drawing.draw(xml, dict(standing), title=title)


def cut(whole: Markup, middle: Point, *, room: int = WIDE) -> Markup:
    """Show only what lies around a point of a picture, so wide at most; small pictures stay whole."""
    found = VIEW_BOX.search(whole)
    if found is None:
        return whole
    x, y, width, height = map(float, found[1].split())
    if width <= room and height <= TALL:
        return whole
    wide, tall = min(width, room), min(height, TALL)
    left = min(max(middle.x - wide / 2, x), x + width - wide)
    top = min(max(middle.y - tall / 2, y), y + height - tall)
    window = f'viewBox="{left:.0f} {top:.0f} {wide:.0f} {tall:.0f}" width="{wide:.0f}" height="{tall:.0f}"'
    drawn = str(whole)  # plain text: joining markup would escape the window
    return Markup(drawn[: found.start()] + window + drawn[found.end() :])  # noqa: S704 - only numbers change


def diagram(pinned: Pinned) -> bytes:
    """Give the procedure's own drawing, not those of what it calls."""
    own = f"{pinned.procedure}.bpmn"
    return next(body for name, body in pinned.diagrams.items() if name.rpartition("/")[2] == own)


def marks(session: Session, run: Run, *, href: Href) -> dict[str, Mark]:
    """Say how each element of a run's drawings stands; elements that nothing happened to have no mark.

    What waits inside a called procedure or a phase marks also what it stands in.
    """
    pinned = definitions.pinned(session, run.version_id)
    picture = engine.look(pinned.definition, run.state, now=clock.now())
    return _marks(session, run, pinned, picture, href)


def _marks(session: Session, run: Run, pinned: Pinned, picture: Picture, href: Href) -> dict[str, Mark]:
    found = {element: Mark("done") for element in picture.done}
    way = course(pinned)
    if run.status != "running":
        return found
    reached = partial(caller, way, picture)
    waiting = _open(session, run)
    for task, _deadline in waiting:
        found |= dict.fromkeys(way.next_steps(task.node, reached, into_calls=False), Mark("next"))
    for task, deadline in waiting:
        mark = _now(task, deadline, clock.today(), href)
        for element in around(way, picture, task.node):
            found[element] = mark
    return found


def around(way: Course, picture: Picture, node: str) -> Iterable[str]:
    """Give an element and everything it stands in, outwards."""
    while node in way.nodes:
        yield node
        outer = way.nodes[node].inside
        node = outer if outer in way.nodes else caller(way, picture, outer)


def caller(way: Course, picture: Picture, process: str) -> str:
    """Tell through which element a called procedure was reached: the last one that something led to."""
    calling = way.callers(process)
    if len(calling) < 2:  # noqa: PLR2004 - one caller needs no choice
        return next(iter(calling), "")
    order = {element: place for place, element in enumerate(picture.done)}
    reached = {
        each: max((order.get(source, -1) for source, to in way.targets.items() if each in to), default=-1)
        for each in calling
    }
    return max(calling, key=lambda each: (reached[each] > order.get(each, -1), reached[each]))


def _open(session: Session, run: Run) -> Iterable[tuple[Task, Deadline | None]]:
    rows = session.execute(
        select(Task, Deadline)
        .outerjoin(Deadline, Deadline.id == Task.deadline_id)
        .where(Task.run_id == run.id, Task.state == "open")
        .order_by(Task.opened_at, Task.id)
    )
    return [(task, deadline) for task, deadline in rows]


def _now(task: Task, deadline: Deadline | None, today: dt.date, href: Href) -> Mark:
    shown = due(deadline, task.due_on, today)
    note = shown.words if shown.on or shown.state == "held" else ""
    return Mark("late" if shown.state == "late" else "now", note, href(task.id))
