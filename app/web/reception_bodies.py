"""Councils for receiving citizens: who is in them, since when, and every change."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import reception_bodies as listing
from app.listings import reception_calendar
from app.policy.routes import HEAD, READER
from app.services import reception_bodies
from app.services.reception_bodies import NewMember
from app.web.access import allow
from app.web.dates import require_day
from app.web.doors import as_id, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("reception_bodies", __name__, url_prefix="/receptions/bodies")


@bp.get("")
@allow(READER)
def index() -> str:
    """Show the bodies with their members and history."""
    return _page()


@bp.post("")
@allow(HEAD)
def establish() -> Response | tuple[str, int]:
    """Set up a body."""
    typed = request.form
    try:
        since = require_day(typed.get("since"))
        with transaction() as session:
            reception_bodies.establish(
                session,
                name=typed.get("name", ""),
                name_en=typed.get("name_en", ""),
                decision=typed.get("decision", ""),
                since=since,
                actor=actor(),
            )
    except OfficeError as refusal:
        return _refused(refusal)
    return _done()


@bp.post("/<uuid:body_id>/join")
@allow(HEAD)
def join(body_id: UUID) -> Response | tuple[str, int]:
    """Let somebody join a body."""
    typed = request.form
    person = typed.get("person", "")
    try:
        new = NewMember(
            part=typed.get("part", ""),
            since=require_day(typed.get("since")),
            decision=typed.get("decision", ""),
            person_id=as_id(person) if person else None,
            name=typed.get("name", ""),
            title=typed.get("title", ""),
        )
        with transaction() as session:
            reception_bodies.join(session, body_id, new, actor=actor())
    except OfficeError as refusal:
        return _refused(refusal)
    return _done()


@bp.post("/members/<uuid:member_id>/leave")
@allow(HEAD)
def leave(member_id: UUID) -> Response | tuple[str, int]:
    """Let a membership end."""
    try:
        until = require_day(request.form.get("until"))
        with transaction() as session:
            reception_bodies.leave(session, member_id, until=until, actor=actor())
    except OfficeError as refusal:
        return _refused(refusal)
    return _done()


@bp.post("/<uuid:body_id>/end")
@allow(HEAD)
def end(body_id: UUID) -> Response | tuple[str, int]:
    """Let a body end."""
    try:
        until = require_day(request.form.get("until"))
        decision = request.form.get("decision", "")
        with transaction() as session:
            reception_bodies.end(session, body_id, until=until, decision=decision, actor=actor())
    except OfficeError as refusal:
        return _refused(refusal)
    return _done()


def _done() -> Response:
    flash(_("The change is recorded, with its day and its decision."))
    return redirect(url_for(".index"), code=303)


def _refused(refusal: OfficeError) -> tuple[str, int]:
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    return _page(refusal.sentence), status_of(refusal)


def _page(sentence: str = "") -> str:
    with reading() as session:
        bodies = listing.every(session, actor=actor())
        people = reception_calendar.receivers(session, actor=actor())
    return render_template(
        "receptions/bodies.html",
        bodies=bodies,
        people=[(each.value, each.label) for each in people],
        places=[(key, _(word)) for key, word in reception_bodies.PARTS.items()],
        part_words=reception_bodies.PARTS,
        changes=HEAD.admits(actor(), signed_in=True),
        sentence=sentence,
        since=clock.today(),
    )
