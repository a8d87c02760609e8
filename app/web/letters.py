"""A letter's page for whoever may see its case, and what the clerk does with it there."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock, formdefs
from app.errors import AlreadyDone, MovedOn, NotAllowed, NotFound, OfficeError
from app.formdefs import Problem
from app.language import _
from app.listings import dispatch, letter_words
from app.listings import letter_page as listing
from app.listings.task_form import Posted
from app.policy.routes import CLERK_ONLY, READER
from app.services import letters
from app.services.letters import Attached, Dispatch, Receipt, Return
from app.services.tasks import Sending
from app.web import addresses, finishing, sending
from app.web.access import allow
from app.web.dates import require_day
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("letter", __name__, url_prefix="/letters/<uuid:letter_id>")


@bp.get("")
@allow(READER)
def show(letter_id: UUID) -> str:
    """Show a letter: as printed, how far it has come, to whom it went."""
    return _page(letter_id)


@bp.get("/print")
@allow(READER)
def print_view(letter_id: UUID) -> str:
    """Show the sheet alone, as it goes to the printer."""
    with reading() as session:
        name, sheet = listing.printed(session, letter_id, actor=actor())
    return render_template("letters/print.html", name=name, sheet=sheet)


@bp.post("/enter/<uuid:task_id>")
@allow(CLERK_ONLY)
def enter(letter_id: UUID, task_id: UUID) -> Response | tuple[str, int]:
    """Finish the step in which a letter is numbered and sent."""
    sent = sending.read()
    problems = sending.take_files(task_id)
    if sending.takes_file_back(task_id) or formdefs.changes_rows(sent.posted):
        return _page(letter_id, typed=sent.posted), HTTPStatus.OK
    if problems:
        return _page(letter_id, typed=sent.posted, problems=problems), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        done = finishing.finish(task_id, Sending(posted=sent.posted, key=sent.key, revision=sent.revision))
    except (AlreadyDone, NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        status = HTTPStatus.CONFLICT if isinstance(refusal, MovedOn) else status_of(refusal)
        return _page(letter_id, typed=sent.posted, stopped=refusal.sentence), status
    if done.problems:
        typed, status = sent.posted, HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(letter_id, typed=typed, problems=done.problems), status
    return _onward(letter_id)


@bp.post("/send")
@allow(CLERK_ONLY)
def send(letter_id: UUID) -> Response | tuple[str, int]:
    """Record that a letter that no step waits for was sent."""
    try:
        with transaction() as session:
            letters.send(session, letter_id, _dispatch(), _key(), actor=actor())
    except OfficeError as refusal:
        return _refused(letter_id, refusal)
    flash(_("Recorded as sent. The proof of delivery is awaited."))
    return redirect(url_for(".show", letter_id=letter_id), code=303)


@bp.post("/addressees/<uuid:addressee_id>/prove")
@allow(CLERK_ONLY)
def prove(letter_id: UUID, addressee_id: UUID) -> Response | tuple[str, int]:
    """File the proof that the letter reached somebody."""
    try:
        on, receiver = require_day(request.form.get("on")), request.form.get("receiver", "")
        receipt = Receipt(on=on, receiver=receiver, proof=_attached())
        with transaction() as session:
            letters.prove(session, addressee_id, receipt, _key(), actor=actor())
    except OfficeError as refusal:
        return _refused(letter_id, refusal)
    flash(_("The proof of delivery is in the file."))
    return redirect(url_for(".show", letter_id=letter_id, _anchor="addressees"), code=303)


@bp.post("/addressees/<uuid:addressee_id>/return")
@allow(CLERK_ONLY)
def come_back(letter_id: UUID, addressee_id: UUID) -> Response | tuple[str, int]:
    """Record that the post brought the letter back."""
    try:
        on, reason = require_day(request.form.get("on")), request.form.get("reason", "")
        back = Return(on=on, reason=reason, proof=_attached())
        with transaction() as session:
            letters.record_return(session, addressee_id, back, _key(), actor=actor())
    except OfficeError as refusal:
        return _refused(letter_id, refusal)
    flash(_("Recorded as come back. Send it again, or file how it reached the addressee."))
    return redirect(url_for(".show", letter_id=letter_id, _anchor="addressees"), code=303)


@bp.post("/addressees/<uuid:addressee_id>/send-again")
@allow(CLERK_ONLY)
def send_again(letter_id: UUID, addressee_id: UUID) -> Response | tuple[str, int]:
    """Record that a letter that came back was sent once more."""
    try:
        with transaction() as session:
            letters.send_again(session, addressee_id, _dispatch(), _key(), actor=actor())
    except OfficeError as refusal:
        return _refused(letter_id, refusal)
    flash(_("Recorded as sent once more."))
    return redirect(url_for(".show", letter_id=letter_id, _anchor="addressees"), code=303)


def _onward(letter_id: UUID) -> Response:
    """Go on with the next letter of the tray, so that a pile needs no way back to the list."""
    with reading() as session:
        name, _sheet = listing.printed(session, letter_id, actor=actor())
        following = dispatch.next_to_enter(session, actor=actor())
    flash(_("Done: {letter}.", letter=name))
    if following is None:
        return redirect(url_for("letters.index"), code=303)
    return redirect(url_for(".show", letter_id=following), code=303)


def _dispatch() -> Dispatch:
    return Dispatch(
        on=require_day(request.form.get("on")),
        via=request.form.get("via", ""),
        tracking=request.form.get("tracking", "").strip(),
    )


def _attached() -> Attached | None:
    sent = request.files.get("proof")
    return Attached(filename=sent.filename, content=sent.read()) if sent and sent.filename else None


def _key() -> str:
    return request.form.get(sending.KEY, "")


def _refused(letter_id: UUID, refusal: OfficeError) -> tuple[str, int]:
    """Show the letter's page with what was typed; what may not be seen stays unseen."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    return _page(letter_id, stopped=refusal.sentence), status_of(refusal)


def _page(
    letter_id: UUID,
    *,
    typed: Posted | None = None,
    problems: Sequence[Problem] = (),
    stopped: str = "",
) -> str:
    with reading() as session:
        page = listing.open_page(session, letter_id, actor=actor(), typed=typed, problems=problems)
    return render_template(
        "letters/show.html",
        page=page,
        stopped=stopped,
        typed=request.form,
        day=clock.today(),
        key=sending.new_key(),
        ways=letter_words.ways(),
        reasons=letter_words.reasons(),
        case_href=addresses.case(page.file.case.id),
    )
