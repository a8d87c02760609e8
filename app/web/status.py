"""The citizen's page: how a petition stands, by the code on its receipt."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.listings import public_status as listing
from app.policy.routes import PUBLIC
from app.services import public_status
from app.services.public_status import CodeUnknown
from app.services.sign_in import TooManyAttempts
from app.web.access import allow
from app.web.doors import office, reading
from app.web.problems import status_of

bp = Blueprint("status", __name__, url_prefix="/status")

_LONGEST = 60  # characters of a code with its dashes and spaces


@bp.get("")
@allow(PUBLIC)
def index() -> str:
    """Ask for the code; it is never part of an address."""
    return render_template("status/index.html", typed="", sentence="")


@bp.post("")
@allow(PUBLIC)
def show() -> str | tuple[str, int]:
    """Tell how the petition of a code stands."""
    typed = request.form.get("code", "")[:_LONGEST]
    try:
        petition = public_status.find(office().database, typed=typed, origin=request.remote_addr or "")
    except (CodeUnknown, TooManyAttempts) as refusal:
        shown = render_template("status/index.html", typed=typed, sentence=refusal.sentence)
        return shown, status_of(refusal)
    with reading() as session:
        status = listing.of_petition(session, petition)
    return render_template("status/show.html", status=status, authority=status.authority)
