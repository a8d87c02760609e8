"""The register of petitions: on the screen, on paper, as a spreadsheet."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from uuid import UUID

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from app import clock
from app.language import N_, _, short_date
from app.listings import register as listing
from app.listings.form_words import form_choices
from app.listings.kinds import KINDS
from app.listings.register import Filter
from app.listings.register_lines import COLUMNS
from app.policy.routes import READER
from app.web import register_book
from app.web.access import allow
from app.web.dates import DayUnreadable, read_day
from app.web.doors import reading
from app.web.login import actor

bp = Blueprint("register", __name__)

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
        query=_query(asked),
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
        period=_period(asked),
    )


@bp.get("/register.xlsx")
@allow(READER)
def spreadsheet() -> Response:
    """Hand the register out as a spreadsheet; its file is gone when it was sent."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder, reading() as session:
        path = Path(folder) / "register.xlsx"
        heading = listing.heading(session, actor=actor())
        lines = listing.every(session, asked, actor=actor())
        register_book.write(path, lines, heading=heading, period=_period(asked))
        file = path.open("rb")  # an open file outlives its name
    name = f"so-don-{asked.since:%Y%m%d}-{asked.until:%Y%m%d}.xlsx"
    answer = send_file(file, mimetype=SPREADSHEET, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"  # it holds names
    return answer


def _asked() -> Filter:
    """Read the filter from the address; what cannot be read is as if it were not there."""
    wanted, usual = request.args, listing.usual(clock.today())
    known = {key for key, _word in form_choices("registration", "channel")}
    return Filter(
        since=_day("from") or usual.since,
        until=_day("to") or usual.until,
        kind=wanted.get("kind", "") if wanted.get("kind") in KINDS else "",
        state=wanted.get("state", "") if wanted.get("state") in listing.STATES else "",
        channel=wanted.get("channel", "") if wanted.get("channel") in known else "",
        unit=_unit(wanted.get("unit", "")),
        after=listing.cursor(wanted.get("after", "")),
    )


def _day(name: str) -> dt.date | None:
    try:
        return read_day(request.args.get(name))
    except DayUnreadable:
        return None


def _unit(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _query(asked: Filter) -> dict[str, str]:
    """Give the filter as it stands in an address, for paper and spreadsheet."""
    said = {
        "from": asked.since.isoformat(),
        "to": asked.until.isoformat(),
        "kind": asked.kind,
        "state": asked.state,
        "channel": asked.channel,
        "unit": str(asked.unit or ""),
    }
    return {name: value for name, value in said.items() if value}


def _period(asked: Filter) -> str:
    return _("From {since} to {until}", since=short_date(asked.since), until=short_date(asked.until))
