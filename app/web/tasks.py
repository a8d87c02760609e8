"""A task's page: its form is shown, kept as a draft, sent; the task is taken on, given back, sent on."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import formdefs
from app.errors import AlreadyDone, MovedOn, NotAllowed, NotFound, OfficeError
from app.formdefs import Problem
from app.language import N_, _
from app.listings import earlier_answers, inbox, task_form, task_found
from app.listings import task as listing
from app.listings.task import TaskPage
from app.listings.task_form import Posted
from app.policy.routes import HANDLER, HEAD
from app.services import tasks
from app.services.tasks import Sending
from app.web import addresses, finishing, sending
from app.web.access import allow
from app.web.doors import as_id, reading, transaction
from app.web.login import actor

bp = Blueprint("tasks", __name__, url_prefix="/tasks")

PRIMARY = {
    "answer": (N_("Submit for signature"), "signature"),
    "letter_draft": (N_("Submit for signature"), "signature"),
    "intake": (N_("Confirm the classification"), "check"),
    "archive": (N_("Put into the archive"), "archive"),
    "sending": (N_("Record as sent"), "send"),
    "letter_issue": (N_("Number and send"), "send"),
}
USUAL = (N_("Finish this step"), "check")


@bp.get("/<uuid:task_id>")
@allow(HANDLER)
def show(task_id: UUID) -> str:
    """Show a task: its form, and all that one must know to fill it in."""
    return _page(task_id)


@bp.post("/<uuid:task_id>")
@allow(HANDLER)
def complete(task_id: UUID) -> Response | tuple[str, int]:
    """Send a task's form; whatever comes of it, what was typed is kept."""
    sent = sending.read()
    problems = sending.take_files(task_id)
    if sending.takes_file_back(task_id) or formdefs.changes_rows(sent.posted):
        return _page(task_id, typed=sent.posted), HTTPStatus.OK
    posted = _rewritten(task_id, sent.posted)
    if problems:
        return _page(task_id, typed=posted, problems=problems), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        done = finishing.finish(task_id, Sending(posted=posted, key=sent.key, revision=sent.revision))
    except (AlreadyDone, MovedOn) as refusal:
        return _page(task_id, typed=posted, stopped=refusal.sentence), HTTPStatus.CONFLICT
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _page(task_id, typed=posted, stopped=refusal.sentence), HTTPStatus.UNPROCESSABLE_ENTITY
    if done.problems:
        return _page(task_id, typed=posted, problems=done.problems), HTTPStatus.UNPROCESSABLE_ENTITY
    return _onward()


@bp.post("/<uuid:task_id>/fields")
@allow(HANDLER)
def fields(task_id: UUID) -> str:
    """Draw the fields again as the answers make them, and the letter beside them."""
    typed = _rewritten(task_id, sending.read().posted)
    with reading() as session:
        found = task_found.find(session, task_id, actor=actor())
        if not found.may_work(actor()):
            raise NotAllowed
        shown = task_form.draw(session, found, actor=actor(), typed=typed)
    return render_template("tasks/fields.html", form_shown=shown, task_id=task_id)


@bp.post("/<uuid:task_id>/preview")
@allow(HANDLER)
def preview(task_id: UUID) -> str:
    """Show the letter as it stands, with everything typed still in the form."""
    sending.take_files(task_id)
    return _page(task_id, typed=_rewritten(task_id, sending.read().posted))


@bp.post("/<uuid:task_id>/draft")
@allow(HANDLER)
def draft(task_id: UUID) -> Response:
    """Keep what was typed so far."""
    sent = sending.read()
    refused = sending.take_files(task_id)
    with reading() as session:
        may = task_found.find(session, task_id, actor=actor()).may_work(actor())
    if not may:
        raise NotAllowed
    with transaction() as session:
        tasks.save_draft(session, task_id, sent.posted, actor=actor())
    if "stay" not in request.form:
        return Response(status=HTTPStatus.NO_CONTENT)
    for problem in refused:
        flash(problem.message, "warning")
    flash(_("The draft is kept. Nobody but you sees it."))
    return redirect(url_for(".show", task_id=task_id), code=303)


