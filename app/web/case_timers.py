"""Every waiting instant of a case, and moving one of them to another day."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import case_timers as listing
from app.policy.routes import INCIDENT_READER, TIMER_MOVER, TIMER_READER
from app.services import timer_moves
from app.services.timer_moves import Move
from app.web.access import allow
from app.web.dates import require_day
from app.web.doors import as_id, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("case_timers", __name__, url_prefix="/cases")


@bp.get("/<uuid:case_id>/timers")
@allow(TIMER_READER)
def index(case_id: UUID) -> str:
    """List what waits for its instant in a case."""
    return _page(case_id)


@bp.post("/<uuid:case_id>/timers")
@allow(TIMER_MOVER)
def move(case_id: UUID) -> Response | tuple[str, int]:
    """Move one waiting instant to another day, with the reason and the article."""
    timer = request.form.get("timer", "")
    try:
        wanted = Move(
            day=require_day(request.form.get("day", "")),
            reason=request.form.get("reason", ""),
            basis=request.form.get("basis", ""),
            ground=request.form.get("ground", ""),
        )
        with transaction() as session:
            timer_moves.move(session, case_id, as_id(timer), wanted, actor=actor())
    except OfficeError as refusal:
        if isinstance(refusal, NotFound | NotAllowed):
            raise
        return _page(case_id, sentence=refusal.sentence, chosen=timer), status_of(refusal)
    flash(_("The day is moved; what depends on it follows."))
    return redirect(url_for(".index", case_id=case_id), code=303)


def _page(case_id: UUID, *, sentence: str = "", chosen: str = "") -> str:
    with reading() as session:
        page = listing.show(session, case_id, actor=actor())
    typed = {name: request.form.get(name, "") for name in ("day", "reason", "basis", "ground")}
    return render_template(
        "cases/timers.html",
        page=page,
        sentence=sentence,
        chosen=chosen,
        typed=typed,
        incidents=INCIDENT_READER.admits(actor(), signed_in=True),
    )
