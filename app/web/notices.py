"""What the office told me: the numbers of the day, reminders, missed limits."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.listings import notices as listing
from app.listings import place
from app.policy.routes import HANDLER, TOLD
from app.services import notices
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor

bp = Blueprint("notices", __name__, url_prefix="/notices")


@bp.get("")
@allow(TOLD)
def index() -> str:
    """Show what I was told, the newest first."""
    after = place.read(request.args.get("after", ""))
    with reading() as session:
        told = listing.show(session, actor=actor(), after=after)
    works = HANDLER.admits(actor(), signed_in=True)
    return render_template("notices/index.html", told=told, works=works)


@bp.post("/read")
@allow(TOLD)
def read() -> Response:
    """Mark everything as read."""
    with transaction() as session:
        notices.read_all(session, actor=actor())
    return redirect(url_for(".index"), code=303)
