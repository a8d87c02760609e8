"""The published schedule of receptions, at the entrance: for citizens, without a login."""

from __future__ import annotations

from flask import Blueprint, render_template

from app.language import _
from app.listings import public_schedule as listing
from app.policy.routes import PUBLIC
from app.services import receptions
from app.web.access import allow
from app.web.doors import reading

bp = Blueprint("schedule", __name__, url_prefix="/schedule")


@bp.get("")
@allow(PUBLIC)
def index() -> str:
    """Show when and where citizens are received, and by whom."""
    with reading() as session:
        schedules = listing.of_all(session)
    return render_template(
        "receptions/schedule.html",
        schedules=schedules,
        kinds={key: _(word) for key, word in receptions.KINDS.items()},
    )
