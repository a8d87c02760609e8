"""A paper of a sealed case page by page: as it came in, and with its black boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.casework import vault
from app.errors import OfficeError
from app.files import blackout, pages
from app.files.blackout import Box
from app.files.errors import FileMissing, FileRefused
from app.gate.chamber import TooCostly, chamber
from app.language import _
from db.models import Document, Redaction, VaultKey

PAGES, WORDS, TITLE, CLOSED = "pages", "words", "title", "closed"  # how a paper can be blacked out


@dataclass(frozen=True, kw_only=True)
class Source:
    """What is blacked out: the paper, or the scan that was brought in its place."""

    content: bytes
    media_type: str


def way(document: Document, row: Redaction | None) -> str:
    """Tell how a paper can be blacked out: by pages, by words, by its title alone, or not at all here."""
    media_type = (row.scan_type if row and row.scan else document.media_type) or ""
    if not media_type:
        return TITLE
    if media_type == pages.TEXT:
        return WORDS
    return PAGES if media_type == pages.PDF or media_type in pages.PICTURES else CLOSED


def source(session: Session, document: Document, row: Redaction | None) -> Source:
    """Read what is blacked out.

    Raises: FileMissing.
    """
    scanned = row is not None and row.scan is not None
    digest, media_type = (
        (row.scan, row.scan_type) if row and scanned else (document.digest, document.media_type)
    )
    key = session.get_one(VaultKey, row.key_id if row and scanned else document.key_id)
    if digest is None or key.wrapped is None:
        raise FileMissing
    body = vault.store(session).get(digest, vault.ring(session), key.wrapped)
    return Source(content=body, media_type=media_type or "")


def count(paper: Source) -> int:
    """Count the pages of a paper.

    Raises: FileRefused when it cannot be drawn.
    """
    if paper.media_type != pages.PDF:
        return 1
    return int(_asked("count_pages", {"content": paper.content})["pages"])


def picture(paper: Source, number: int) -> bytes:
    """Draw one page, counted from 1, as JPEG.

    Raises: FileRefused when it cannot be drawn, or has no such page.
    """
    return next(_drawn(paper, number - 1, number - 1))


def blackened(paper: Source, boxes: Mapping[int, Sequence[Box]]) -> tuple[bytes, int]:
    """Make the finished copy of a paper, with its number of pages.

    Raises: FileRefused.
    """
    total = count(paper)
    drawn = (
        page
        for first, last in pages.batches(total)
        for page in enumerate(_drawn(paper, first, last), start=first + 1)
    )
    return blackout.bind(blackout.burn(page, boxes.get(number, ())) for number, page in drawn), total


def _drawn(paper: Source, first: int, last: int) -> Iterator[bytes]:
    if paper.media_type in pages.PICTURES:
        drawn = [pages.of_picture(paper.content)]
    else:
        asked = {"content": paper.content, "first": first, "last": last}
        drawn = _asked("draw_pages", asked)["pictures"]
    if len(drawn) != last - first + 1:
        raise FileRefused(name=_("paper"), reason=_("there is no such page."))
    yield from drawn


def _asked(task: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return chamber().call(task, payload)
    except TooCostly:
        raise FileRefused(
            name=_("paper"), reason=_("it is too large to be drawn; print it and scan it.")
        ) from None
    except OfficeError as refused:
        raise Undrawable(said=refused.sentence) from None


class Undrawable(FileRefused):
    """The pages cannot be drawn. {said}"""
