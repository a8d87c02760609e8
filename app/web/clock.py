"""The administrator's page of the clock: whether timers may fire by it, and the word that lets them."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, OfficeError
from app.language import _
from app.listings import clock_page
from app.policy.routes import ADMINISTRATOR_ONLY
from app.services import timekeeping
from app.web.access import allow
from app.web.doors import office, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("clock", __name__, url_prefix="/clock")


def install(app: Flask) -> None:
    """Look at the clock now and then, also in a process in which nothing ticks."""
    app.before_request(lambda: timekeeping.keep_up(office().database))


@bp.get("")
@allow(ADMINISTRATOR_ONLY)
def show() -> str:
    """Show the times, whether timers stand still, and which would fire."""
    return _page()


@bp.post("/release")
@allow(ADMINISTRATOR_ONLY)
def release() -> Response | tuple[str, int]:
    """Let the timers run again by what the clock shows now."""
    try:
        with transaction() as session:
            timekeeping.release(session, request.form.get("reason", ""), actor=actor())
    except OfficeError as refusal:
        if isinstance(refusal, NotAllowed):
            raise
        return _page(refusal.sentence), status_of(refusal)
    flash(_("The timers run again; what is due fires within seconds."))
    return redirect(url_for(".show"), code=303)


def _page(sentence: str = "") -> str:
    with reading() as session:
        page = clock_page.show(session, actor=actor())
    return render_template("clock/show.html", page=page, sentence=sentence, typed=request.form)
