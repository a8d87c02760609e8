"""The reasons for delay that are still owed: the leader gives any, a head of unit those of the unit."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import Unacceptable
from app.language import _
from app.listings import late_reasons as listing
from app.policy.routes import HEAD
from app.services import late_reasons
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor

bp = Blueprint("late_reasons", __name__, url_prefix="/desk/reasons")


@bp.get("")
@allow(HEAD)
def index() -> str:
    """List what is owed, each with its small form."""
    return _page()


@bp.post("/<uuid:reason_id>")
@allow(HEAD)
def record(reason_id: UUID) -> Response | tuple[str, int]:
    """Put one reason on record."""
    code, text = request.form.get("code", ""), request.form.get("text", "")
    try:
        with transaction() as session:
            late_reasons.record(session, reason_id, code, text, actor=actor())
    except Unacceptable as refusal:
        return _page(wrong=reason_id, sentence=refusal.sentence, code=code, text=text), 422
    flash(_("The reason is on record."))
    return redirect(url_for(".index"), code=303)


def _page(*, wrong: UUID | None = None, sentence: str = "", code: str = "", text: str = "") -> str:
    with reading() as session:
        owed = listing.owed(session, actor=actor())
        codes = listing.codes(session)
    return render_template(
        "desk/reasons.html", owed=owed, codes=codes, wrong=wrong, sentence=sentence, code=code, text=text
    )
