"""Receptions of citizens: today's sittings, the register, its counts; on paper and as a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.language import _
from app.listings import place, reception_calendar, reception_counts, register
from app.listings import receptions as listing
from app.listings.reception_lines import COLUMNS
from app.listings.receptions import Filter
from app.policy.routes import READER, RECEIVER
from app.services import receptions
from app.web import reception_book, stretch
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor

bp = Blueprint("receptions", __name__, url_prefix="/receptions")


@bp.get("")
@allow(READER)
def index() -> str:
    """Show who receives today, and one page of the register with its counts."""
    asked = _asked()
    with reading() as session:
        page = listing.page(session, asked, actor=actor())
        sittings = reception_calendar.of_day(session, clock.today(), actor=actor())
        counted = reception_counts.of(session, asked.since, asked.until, actor=actor())
    return render_template(
        "receptions/index.html",
        asked=asked,
        page=page,
        sittings=sittings,
        counted=counted,
        columns=COLUMNS,
        definitions=reception_counts.DEFINITIONS,
        kinds=[(key, _(word)) for key, word in receptions.KINDS.items()],
        duties=[(key, _(word)) for key, word in receptions.DUTIES.items()],
        query=stretch.query(asked, kind=asked.kind, duty=asked.duty, loose="1" if asked.loose else ""),
        receives=RECEIVER.admits(actor(), signed_in=True),
        words=receptions,
    )


@bp.post("/today")
@allow(RECEIVER)
def today() -> Response:
    """Open today's regular sitting of this officer, and lead to its screen."""
    with transaction() as session:
        sitting_id = receptions.today(session, actor=actor())
    return redirect(url_for("sittings.show", sitting_id=sitting_id), code=303)


@bp.get("/print")
@allow(READER)
def paper() -> str:
    """Show the register as it is printed, on A4 laid across."""
    asked = _asked()
    with reading() as session:
        lines = list(listing.every(session, asked, actor=actor()))
        heading = register.heading(session, actor=actor())
    return render_template(
        "receptions/paper.html",
        lines=lines,
        heading=heading,
        columns=COLUMNS,
        title=reception_book.TITLE,
        motto=reception_book.MOTTO,
        period=stretch.period(asked),
    )


@bp.get("/register.xlsx")
@allow(READER)
def spreadsheet() -> Response:
    """Hand the register out as a spreadsheet."""
    asked = _asked()

    def write(path: Path) -> None:
        with reading() as session:
            heading = register.heading(session, actor=actor())
            lines = listing.every(session, asked, actor=actor())
            reception_book.write(path, lines, heading=heading, period=stretch.period(asked))

    return stretch.spreadsheet(write, "so-tiep-cong-dan", asked)


def _asked() -> Filter:
    """Read the filter from the address; what cannot be read is as if it were not there."""
    wanted, usual = request.args, listing.usual()
    return Filter(
        since=stretch.day("from") or usual.since,
        until=stretch.day("to") or usual.until,
        kind=wanted.get("kind", "") if wanted.get("kind") in receptions.KINDS else "",
        duty=wanted.get("duty", "") if wanted.get("duty") in receptions.DUTIES else "",
        loose=wanted.get("loose") == "1",
        after=place.read(wanted.get("after", "")),
    )
