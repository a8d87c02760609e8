"""What is due for destruction: the leader reads the list and confirms each case by its number."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import retention as listing
from app.policy.routes import LEADER
from app.services import retention
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("retention", __name__, url_prefix="/retention")


@bp.get("")
@allow(LEADER)
def index() -> str:
    """List the cases whose retention is over."""
    return _page()


@bp.post("/<uuid:case_id>")
@allow(LEADER)
def destroy(case_id: UUID) -> Response | tuple[str, int]:
    """Destroy what is sealed of one case."""
    try:
        with transaction() as session:
            retention.destroy(session, case_id, number=request.form.get("number", ""), actor=actor())
    except (NotFound, NotAllowed):
        raise
    except OfficeError as refusal:
        return _page(wrong=case_id, sentence=refusal.sentence), status_of(refusal)
    flash(_("What was sealed of this case can never be read again."))
    return redirect(url_for(".index"), code=303)


def _page(*, wrong: UUID | None = None, sentence: str = "") -> str:
    with reading() as session:
        due = listing.due(session, actor=actor())
    return render_template("retention/index.html", due=due, wrong=wrong, sentence=sentence)
