"""The watchlist of prolonged cases and the Steering Committee that directs them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.errors import NotAllowed, NotFound, OfficeError
from app.formdefs import Problem, changes_rows
from app.language import N_, _
from app.listings import committee as body
from app.listings import watchlist as listing
from app.policy.routes import LEADER, READER
from app.services import committees, hearings
from app.services.committees import MEETING, MEMBER
from app.web import sending
from app.web.access import allow
from app.web.case_events import Posted, view_of
from app.web.dates import require_day
from app.web.doors import as_id, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("watchlist", __name__, url_prefix="/watchlist")

FORMS = {"member": MEMBER, "meeting": MEETING}
TITLES = {"member": N_("Add somebody to the committee"), "meeting": N_("Record a meeting")}
SAVE = {"member": committees.add_member, "meeting": committees.hold_meeting}


@bp.get("")
@allow(READER)
def index() -> str:
    """Show the watchlist with its published criteria."""
    return _page()


@bp.post("/baseline")
@allow(LEADER)
def baseline() -> Response | tuple[str, int]:
    """Follow the cases of a day as one cohort."""
    try:
        with transaction() as session:
            committees.set_baseline(session, on=require_day(request.form.get("on")), actor=actor())
    except OfficeError as refusal:
        return _page(refusal.sentence), status_of(refusal)
    flash(_("The baseline is set."))
    return redirect(url_for(".index"), code=303)


@bp.post("/rule")
@allow(LEADER)
def rule() -> Response | tuple[str, int]:
    """Set from which day on people are heard before grave cases are ruled on."""
    try:
        since = require_day(request.form.get("since"))
        required = request.form.get("required") == "yes"
        with transaction() as session:
            hearings.set_rule(session, required=required, since=since, today=clock.today(), actor=actor())
    except OfficeError as refusal:
        return _page(refusal.sentence), status_of(refusal)
    flash(_("The rule is set."))
    return redirect(url_for(".index"), code=303)


@bp.get("/committee")
@allow(READER)
def committee() -> str:
    """Show the Steering Committee, its meetings and its directives."""
    return _committee()


@bp.post("/committee")
@allow(LEADER)
def set_up() -> Response | tuple[str, int]:
    """Set the committee up."""
    try:
        with transaction() as session:
            committees.set_up(
                session,
                decision=request.form.get("decision", ""),
                since=require_day(request.form.get("since")),
                actor=actor(),
            )
    except OfficeError as refusal:
        return _committee(refusal.sentence), status_of(refusal)
    flash(_("The committee is set up."))
    return redirect(url_for(".committee"), code=303)


@bp.post("/committee/end")
@allow(LEADER)
def end_seat() -> Response | tuple[str, int]:
    """End somebody's seat in the committee."""
    try:
        with transaction() as session:
            committees.end_member(
                session,
                as_id(request.form.get("member")),
                until=require_day(request.form.get("until")),
                actor=actor(),
            )
    except OfficeError as refusal:
        return _committee(refusal.sentence), status_of(refusal)
    flash(_("The seat is ended."))
    return redirect(url_for(".committee"), code=303)


@bp.get("/committee/<what>")
@allow(LEADER)
def ask(what: str) -> str:
    """Show the form by which somebody is added, or a meeting is recorded."""
    return _form(what)


@bp.post("/committee/<what>")
@allow(LEADER)
def send(what: str) -> Response | str | tuple[str, int]:
    """Carry the form out; whatever comes of it, what was typed is kept."""
    if what not in FORMS:
        raise NotFound
    sent = sending.read()
    if changes_rows(sent.posted):
        return _form(what, typed=sent.posted)
    try:
        with transaction() as session:
            problems = SAVE[what](session, sent.posted, actor=actor())
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _form(what, typed=sent.posted, stopped=refusal.sentence), status_of(refusal)
    if problems:
        return _form(what, typed=sent.posted, problems=problems), 422
    flash(_("Done; what was directed lies in the inboxes.") if what == "meeting" else _("Done."))
    return redirect(url_for(".committee"), code=303)


def _page(stopped: str = "") -> str:
    with reading() as session:
        found = listing.show(session, actor=actor())
    return render_template(
        "watchlist/index.html", found=found, leads=actor().leads, stopped=stopped, today=clock.today()
    )


def _committee(stopped: str = "") -> str:
    with reading() as session:
        found = body.show(session, actor=actor())
    return render_template(
        "watchlist/committee.html", found=found, leads=actor().leads, stopped=stopped, today=clock.today()
    )


def _form(
    what: str, *, typed: Posted | None = None, problems: tuple[Problem, ...] = (), stopped: str = ""
) -> str:
    if what not in FORMS:
        raise NotFound
    with reading() as session:
        asked = committees.asking(session, FORMS[what], actor=actor())
    return render_template(
        "watchlist/form.html",
        title=_(TITLES[what]),
        here_url=url_for(".send", what=what),
        view=view_of(asked, typed, problems),
        stopped=stopped,
        key=sending.new_key(),
    )
