"""What changes in the procedures, in words, for everybody whose step it touches."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.language import _
from app.listings import changed as listing
from app.policy.routes import IN_OFFICE
from app.services import readings
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor

bp = Blueprint("changed", __name__, url_prefix="/changes")


@bp.get("")
@allow(IN_OFFICE)
def index() -> str:
    """List what changes, what comes first on top."""
    with reading() as session:
        page = listing.read(session, actor=actor())
    return render_template("changes/index.html", page=page)


@bp.post("/<uuid:version_id>/read")
@allow(IN_OFFICE)
def confirm(version_id: UUID) -> Response:
    """Confirm having read what a version changes."""
    with transaction() as session:
        readings.confirm(session, version_id, actor=actor())
    flash(_("Noted: you have read it."))
    return redirect(url_for(".index"), code=303)
