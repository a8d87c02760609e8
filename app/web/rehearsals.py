"""A rehearsal's page: steps are done, messages arrive, the clock is turned; no case is read or touched."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import formdefs
from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _, content
from app.listings import rehearsal_page as listing
from app.listings.rehearsal_page import WEEK, Typed
from app.policy.routes import LEGAL
from app.rehearsal import Scene, SceneUnreadable, next_timer
from app.services import rehearsals
from app.services.rehearsals import Posted, Standing
from app.web import sending
from app.web.access import allow
from app.web.dates import require_day
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("rehearsals", __name__, url_prefix="/rehearsals")

_OWN = ("task", "revision")


@bp.post("/of/<uuid:version_id>")
@allow(LEGAL)
def begin(version_id: UUID) -> Response:
    """Begin to rehearse a version, as from now."""
    with reading() as session:
        known = rehearsals.untouched(session, version_id, actor=actor())
        play = rehearsals.play_of(session, version_id)
    if known:
        return _back(known, "")
    try:
        scene = rehearsals.opened(play)
    except OfficeError as refusal:
        flash(refusal.sentence, "warning")
        return redirect(url_for("procedures.show", version_id=version_id), code=303)
    with transaction() as session:
        kept = rehearsals.begin(session, play, scene, actor=actor())
    return redirect(url_for(".show", rehearsal_id=kept), code=303)


@bp.get("/<uuid:rehearsal_id>")
@allow(LEGAL)
def show(rehearsal_id: UUID) -> str | Response:
    """Show a rehearsal as it stands."""
    try:
        return _page(_standing(rehearsal_id), opened=request.args.get("task", ""))
    except SceneUnreadable as refusal:
        flash(refusal.sentence, "warning")
        return redirect(url_for("procedures.index"), code=303)


@bp.post("/<uuid:rehearsal_id>/form")
@allow(LEGAL)
def fill_in(rehearsal_id: UUID) -> Response | tuple[str, int] | str:
    """Send the form of a step; what was typed stays when something is wrong with it."""
    standing, task, posted = _standing(rehearsal_id), request.form.get("task", ""), _posted()
    typed = Typed(task=task, posted=posted)
    if formdefs.changes_rows(posted):
        return _page(standing, typed=typed)
    try:
        _require_same(standing)
        done = rehearsals.fill_in(standing, task, posted)
        if done.problems:
            told = Typed(task=task, posted=posted, problems=done.problems)
            return _page(standing, typed=told), HTTPStatus.UNPROCESSABLE_ENTITY
        with transaction() as session:
            rehearsals.keep(session, standing, done.scene)
    except OfficeError as refusal:
        return _refused(rehearsal_id, refusal, typed)
    return _back(rehearsal_id, "steps")


@bp.post("/<uuid:rehearsal_id>/choose")
@allow(LEGAL)
def choose(rehearsal_id: UUID) -> Response | tuple[str, int]:
    """Do a step by what decides alone."""
    task, posted = request.form.get("task", ""), _posted()
    return _move(rehearsal_id, lambda standing: rehearsals.choose(standing, task, posted), seen_at="steps")


@bp.post("/<uuid:rehearsal_id>/message")
@allow(LEGAL)
def deliver(rehearsal_id: UUID) -> Response | tuple[str, int]:
    """Let a message arrive that is waited for."""
    message = request.form.get("message", "")
    return _move(rehearsal_id, lambda standing: rehearsals.deliver(standing, message), seen_at="steps")


@bp.post("/<uuid:rehearsal_id>/turn")
@allow(LEGAL)
def turn(rehearsal_id: UUID) -> Response | tuple[str, int]:
    """Turn the clock: to a day, by a working day or a week, or to what comes next."""
    return _move(rehearsal_id, _turned)


@bp.post("/<uuid:rehearsal_id>/again")
@allow(LEGAL)
def again(rehearsal_id: UUID) -> Response | tuple[str, int]:
    """Begin the same rehearsal anew."""
    return _move(rehearsal_id, lambda standing: rehearsals.opened(standing.play))


@bp.post("/<uuid:rehearsal_id>/discard")
@allow(LEGAL)
def discard(rehearsal_id: UUID) -> Response:
    """Throw a rehearsal away."""
    with transaction() as session:
        version_id = rehearsals.discard(session, rehearsal_id)
    flash(_("The rehearsal is thrown away."))
    return redirect(url_for("procedures.show", version_id=version_id), code=303)


def _turned(standing: Standing) -> Scene:
    today = listing.today_of(standing.scene)
    match request.form.get("by", ""):
        case "day":
            return rehearsals.turn_to(standing, listing.next_working_day(today))
        case "week":
            return rehearsals.turn_to(standing, today + WEEK)
        case "next":
            return rehearsals.turn(standing, next_timer(standing.scene) or standing.scene.at)
    return rehearsals.turn_to(standing, require_day(request.form.get("to")))


def _move(
    rehearsal_id: UUID, step: Callable[[Standing], Scene], *, seen_at: str = ""
) -> Response | tuple[str, int]:
    standing = _standing(rehearsal_id)
    try:
        _require_same(standing)
        scene = step(standing)
        with transaction() as session:
            rehearsals.keep(session, standing, scene)
    except OfficeError as refusal:
        return _refused(rehearsal_id, refusal)
    return _back(rehearsal_id, seen_at)


def _standing(rehearsal_id: UUID) -> Standing:
    with reading() as session:
        return rehearsals.standing(session, rehearsal_id)


def _require_same(standing: Standing) -> None:
    if request.form.get("revision", "") != str(standing.revision):
        raise rehearsals.RehearsalMovedOn


def _posted() -> Posted:
    return {name: texts for name, texts in sending.read().posted.items() if name not in _OWN}


def _back(rehearsal_id: UUID, seen_at: str) -> Response:
    """Go back to the page: who does steps to the steps, who turns the clock to the whole picture."""
    return redirect(url_for(".show", rehearsal_id=rehearsal_id, _anchor=seen_at or None), code=303)


def _refused(rehearsal_id: UUID, refusal: OfficeError, typed: Typed | None = None) -> tuple[str, int]:
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    return _page(_standing(rehearsal_id), sentence=refusal.sentence, typed=typed), status_of(refusal)


def _page(standing: Standing, *, opened: str = "", sentence: str = "", typed: Typed | None = None) -> str:
    whole = "whole" in request.args
    page = listing.of(standing.scene, standing.play.files, opened=opened, typed=typed, whole=whole)
    return render_template(
        "rehearsals/show.html",
        page=page,
        standing=standing,
        sentence=sentence,
        name=content(standing.play.title),
    )
