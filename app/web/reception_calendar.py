"""The calendar of sittings: planned, held, missed, and who owes days of reception."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.errors import NotAllowed, OfficeError
from app.language import _
from app.listings import reception_calendar as listing
from app.listings import reception_proposals
from app.policy.routes import READER, RECEIVER
from app.services import receptions
from app.services.receptions import NewSitting
from app.web.access import allow
from app.web.dates import require_day
from app.web.doors import as_id, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("reception_calendar", __name__, url_prefix="/receptions/calendar")


@bp.get("")
@allow(READER)
def index() -> str:
    """Show one month."""
    return _page()


@bp.post("")
@allow(RECEIVER)
def plan() -> Response | tuple[str, int]:
    """Plan a sitting; it is published at once."""
    try:
        new = _new()
        with transaction() as session:
            sitting_id = receptions.plan(session, new, actor=actor())
    except NotAllowed:
        raise
    except OfficeError as refusal:
        return _page(refusal.sentence), status_of(refusal)
    flash(_("The sitting is planned and stands in the published schedule."))
    return redirect(url_for("sittings.show", sitting_id=sitting_id), code=HTTPStatus.SEE_OTHER)


def _new() -> NewSitting:
    typed = request.form
    receiver = typed.get("receiver_id", "")
    return NewSitting(
        kind=typed.get("kind", ""),
        duty=typed.get("duty", ""),
        on=require_day(typed.get("on")),
        place=typed.get("place", ""),
        hours=typed.get("hours", ""),
        online=typed.get("online") == "true",
        receiver_id=as_id(receiver) if receiver else None,
        receiver=typed.get("receiver", ""),
        body_id=as_id(typed.get("body")) if typed.get("body") else None,
    )


def _page(sentence: str = "") -> str:
    with reading() as session:
        month = listing.month(session, _month(), actor=actor())
        people = listing.receivers(session, actor=actor())
        bodies = listing.bodies(session, actor=actor())
        proposed = reception_proposals.of_authority(session, actor=actor())
    return render_template(
        "receptions/calendar.html",
        month=month,
        proposed=proposed,
        people=[(each.value, each.label) for each in people],
        bodies=bodies,
        kinds=[(key, _(word)) for key, word in receptions.KINDS.items()],
        duties=[(key, _(word)) for key, word in receptions.DUTIES.items()],
        typed=request.form,
        sentence=sentence,
        plans=RECEIVER.admits(actor(), signed_in=True),
        words=receptions,
    )


def _month() -> dt.date:
    year, _dash, month = request.args.get("month", "").partition("-")
    try:
        return dt.date(int(year), int(month), 1)
    except ValueError:
        return clock.today()
