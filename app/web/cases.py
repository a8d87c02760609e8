"""The case file: everything about one case on one page, and what may be done to it beside its steps."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import case_file
from app.policy.routes import HANDLER, LEADER, READER, TIMER_READER
from app.services import events, openings, petition_links, rights
from app.web.access import allow
from app.web.doors import as_id, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("cases", __name__, url_prefix="/cases")


@bp.get("/<uuid:case_id>")
@allow(READER)
def show(case_id: UUID) -> str:
    """Show a case whole."""
    return _page(case_id)


@bp.get("/<uuid:case_id>/drawing/<int:number>")
@allow(READER)
def drawing(case_id: UUID, number: int) -> str:
    """Show the drawing of one procedure of a case in full size."""
    with reading() as session:
        head, runs = case_file.drawings(session, case_id, actor=actor(), href=_task)
    if not 1 <= number <= len(runs):
        raise NotFound
    return render_template("cases/drawing.html", head=head, run=runs[number - 1])


@bp.post("/<uuid:case_id>/rights")
@allow(LEADER)
def change_rights(case_id: UUID) -> Response | tuple[str, int]:
    """Give somebody a right to a sealed case, or take it back."""
    person, role = as_id(request.form.get("person")), request.form.get("role", "")
    try:
        with transaction() as session:
            if role:
                rights.give(session, case_id, person_id=person, role=role, actor=actor())
            else:
                rights.revoke(session, case_id, person_id=person, actor=actor())
    except OfficeError as refusal:
        return _refused(case_id, refusal)
    flash(_("The rights to this matter were changed."))
    return redirect(f"{url_for('.show', case_id=case_id)}#rights", code=303)


@bp.post("/<uuid:case_id>/unlink")
@allow(HANDLER)
def unlink(case_id: UUID) -> Response | tuple[str, int]:
    """Take a petition out of the case that it was joined to by mistake."""
    link, reason = as_id(request.form.get("link")), request.form.get("reason", "")
    try:
        with transaction() as session:
            petition_links.unlink(session, link, reason=reason, actor=actor())
    except OfficeError as refusal:
        return _refused(case_id, refusal)
    flash(_("The petition is taken out; it waits for its own classification again."))
    return redirect(url_for(".show", case_id=case_id), code=303)


@bp.post("/<uuid:case_id>/desk")
@allow(LEADER)
def take_on_desk(case_id: UUID) -> Response | tuple[str, int]:
    """Let the leader take a matter onto the desk before its limit runs out."""
    try:
        with transaction() as session:
            events.open_desk(session, case_id, as_id(request.form.get("deadline")), actor=actor())
    except OfficeError as refusal:
        return _refused(case_id, refusal)
    flash(_("The matter lies on your desk now."))
    built = "desk.index" in current_app.view_functions
    return redirect(url_for("desk.index") if built else url_for(".show", case_id=case_id), code=303)


def _page(case_id: UUID, *, sentence: str = "") -> str:
    with reading() as session:
        file = case_file.read(session, case_id, actor=actor(), href=_task)
        possible, begun = openings.with_acts(session, case_id, actor=actor())
    return render_template(
        "cases/show.html",
        file=file,
        head=file.head,
        possible=possible,
        openings=begun,
        sentence=sentence,
        open_task=_task,
        timers=TIMER_READER.admits(actor(), signed_in=True),
        letters_open="letter.show" in current_app.view_functions,
    )


def _refused(case_id: UUID, refusal: OfficeError) -> tuple[str, int]:
    """Show the case with what was refused; what may not be seen stays unseen."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    return _page(case_id, sentence=refusal.sentence), status_of(refusal)


def _task(task_id: UUID) -> str:
    return url_for("tasks.show", task_id=task_id) if "tasks.show" in current_app.view_functions else ""
