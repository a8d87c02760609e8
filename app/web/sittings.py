"""One sitting: who receives, who came, and the one screen on which a visit is taken down."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock, formdefs
from app.errors import NotAllowed, NotFound, OfficeError
from app.formdefs import Problem
from app.formdefs.view import FormView
from app.language import _
from app.listings import earlier, reception_calendar
from app.listings import receptions as listing
from app.policy.routes import OFFICER_ONLY, READER, RECEIVER
from app.services import receptions, visits
from app.services.tasks import Posted, Sending
from app.web import counter_screen
from app.web.access import allow
from app.web.counter_words import matches
from app.web.dates import require_day
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("sittings", __name__, url_prefix="/receptions/sittings")

Page = str | Response | tuple[str, int]
ATTACH = "attach"  # the button beside an earlier case


@bp.get("/<uuid:sitting_id>")
@allow(READER)
def show(sitting_id: UUID) -> str:
    """Show a sitting with its visits, and a fresh screen for the next one."""
    return _page(sitting_id)


@bp.post("/<uuid:sitting_id>")
@allow(OFFICER_ONLY)
def take(sitting_id: UUID) -> Page:
    """Keep one visit, then go where it leads; whatever is wrong, what was typed is kept."""
    posted, key = _posted(), request.form.get("key", "")
    if formdefs.changes_rows(posted) or ATTACH in request.form:
        return _page(sitting_id, posted=posted, key=key)
    try:
        with transaction() as session:
            done = visits.take(session, sitting_id, Sending(posted=posted, key=key), actor=actor())
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _page(sitting_id, posted=posted, key=key, stopped=refusal.sentence), status_of(refusal)
    if done.visit_id is None:
        shown = _page(sitting_id, posted=posted, key=key, problems=done.problems)
        return shown, HTTPStatus.UNPROCESSABLE_ENTITY
    if done.draft_id is not None:
        flash(_("The visit is recorded. Register its petition: what was said stands in the form already."))
        return redirect(url_for("counter.show", draft_id=done.draft_id), code=303)
    flash(_("The visit is recorded."))
    return redirect(url_for("visits.show", visit_id=done.visit_id), code=303)


@bp.post("/<uuid:sitting_id>/fields")
@allow(OFFICER_ONLY)
def fields(sitting_id: UUID) -> str:
    """Draw the fields again as the answers make them."""
    with reading() as session:
        view = _view(visits.screen(session, _posted(), actor=actor()), _posted(), ())
    return render_template("receptions/fields.html", view=view, sitting_id=sitting_id)


@bp.post("/<uuid:sitting_id>/earlier")
@allow(OFFICER_ONLY)
def match(sitting_id: UUID) -> str:
    """List what the same citizen brought before; by POST, so that no name enters an address or a log."""
    with reading() as session:
        found = earlier.find(session, counter_screen.clues(_posted()), actor=actor())
    return render_template("receptions/earlier.html", found=matches(found), sitting_id=sitting_id)


@bp.post("/<uuid:sitting_id>/hold")
@allow(RECEIVER)
def hold(sitting_id: UUID) -> Page:
    """Record that the sitting was held, also when nobody came."""
    return _change(sitting_id, "hold")


@bp.post("/<uuid:sitting_id>/skip")
@allow(RECEIVER)
def skip(sitting_id: UUID) -> Page:
    """Record that the sitting was not held, and why."""
    return _change(sitting_id, "skip")


@bp.post("/<uuid:sitting_id>/move")
@allow(RECEIVER)
def move(sitting_id: UUID) -> Page:
    """Move the sitting to another day."""
    return _change(sitting_id, "move")


def _change(sitting_id: UUID, what: str) -> Page:
    reason = request.form.get("reason", "")
    try:
        with transaction() as session:
            if what == "hold":
                receptions.hold(session, sitting_id, actor=actor())
            elif what == "skip":
                receptions.skip(session, sitting_id, reason=reason, actor=actor())
            else:
                to = require_day(request.form.get("to"))
                receptions.move(session, sitting_id, to=to, reason=reason, actor=actor())
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _page(sitting_id, stopped=refusal.sentence), status_of(refusal)
    flash(_("The sitting is recorded so; the published schedule says it too."))
    return redirect(url_for(".show", sitting_id=sitting_id), code=303)


def _posted() -> Posted:
    posted = {
        name: texts for name, texts in request.form.lists() if name not in {"csrf_token", "key", ATTACH}
    }
    number = request.form.get(ATTACH)
    return {**posted, "outcome": ["attached"], "case_number": [number]} if number else posted


def _page(
    sitting_id: UUID,
    *,
    posted: Posted | None = None,
    key: str = "",
    problems: tuple[Problem, ...] = (),
    stopped: str = "",
) -> str:
    takes = OFFICER_ONLY.admits(actor(), signed_in=True)
    with reading() as session:
        row = receptions.find(session, sitting_id, actor=actor())
        lines = listing.of_sitting(session, sitting_id, actor=actor())
        sitting = reception_calendar.sitting(row, len(lines))
        ready = takes and sitting.state != receptions.NOT_HELD and sitting.on <= clock.today()
        view = _view(visits.screen(session, posted or {}, actor=actor()), posted, problems) if ready else None
        found = earlier.find(session, counter_screen.clues(posted or {}), actor=actor()) if ready else ()
    return render_template(
        "receptions/sitting.html",
        sitting=sitting,
        lines=lines,
        view=view,
        found=matches(found),
        key=key or str(uuid4()),
        stopped=stopped,
        plans=RECEIVER.admits(actor(), signed_in=True),
        words=receptions,
    )


def _view(screen: visits.Screen, posted: Posted | None, problems: tuple[Problem, ...]) -> FormView:
    said = formdefs.typed(screen.form, posted) if posted else {}
    return formdefs.view(screen.form, said, choices=screen.choices, problems=problems)