@bp.post("/<uuid:task_id>/claim")
@allow(HANDLER)
def claim(task_id: UUID) -> Response | tuple[str, int]:
    """Take the task upon oneself."""
    try:
        with transaction() as session:
            tasks.claim(session, task_id, actor=actor())
    except AlreadyDone as refusal:
        return _page(task_id, stopped=refusal.sentence), HTTPStatus.CONFLICT
    flash(_("The task is yours now."))
    return redirect(url_for(".show", task_id=task_id), code=303)


@bp.post("/<uuid:task_id>/release")
@allow(HANDLER)
def release(task_id: UUID) -> Response | tuple[str, int]:
    """Give the task back to the unit."""
    try:
        with transaction() as session:
            tasks.release(session, task_id, actor=actor())
    except AlreadyDone as refusal:
        return _page(task_id, stopped=refusal.sentence), HTTPStatus.CONFLICT
    flash(_("The task waits for your unit again."))
    return redirect(url_for("inbox.index"), code=303)


@bp.post("/<uuid:task_id>/reassign")
@allow(HEAD)
def reassign(task_id: UUID) -> Response | tuple[str, int]:
    """Send the task to another unit, with the reason."""
    unit, reason = request.form.get("unit", ""), request.form.get("reason", "")
    try:
        with transaction() as session:
            tasks.reassign(session, task_id, unit_id=as_id(unit), reason=reason, actor=actor())
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        status = HTTPStatus.CONFLICT if isinstance(refusal, AlreadyDone) else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(task_id, stopped=refusal.sentence), status
    flash(_("The task went to the other unit."))
    return redirect(url_for("inbox.index"), code=303)


def _rewritten(task_id: UUID, posted: Posted) -> Posted:
    if not posted.get(task_form.UNTOUCHED):
        return posted
    with reading() as session:
        return task_form.rewritten(session, task_found.find(session, task_id, actor=actor()), posted)


def _onward() -> Response:
    """Go on with what is due next, so that a full inbox needs no way back to the list."""
    with reading() as session:
        following = inbox.next_of(session, actor=actor())
    if following is None:
        flash(_("Done. Nothing else waits for you in person."))
        return redirect(url_for("inbox.index"), code=303)
    flash(_("Done. This is the next of your tasks."))
    return redirect(url_for(".show", task_id=following), code=303)


def _page(
    task_id: UUID, *, typed: Posted | None = None, problems: Sequence[Problem] = (), stopped: str = ""
) -> str:
    with reading() as session:
        page = listing.open_page(
            session, task_id, actor=actor(), href=_task_href, typed=typed, problems=problems
        )
        found = task_found.find(session, task_id, actor=actor())
        kept = earlier_answers.typed(session, found, typed) if typed and page.form is None else ()
    word, mark = PRIMARY.get(page.form_key, USUAL)
    return render_template(
        "tasks/show.html",
        page=page,
        stopped=stopped,
        kept=kept,
        primary=_(word),
        primary_icon=mark,
        key=sending.new_key(),
        elsewhere=_elsewhere(page),
        case_href=addresses.case(page.case.id),
        why_open="why" in request.args,
    )


def _task_href(task_id: UUID) -> str:
    return url_for(".show", task_id=task_id)


def _elsewhere(page: TaskPage) -> tuple[str, str] | None:
    """Name the page that is made for this very step, where there is one."""
    if page.form_key in {"letter_sign", "ruling_sign"}:
        return addresses.known(_("Open it in the signing queue"), "signing.show", task_id=page.id)
    if page.form_key == "redaction":
        return addresses.known(_("Black out the papers"), "redactions.index", case_id=page.case.id)
    if page.form_key == "direction":
        return addresses.known(_("Open it on the desk"), "desk.show", task_id=page.id)
    if page.letter_id is not None:
        return addresses.known(_("Open the letter"), "letter.show", letter_id=page.letter_id)
    return None
