"""One visit: what was said, its minutes and receipt on paper, the case it belongs to, what was concluded."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import reception_visit as listing
from app.listings.form_words import form_word
from app.policy.routes import OFFICER_ONLY, READER
from app.services import visits
from app.web import addresses
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("visits", __name__, url_prefix="/receptions/visits")


@bp.get("/<uuid:visit_id>")
@allow(READER)
def show(visit_id: UUID) -> str:
    """Show one visit."""
    return _page(visit_id)


@bp.post("/<uuid:visit_id>/attach")
@allow(OFFICER_ONLY)
def attach(visit_id: UUID) -> Response | tuple[str, int]:
    """Join a visit to a case afterwards."""
    try:
        with transaction() as session:
            visits.attach(session, visit_id, request.form.get("case_number", ""), actor=actor())
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _page(visit_id, stopped=refusal.sentence), status_of(refusal)
    flash(_("The visit belongs to this case now."))
    return redirect(url_for(".show", visit_id=visit_id), code=303)


@bp.get("/<uuid:visit_id>/minutes")
@allow(OFFICER_ONLY)
def minutes(visit_id: UUID) -> str:
    """Lay out the minutes, to be read back and signed; only for who took them down."""
    return _paper(visit_id, "receptions/minutes.html")


@bp.get("/<uuid:visit_id>/receipt")
@allow(OFFICER_ONLY)
def receipt(visit_id: UUID) -> str:
    """Lay out the receipt for papers (form 02); only for who took them."""
    return _paper(visit_id, "receptions/receipt.html")


def _paper(visit_id: UUID, template: str) -> str:
    with reading() as session:
        visit = listing.find(session, visit_id, actor=actor())
    if not visit.open:
        raise NotFound
    return render_template(template, visit=visit, authority=f"ỦY BAN NHÂN DÂN {visit.authority.upper()}")


def _page(visit_id: UUID, stopped: str = "") -> str:
    with reading() as session:
        visit = listing.find(session, visit_id, actor=actor())
    return render_template(
        "receptions/visit.html",
        visit=visit,
        stopped=stopped,
        takes=OFFICER_ONLY.admits(actor(), signed_in=True),
        case_href=addresses.case(visit.case_id) if visit.case_id else "",
        signed=form_word("reception_visit", "signed", visit.signed),
        capacity=form_word("reception_visit", "capacity", str(visit.said.get("capacity") or "")),
    )
