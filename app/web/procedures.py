"""The room of procedures: what is in force, and drafts that are brought, looked at, corrected, discarded."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from pathlib import PurePosixPath
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import procedure_page as listing
from app.listings import procedures as shelf_listing
from app.policy.routes import LEGAL
from app.services import draft_locks, judging, procedure_drafts
from app.services.judging import Brought, Sorted, TurnedAway
from app.services.procedure_drafts import Content
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of
from app.web.scenarios import walk_and_keep

bp = Blueprint("procedures", __name__, url_prefix="/procedures")

_LOCKED_IN = "default-src 'none'; sandbox"  # a file from outside is saved, never opened here


@bp.get("")
@allow(LEGAL)
def index() -> str:
    """List what is in force, what is a draft, and what is being rehearsed; take in files."""
    return _shelf()


@bp.post("")
@allow(LEGAL)
def bring() -> Response | tuple[str, int]:
    """Take in files as a draft; what cannot come in is told, and keeps nothing else out."""
    try:
        brought = judging.sort(_brought())
        if not brought.files:
            return _shelf(turned_away=brought.turned_away), 422
        content = _judged(brought)
        with transaction() as session:
            version_id = procedure_drafts.take_in(session, content, actor=actor())
    except OfficeError as refusal:
        if isinstance(refusal, NotFound | NotAllowed):
            raise
        return _shelf(sentence=refusal.sentence), status_of(refusal)
    walk_and_keep(version_id)
    _tell_turned_away(brought.turned_away)
    flash(_("The draft is kept; nothing runs by it. Look at what is noted."))
    return redirect(url_for(".show", version_id=version_id), code=303)


@bp.get("/<uuid:version_id>")
@allow(LEGAL)
def show(version_id: UUID) -> str:
    """Show a version: its drawing with numbered notes, its tables, forms and letters."""
    return _page(version_id)


@bp.get("/<uuid:version_id>/file")
@allow(LEGAL)
def file(version_id: UUID) -> Response:
    """Hand out one file as it came, to be saved and opened in an editor."""
    name = request.args.get("name", "")
    with reading() as session:
        body = listing.original(session, version_id, name)
    answer = send_file(
        BytesIO(body),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=PurePosixPath(name).name,
        max_age=0,
    )
    answer.headers["Content-Security-Policy"] = _LOCKED_IN
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/<uuid:version_id>/correct")
@allow(LEGAL)
def correct(version_id: UUID) -> Response | tuple[str, int]:
    """Put corrected files into a draft, or leave some out."""
    without = frozenset(request.form.getlist("without"))
    try:
        sent = _brought()
        brought = judging.sort(sent) if sent or not without else Sorted({}, ())
        if not brought.files and not without:
            return _page(version_id, turned_away=brought.turned_away), 422
        with reading() as session:
            files = procedure_drafts.after_correction(session, version_id, brought.files, without=without)
        content = _judged(Sorted(files, ()))
        with transaction() as session:
            draft_locks.require(session, version_id, actor=actor())
            newest = procedure_drafts.correct(session, version_id, content, actor=actor())
    except OfficeError as refusal:
        return _refused(version_id, refusal)
    walk_and_keep(newest)
    _tell_turned_away(brought.turned_away)
    flash(_("The draft is corrected. What it was before stays for rehearsals that have begun."))
    return redirect(url_for(".show", version_id=newest), code=303)


@bp.post("/<uuid:version_id>/judge")
@allow(LEGAL)
def judge(version_id: UUID) -> Response | tuple[str, int]:
    """Let the gate look at a draft once more: its rules may have changed since the draft came."""
    try:
        with reading() as session:
            files = procedure_drafts.after_correction(session, version_id, {}, without=frozenset())
        content = _judged(Sorted(files, ()))
        with transaction() as session:
            procedure_drafts.judge_again(session, version_id, content.verdicts)
    except OfficeError as refusal:
        return _refused(version_id, refusal)
    flash(_("The draft was looked at again."))
    return redirect(url_for(".show", version_id=version_id), code=303)


@bp.post("/<uuid:version_id>/discard")
@allow(LEGAL)
def discard(version_id: UUID) -> Response | tuple[str, int]:
    """Throw a draft away."""
    try:
        with transaction() as session:
            draft_locks.require(session, version_id, actor=actor())
            procedure_drafts.discard(session, version_id, actor=actor())
    except OfficeError as refusal:
        return _refused(version_id, refusal)
    flash(_("The draft is discarded, with every rehearsal of it."))
    return redirect(url_for(".index"), code=303)


def _brought() -> list[Brought]:
    found = []
    for each in request.files.getlist("files"):
        with closing(each):
            if each.filename:
                found.append(Brought(each.filename, each.read()))
    return found


def _judged(brought: Sorted) -> Content:
    with reading() as session:
        around = procedure_drafts.around(session, brought.files)
    return Content(brought.files, judging.judge(brought.files, around=around))


def _tell_turned_away(files: tuple[TurnedAway, ...]) -> None:
    for each in files:
        flash(_("{name} was not taken in: {why}", name=each.name, why=each.why), "warning")


def _shelf(*, sentence: str = "", turned_away: tuple[TurnedAway, ...] = ()) -> str:
    with reading() as session:
        shelf = shelf_listing.shelf(session)
    return render_template("procedures/index.html", shelf=shelf, sentence=sentence, turned_away=turned_away)


def _page(version_id: UUID, *, sentence: str = "", turned_away: tuple[TurnedAway, ...] = ()) -> str:
    with reading() as session:
        page = listing.read(session, version_id, sheet=request.args.get("sheet", ""))
    return render_template("procedures/show.html", page=page, sentence=sentence, turned_away=turned_away)


def _refused(version_id: UUID, refusal: OfficeError) -> tuple[str, int]:
    """Show the version with what was refused; what is not there stays so."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    return _page(version_id, sentence=refusal.sentence), status_of(refusal)
