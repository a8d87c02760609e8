"""The register of petitions: on the screen, on paper, as a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from app import clock
from app.language import N_, _
from app.listings import place
from app.listings import register as listing
from app.listings.form_words import form_choices
from app.listings.kinds import KINDS
from app.listings.register import Filter
from app.listings.register_lines import COLUMNS
from app.policy.routes import READER
from app.web import register_book, stretch
from app.web.access import allow
from app.web.doors import reading
from app.web.login import actor

bp = Blueprint("register", __name__)

_STATES = {
    "open": N_("Being handled"),
    "late": N_("Overdue"),
    "suspended": N_("Suspended"),
    "closed": N_("Closed"),
}


@bp.get("/register")
@allow(READER)
def index() -> str:
    """Show one page of the register."""
    asked = _asked()
    with reading() as session:
        page = listing.page(session, asked, actor=actor())
        units = listing.units(session, actor=actor())
    return render_template(
        "register/index.html",
        asked=asked,
        page=page,
        columns=COLUMNS,
        units=units,
        kinds=[(key, _(word)) for key, word in KINDS.items() if key != "unclassified"],
        states=[(key, _(word)) for key, word in _STATES.items()],
        channels=form_choices("registration", "channel"),
        query=stretch.query(
            asked, kind=asked.kind, state=asked.state, channel=asked.channel, unit=asked.unit
        ),
        usual=listing.usual(),
    )


@bp.get("/register/print")
@allow(READER)
def paper() -> str:
    """Show the register as it is printed, on A4 laid across."""
    asked = _asked()
    with reading() as session:
        lines = list(listing.every(session, asked, actor=actor()))
        heading = listing.heading(session, actor=actor())
    return render_template(
        "register/paper.html",
        lines=lines,
        heading=heading,
        columns=COLUMNS,
        title=register_book.TITLE,
        motto=register_book.MOTTO,
        period=stretch.period(asked),
    )


@bp.get("/register.xlsx")
@allow(READER)
def spreadsheet() -> Response:
    """Hand the register out as a spreadsheet."""
    asked = _asked()

    def write(path: Path) -> None:
        with reading() as session:
            heading = listing.heading(session, actor=actor())
            lines = listing.every(session, asked, actor=actor())
            register_book.write(path, lines, heading=heading, period=stretch.period(asked))

    return stretch.spreadsheet(write, "so-don", asked)


def _asked() -> Filter:
    """Read the filter from the address; what cannot be read is as if it were not there."""
    wanted, usual = request.args, listing.usual(clock.today())
    known = {key for key, _word in form_choices("registration", "channel")}
    return Filter(
        since=stretch.day("from") or usual.since,
        until=stretch.day("to") or usual.until,
        kind=wanted.get("kind", "") if wanted.get("kind") in KINDS else "",
        state=wanted.get("state", "") if wanted.get("state") in listing.STATES else "",
        channel=wanted.get("channel", "") if wanted.get("channel") in known else "",
        unit=_unit(wanted.get("unit", "")),
        after=place.read(wanted.get("after", "")),
    )


def _unit(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
