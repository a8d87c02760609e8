"""The page about hearings: who was heard, who was asked, what may be done about it."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.formdefs import Problem, changes_rows
from app.language import N_, _
from app.listings import case_file
from app.listings import hearings as listing
from app.policy.actor import CHAIRMAN, OFFICER, UNIT_HEAD
from app.policy.routes import HANDLER, READER
from app.services import hearings
from app.services.hearings import CONSULT, OUTREACH, OVERRIDE, SURVEY
from app.services.tasks import Sending
from app.web import sending
from app.web.access import allow
from app.web.case_events import Posted, take_files, takes_file_back, view_of
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("hearings", __name__, url_prefix="/cases")

TITLES = {
    OUTREACH: N_("Log an activity of outreach"),
    CONSULT: N_("Ask units and bodies"),
    OVERRIDE: N_("Let the case pass without having heard"),
    SURVEY: N_("Record a survey on the spot"),
}
BUTTONS = {OUTREACH: N_("Log it"), CONSULT: N_("Ask"), OVERRIDE: N_("Let it pass"), SURVEY: N_("Record it")}
EFFECTS = {
    OUTREACH: N_("It stays in the file, and is shown to whoever may see the case."),
    CONSULT: N_(
        "A task goes to each unit at once; what an outside body answers is recorded by the lead unit."
    ),
    OVERRIDE: N_("The ruling can be signed without survey or dialogue. Your reason stays in the file."),
    SURVEY: N_("It stands in the file with its photos, and counts as having seen the place."),
}
DONE = {
    OUTREACH: N_("The activity is logged."),
    CONSULT: N_("The questions are on their way."),
    OVERRIDE: N_("The case may be ruled on. Your reason is on record."),
    SURVEY: N_("The survey is recorded."),
}


@bp.get("/<uuid:case_id>/hearings")
@allow(READER)
def show(case_id: UUID) -> str:
    """Show how the people of a case were heard."""
    return _page(case_id)


@bp.get("/<uuid:case_id>/hearings/<what>")
@allow(HANDLER)
def ask(case_id: UUID, what: str) -> str:
    """Show the form by which something is logged, asked or let pass."""
    return _form(case_id, _known(what))


@bp.post("/<uuid:case_id>/hearings/<what>")
@allow(HANDLER)
def send(case_id: UUID, what: str) -> Response | tuple[str, int]:
    """Carry the form out; whatever comes of it, what was typed is kept."""
    sent = sending.read()
    unfit = take_files(case_id)
    if unfit or changes_rows(sent.posted) or takes_file_back(case_id):
        status = HTTPStatus.UNPROCESSABLE_ENTITY if unfit else HTTPStatus.OK
        return _form(case_id, _known(what), typed=sent.posted, problems=unfit), status
    try:
        with transaction() as session:
            order = Sending(posted=sent.posted, key=sent.key)
            done = hearings.send(session, case_id, _known(what), order, actor=actor())
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _form(case_id, what, typed=sent.posted, stopped=refusal.sentence), status_of(refusal)
    if done.problems:
        shown = _form(case_id, what, typed=sent.posted, problems=done.problems)
        return shown, HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_(DONE[what]))
    return redirect(url_for(".show", case_id=case_id), code=303)


@bp.post("/<uuid:case_id>/round/close")
@allow(HANDLER)
def close_round(case_id: UUID) -> Response | tuple[str, int]:
    """Close the round of questions."""
    try:
        with transaction() as session:
            hearings.close_round(session, case_id, actor=actor())
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _page(case_id, stopped=refusal.sentence), status_of(refusal)
    flash(_("The round is closed; who did not answer is recorded."))
    return redirect(url_for(".show", case_id=case_id), code=303)


def _known(what: str) -> str:
    if what not in TITLES:
        raise NotFound
    return what


def _page(case_id: UUID, *, stopped: str = "") -> str:
    with reading() as session:
        head = case_file.brief(session, case_id, actor=actor())
        found = listing.show(session, case_id, actor=actor())
    acts = actor().has(OFFICER, UNIT_HEAD, CHAIRMAN) and head.state != "closed"
    return render_template(
        "hearings/show.html",
        head=head,
        found=found,
        acts=acts,
        leads=acts and actor().leads,
        awaited=any(each.awaited for each in found.consultations),
        stopped=stopped,
    )


def _form(
    case_id: UUID,
    what: str,
    *,
    typed: Posted | None = None,
    problems: tuple[Problem, ...] = (),
    stopped: str = "",
) -> str:
    with reading() as session:
        head = case_file.brief(session, case_id, actor=actor())
        asked = hearings.asking(session, case_id, what, actor=actor())
    return render_template(
        "cases/event.html",
        head=head,
        title=_(TITLES[what]),
        here_url=url_for(".send", case_id=case_id, what=what),
        what=what,
        effect=_(EFFECTS[what]),
        button=_(BUTTONS[what]),
        view=view_of(asked, typed, problems),
        files=[(field, each) for field in asked.files for each in asked.choices[field]],
        effects=(),
        stopped=stopped,
        key=sending.new_key(),
    )
