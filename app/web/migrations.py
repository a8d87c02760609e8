"""Cases under way are offered another version: tried on copies, approved, taken over, put back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.casework.outlook import Decided
from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import migration_case, migration_page
from app.policy.routes import LAW_KEEPER, LEGAL
from app.services import migrations as service
from app.services import trials
from app.web.access import allow
from app.web.doors import as_id, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("migrations", __name__)

_RENAMED = "renamed."


@bp.get("/procedures/<uuid:version_id>/migration")
@allow(LAW_KEEPER)
def offer(version_id: UUID) -> str:
    """Show how many cases run on older versions, and what was tried with them so far."""
    return _offer(version_id)


@bp.post("/procedures/<uuid:version_id>/migration")
@allow(LEGAL)
def attempt(version_id: UUID) -> Response | tuple[str, int]:
    """Try every case of the older versions on a copy, and keep what was found."""
    decided = Decided(
        {
            name.removeprefix(_RENAMED): value
            for name, value in request.form.items()
            if name.startswith(_RENAMED) and value
        },
        tuple(request.form.getlist("begins")),
    )
    try:
        with reading() as session:
            trial = trials.attempt(session, version_id, decided, actor=actor())
        with transaction() as session:
            takeover_id = trials.keep(session, trial, actor=actor())
    except OfficeError as refusal:
        if isinstance(refusal, NotFound | NotAllowed):
            raise
        return _offer(version_id, sentence=refusal.sentence), status_of(refusal)
    flash(_("Every case was tried on a copy; nothing was changed."))
    return redirect(url_for(".show", takeover_id=takeover_id), code=303)


@bp.get("/migrations/<uuid:takeover_id>")
@allow(LAW_KEEPER)
def show(takeover_id: UUID) -> str:
    """Show a batch: each case with its verdict, and what became of it."""
    return _batch(takeover_id)


@bp.post("/migrations/<uuid:takeover_id>/approve")
@allow(LAW_KEEPER)
def approve(takeover_id: UUID) -> Response | tuple[str, int]:
    """Approve, as a second person, what was decided for the cases of a batch."""
    try:
        with transaction() as session:
            service.approve(session, takeover_id, actor=actor())
    except service.OwnTakeover as refusal:
        return _batch(takeover_id, sentence=refusal.sentence), status_of(refusal)
    flash(_("Approved. The cases can be taken over now."))
    return redirect(url_for(".show", takeover_id=takeover_id), code=303)


@bp.post("/migrations/<uuid:takeover_id>/take")
@allow(LEGAL)
def take(takeover_id: UUID) -> Response | tuple[str, int]:
    """Take the chosen cases over, each in a transaction of its own; what is left can be continued."""
    chosen = {as_id(each) for each in request.form.getlist("chosen")}
    without = {as_id(each) for each in request.form.getlist("shown")} - chosen
    try:
        with transaction() as session:
            service.choose(session, takeover_id, without=without, actor=actor())
    except service.NotApproved as refusal:
        return _batch(takeover_id, sentence=refusal.sentence), status_of(refusal)
    with reading() as session:
        left = service.left(session, takeover_id, actor=actor())
    for line_id in left:
        with transaction() as session:
            service.take(session, line_id, actor=actor())
    flash(_("The chosen cases were taken over; those that had moved since the trial were left alone."))
    return redirect(url_for(".show", takeover_id=takeover_id), code=303)


@bp.get("/migrations/<uuid:takeover_id>/<uuid:line_id>")
@allow(LAW_KEEPER)
def case(takeover_id: UUID, line_id: UUID) -> str:
    """Show one case before and after, side by side."""
    return _case(takeover_id, line_id)


@bp.post("/migrations/<uuid:takeover_id>/<uuid:line_id>/give-back")
@allow(LEGAL)
def give_back(takeover_id: UUID, line_id: UUID) -> Response | tuple[str, int]:
    """Put one case back exactly as it was."""
    with reading() as session:
        migration_case.show(session, takeover_id, line_id, actor=actor())
    try:
        with transaction() as session:
            service.give_back(session, line_id, actor=actor())
    except service.MovedSince as refusal:
        return _case(takeover_id, line_id, sentence=refusal.sentence), status_of(refusal)
    flash(_("The case stands exactly as it stood before."))
    return redirect(url_for(".case", takeover_id=takeover_id, line_id=line_id), code=303)


def _offer(version_id: UUID, *, sentence: str = "") -> str:
    with reading() as session:
        page = migration_page.offer(session, version_id, actor=actor())
        offered = trials.offered(session, version_id)
    prepares = LEGAL.admits(actor(), signed_in=True)
    return render_template(
        "migrations/offer.html", page=page, offered=offered, prepares=prepares, sentence=sentence
    )


def _batch(takeover_id: UUID, *, sentence: str = "") -> str:
    with reading() as session:
        page = migration_page.batch(session, takeover_id, actor=actor())
    return render_template(
        "migrations/batch.html",
        page=page,
        prepares=LEGAL.admits(actor(), signed_in=True),
        approves=service.may_approve(actor()) and not page.mine,
        sentence=sentence,
    )


def _case(takeover_id: UUID, line_id: UUID, *, sentence: str = "") -> str:
    with reading() as session:
        page = migration_case.show(session, takeover_id, line_id, actor=actor())
    return render_template(
        "migrations/case.html", page=page, prepares=LEGAL.admits(actor(), signed_in=True), sentence=sentence
    )
