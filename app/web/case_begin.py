"""Beginning something on a case: a second round, a protection – in a case of its own, or beside."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app import formdefs
from app.errors import NotAllowed, NotFound, OfficeError
from app.formdefs import Problem
from app.language import _
from app.listings import case_file
from app.policy.routes import HANDLER
from app.services import openings
from app.services.tasks import Sending
from app.web import sending
from app.web.access import allow
from app.web.case_events import Posted, take_files, takes_file_back, view_of
from app.web.doors import reading, transaction
from app.web.login import actor

bp = Blueprint("case_begin", __name__, url_prefix="/cases")


@bp.get("/<uuid:case_id>/begin")
@allow(HANDLER)
def index(case_id: UUID) -> str:
    """List what can be begun on a case now, and what stands in the way of the rest."""
    with reading() as session:
        head = case_file.brief(session, case_id, actor=actor())
        found = openings.possible(session, case_id, actor=actor())
    return render_template("cases/begin.html", head=head, openings=found)


@bp.get("/<uuid:case_id>/begin/<procedure>")
@allow(HANDLER)
def ask(case_id: UUID, procedure: str) -> str:
    """Show the form with which it is begun."""
    return _page(case_id, procedure)


@bp.post("/<uuid:case_id>/begin/<procedure>")
@allow(HANDLER)
def send(case_id: UUID, procedure: str) -> Response | tuple[str, int]:
    """Begin it; whatever comes of it, what was typed is kept."""
    sent = sending.read()
    problems = take_files(case_id)
    if problems or formdefs.changes_rows(sent.posted) or takes_file_back(case_id):
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        return _page(case_id, procedure, typed=sent.posted, problems=problems), status
    try:
        with transaction() as session:
            form = Sending(posted=sent.posted, key=sent.key)
            done = openings.begin(session, case_id, procedure, form, actor=actor())
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        flash(refusal.sentence)
        return redirect(url_for(".index", case_id=case_id), code=303)
    if done.problems:
        shown = _page(case_id, procedure, typed=sent.posted, problems=done.problems)
        return shown, HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("It has begun."))
    return redirect(url_for("cases.show", case_id=done.case_id), code=303)


def _page(
    case_id: UUID, procedure: str, *, typed: Posted | None = None, problems: tuple[Problem, ...] = ()
) -> str:
    with reading() as session:
        head = case_file.brief(session, case_id, actor=actor())
        opening, asked = openings.asking(session, case_id, procedure, actor=actor())
    effect = (
        _("A case of its own opens, tied to this one; the first step goes into its inbox.")
        if opening.own_case
        else _("The first step goes into its inbox, beside what is going on in this case.")
    )
    return render_template(
        "cases/event.html",
        head=head,
        title=opening.title,
        here_url=url_for(".send", case_id=case_id, procedure=procedure),
        what="begin",
        effect=effect,
        button=_("Begin"),
        view=view_of(asked, typed, problems),
        files=[(field, each) for field in asked.files for each in asked.choices[field]],
        effects=(),
        stopped="",
        key=sending.new_key(),
    )
