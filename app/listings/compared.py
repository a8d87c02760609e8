"""Two versions side by side: every change as a numbered sentence, both drawings with the same numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from app import changes
from app.casework import definitions
from app.casework.definitions import files_of
from app.changes import Change
from app.drawing import Mark
from app.legaltime import book
from app.listings import comments, review_law, sketches
from app.listings.comments import Thread
from app.listings.procedures import introduced
from app.listings.review_law import Article
from app.listings.sketches import Sketch
from db.models import Version

Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One sentence of change with its number, where it stands, and the articles beside it, old and new."""

    number: int
    said: str
    how: str
    file: str
    element: str
    at: str  # the anchor on the drawing that is shown, or empty
    old: str
    new: str
    before: tuple[Article, ...]
    after: tuple[Article, ...]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What changed, in words first, then on both drawings of one file."""

    lines: tuple[ChangeLine, ...]
    sheet: str
    sheets: tuple[tuple[str, str, int], ...]  # file, title, how many changes it has
    old: Sketch | None
    new: Sketch | None
    pins: Mapping[str, str]  # where a comment stands on the new drawing, by its letter


def between(before: Mapping[str, bytes], after: Mapping[str, bytes], procedure: str) -> tuple[Change, ...]:
    """Tell what changed; worked out once for two bundles and a state of the law."""
    return _between(tuple(before.items()), tuple(after.items()), procedure, book.current().stamp)


def predecessor(session: Session, version: Version, today: dt.date) -> UUID | None:
    """Find what a version takes the place of: in force the day before its own, or today for a draft."""
    day = version.effective_from - dt.timedelta(days=1) if version.effective_from else today
    found = definitions.all_in_force(session, day).get(version.procedure)
    return found if found != version.id else None


def compare(
    session: Session, version: Version, threads: Sequence[Thread], *, sheet: str, today: dt.date
) -> Compared:
    """Lay a version beside what it takes the place of; ``sheet`` names the drawing to show."""
    former = predecessor(session, version, today)
    before, after = files_of(session, former) if former else {}, files_of(session, version.id)
    found = between(before, after, version.procedure) if former else ()
    own = f"{version.procedure}.bpmn"
    drawings = sorted((n for n in {*before, *after} if n.endswith(".bpmn")), key=lambda n: (n != own, n))
    shown = sheet if sheet in drawings else next(iter(drawings), "")
    old, new = changes.marks(found, "old").get(shown, {}), changes.marks(found, "new").get(shown, {})
    pinned = comments.pinned(new, threads, shown)
    on = version.effective_from or today
    return Compared(
        lines=tuple(_line(n, change, shown, (old, new), on) for n, change in enumerate(found, start=1)),
        sheet=shown,
        sheets=tuple((n, _title(n, after.get(n) or before[n]), _count(found, n)) for n in drawings),
        old=_sketch(before.get(shown), old, shown),
        new=_sketch(after.get(shown), pinned, shown),
        pins={t.letter: pinned[t.element].anchor for t in threads if t.file == shown and t.element in pinned},
    )


def _line(
    number: int, change: Change, sheet: str, marks: tuple[Mapping[str, Mark], ...], on: dt.date
) -> ChangeLine:
    old, new = marks
    side = "old" if change.how == "removed" else "new"
    drawn = change.file == sheet and change.element in (old if side == "old" else new)
    return ChangeLine(
        number=number,
        said=change.said,
        how=change.how,
        file=change.file,
        element=change.element,
        at=f"at-{side}-{change.element}" if drawn else "",
        old=change.old,
        new=change.new,
        before=review_law.read("; ".join(change.before), on),
        after=review_law.read("; ".join(change.after), on),
    )


def _title(name: str, body: bytes) -> str:
    return introduced([body], name.removesuffix(".bpmn"))[0] or name


def _count(found: Sequence[Change], name: str) -> int:
    return sum(change.file == name for change in found)


def _sketch(body: bytes | None, marks: Mapping[str, Mark], name: str) -> Sketch | None:
    return sketches.sketch(body, marks, title=_title(name, body)) if body is not None else None


@lru_cache(maxsize=32)
def _between(before: Files, after: Files, procedure: str, _law: UUID | None) -> tuple[Change, ...]:
    return changes.compare(dict(before), dict(after), procedure=procedure)
