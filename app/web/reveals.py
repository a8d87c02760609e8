"""Sealed identities: asking for them, reading them for five minutes, and who goes through the looks."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import case_file
from app.listings import reveals as listing
from app.policy.reveals import REASONS
from app.policy.routes import HANDLER, OFFICER_ONLY, READER
from app.services import identities, supervision
from app.services.identities import Asking
from app.web.access import allow
from app.web.doors import office, reading, telling, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("reveals", __name__)


@bp.get("/cases/<uuid:case_id>/identity")
@allow(READER)
def show(case_id: UUID) -> str | Response:
    """Show the sealed identities while the look lasts; before and afterwards ask for the reason."""
    with reading() as session:
        shown = listing.shown(session, case_id, actor=actor())
    if shown is None:
        return _asking(case_id)
    return render_template("reveals/shown.html", shown=shown)


@bp.post("/cases/<uuid:case_id>/identity")
@allow(READER)
def ask(case_id: UUID) -> Response | tuple[str, int]:
    """Put a look on record and show the identities for five minutes."""
    try:
        with telling():
            identities.ask(office().database, case_id, _read(), actor=actor())
    except (NotFound, NotAllowed):
        raise
    except OfficeError as refusal:
        return _asking(case_id, sentence=refusal.sentence), status_of(refusal)
    return redirect(url_for(".show", case_id=case_id), code=303)


@bp.get("/identities")
@allow(READER)
def index() -> str:
    """List the looks that this person supervises, and their own."""
    with reading() as session:
        looks = listing.page(session, actor=actor(), after=_cursor())
    may_apply = OFFICER_ONLY.admits(actor(), signed_in=True)
    return render_template("reveals/index.html", looks=looks, may_apply=may_apply)


@bp.get("/identities/apply")
@allow(OFFICER_ONLY)
def application() -> str:
    """Ask for the right to a sealed case that one holds none to."""
    return _applying()


@bp.post("/identities/apply")
@allow(OFFICER_ONLY)
def apply() -> Response | tuple[str, int]:
    """Hand the request to the leader; the answer tells nothing about the number."""
    try:
        with telling():
            identities.apply(office().database, request.form.get("number", ""), _read(), actor=actor())
    except OfficeError as refusal:
        return _applying(sentence=refusal.sentence), status_of(refusal)
    flash(_("If a sealed matter has this number, the leader was asked. You will be told of the decision."))
    return redirect(url_for(".index"), code=303)


@bp.post("/identities/<uuid:look_id>/decide")
@allow(HANDLER)
def decide(look_id: UUID) -> Response:
    """Agree to a request or refuse it."""
    with transaction() as session:
        supervision.decide(session, look_id, agreed=request.form.get("agreed") == "yes", actor=actor())
    flash(_("The decision is on record, and the person was told."))
    return redirect(url_for(".index"), code=303)


@bp.post("/identities/<uuid:look_id>/look")
@allow(READER)
def look(look_id: UUID) -> Response:
    """Mark a look as gone through."""
    with transaction() as session:
        supervision.look_at(session, look_id, actor=actor())
    flash(_("Marked as gone through."))
    return redirect(url_for(".index"), code=303)


def _read() -> Asking:
    return Asking(
        kind=request.form.get("kind", ""),
        reason=request.form.get("reason", ""),
        password=request.form.get("password", ""),
    )


def _asking(case_id: UUID, *, sentence: str = "") -> str:
    with reading() as session:
        head = case_file.brief(session, case_id, actor=actor())
    if not head.sealed:
        raise NotFound
    return render_template(
        "reveals/ask.html", head=head, reasons=REASONS, sentence=sentence, typed=request.form
    )


def _applying(*, sentence: str = "") -> str:
    return render_template("reveals/apply.html", reasons=REASONS, sentence=sentence, typed=request.form)


def _cursor() -> UUID | None:
    try:
        return UUID(request.args.get("after", ""))
    except ValueError:
        return None
