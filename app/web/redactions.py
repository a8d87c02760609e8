"""The room in which papers of a sealed case are blacked out, page by page."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.files.blackout import WHOLE, Box
from app.files.errors import FileRefused
from app.language import _
from app.listings import redaction as listing
from app.policy.routes import HANDLER
from app.services import redactions
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("redactions", __name__, url_prefix="/cases/<uuid:case_id>/redact")

_SIDES = ("x", "y", "width", "height")


@bp.get("")
@allow(HANDLER)
def index(case_id: UUID) -> str:
    """Show the papers of a sealed case with their working copies."""
    with reading() as session:
        sheet = listing.sheet(session, case_id, actor=actor())
    return render_template("redactions/index.html", sheet=sheet)


@bp.get("/<uuid:document_id>")
@allow(HANDLER)
def show(case_id: UUID, document_id: UUID) -> str:
    """Show one page of a paper under its black boxes."""
    return _paper(case_id, document_id, page=request.args.get("page", 1, type=int))


@bp.post("/<uuid:document_id>")
@allow(HANDLER)
def mark(case_id: UUID, document_id: UUID) -> Response | tuple[str, int]:
    """Keep the boxes of a page, or the words of a text, and go where was asked."""
    page, act = request.form.get("page", 1, type=int), request.form.get("act", "stay")
    try:
        with transaction() as session:
            if "words" in request.form:
                words = request.form["words"].splitlines()
                redactions.save_words(session, case_id, document_id, words, actor=actor())
            else:
                boxes = _boxes(act)
                redactions.save_boxes(session, case_id, document_id, page, boxes, actor=actor())
    except OfficeError as refusal:
        return _refused(case_id, document_id, refusal, page=page)
    if act == "copy":
        return redirect(url_for(".copy", case_id=case_id, document_id=document_id), code=303)
    onward = {"next": page + 1, "back": page - 1}.get(act, page)
    return redirect(url_for(".show", case_id=case_id, document_id=document_id, page=onward), code=303)


@bp.get("/<uuid:document_id>/pages/<int:number>")
@allow(HANDLER)
def picture(case_id: UUID, document_id: UUID, number: int) -> Response:
    """Give the picture of one page, with ``?black=1`` as it will be in the working copy."""
    with reading() as session:
        black = "black" in request.args
        drawn = listing.picture(session, case_id, document_id, number, black=black, actor=actor())
    answer = send_file(BytesIO(drawn), mimetype="image/jpeg", max_age=0)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/<uuid:document_id>/copy")
@allow(HANDLER)
def copy(case_id: UUID, document_id: UUID) -> str:
    """Show the finished copy as the verifiers will see it."""
    return _paper(case_id, document_id, page=1, template="redactions/copy.html")


@bp.post("/<uuid:document_id>/copy")
@allow(HANDLER)
def finish(case_id: UUID, document_id: UUID) -> Response | tuple[str, int]:
    """Bind the copy and keep it; drawing it takes a while, so nothing is locked meanwhile."""
    title, looked = request.form.get("title", ""), "looked" in request.form
    try:
        with reading() as session:
            drawn = redactions.draw(session, case_id, document_id, actor=actor())
        with transaction() as session:
            redactions.finish(session, case_id, document_id, drawn, title=title, looked=looked, actor=actor())
    except OfficeError as refusal:
        return _refused(case_id, document_id, refusal, template="redactions/copy.html", title=title)
    flash(_("The working copy is finished. Verifiers read it instead of the paper."))
    return redirect(url_for(".index", case_id=case_id), code=303)


@bp.post("/<uuid:document_id>/left-out")
@allow(HANDLER)
def leave_out(case_id: UUID, document_id: UUID) -> Response | tuple[str, int]:
    """Leave a paper out of the working copy, with the reason."""
    title, reason = request.form.get("title", ""), request.form.get("reason", "")
    try:
        with transaction() as session:
            redactions.leave_out(session, case_id, document_id, title=title, reason=reason, actor=actor())
    except OfficeError as refusal:
        return _refused(case_id, document_id, refusal, title=title, reason=reason)
    flash(_("The paper is left out; its reason stands in the working copy."))
    return redirect(url_for(".index", case_id=case_id), code=303)


@bp.post("/<uuid:document_id>/scan")
@allow(HANDLER)
def scan(case_id: UUID, document_id: UUID) -> Response | tuple[str, int]:
    """Take a scan in the place of a file whose pages cannot be drawn."""
    sent = request.files.get("scan")
    try:
        with transaction() as session:
            redactions.put_scan(
                session,
                case_id,
                document_id,
                filename=(sent.filename or "") if sent else "",
                content=sent.read() if sent else b"",
                actor=actor(),
            )
    except OfficeError as refusal:
        return _refused(case_id, document_id, refusal)
    return redirect(url_for(".show", case_id=case_id, document_id=document_id), code=303)


@bp.post("/<uuid:document_id>/again")
@allow(HANDLER)
def reopen(case_id: UUID, document_id: UUID) -> Response:
    """Take a finished copy back to change it."""
    with transaction() as session:
        redactions.reopen(session, case_id, document_id, actor=actor())
    flash(_("The working copy is taken back. Nobody reads it until it is finished again."))
    return redirect(url_for(".show", case_id=case_id, document_id=document_id), code=303)


def _paper(
    case_id: UUID,
    document_id: UUID,
    *,
    page: int,
    template: str = "redactions/paper.html",
    sentence: str = "",
    wrong: str = "",
    **typed: str,
) -> str:
    with reading() as session:
        paper = listing.paper(session, case_id, document_id, page=page, actor=actor())
    told = {"sentence": sentence, "wrong": wrong, "typed": typed}
    return render_template(template, paper=paper, whole=WHOLE, **told)


def _refused(
    case_id: UUID,
    document_id: UUID,
    refusal: OfficeError,
    *,
    page: int = 1,
    template: str = "redactions/paper.html",
    **typed: str,
) -> tuple[str, int]:
    """Show the paper with what was refused; what may not be seen stays unseen."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    status = HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(refusal, FileRefused) else status_of(refusal)
    told = {"sentence": refusal.sentence, "wrong": str(refusal.names.get("field", ""))}
    return _paper(case_id, document_id, page=page, template=template, **told, **typed), status


def _boxes(act: str) -> list[Box]:
    """Read the boxes of a form, in percent; a button may add one, take one away or cover the page."""
    rows = zip(*(request.form.getlist(side) for side in _SIDES), strict=False)
    boxes = [box for row in rows if (box := _box(row))]
    if act == "whole":
        return [Box(x=0, y=0, width=WHOLE, height=WHOLE)]
    if act == "undo":
        return boxes[:-1]
    gone = act.removeprefix("remove:")
    return [box for number, box in enumerate(boxes) if str(number) != gone]


def _box(row: tuple[str, ...]) -> Box | None:
    try:
        x, y, width, height = (round(float(side.strip().replace(",", ".")) * WHOLE / 100) for side in row)
    except (ValueError, OverflowError):
        return None
    box = Box(x=x, y=y, width=min(width, WHOLE), height=min(height, WHOLE))
    return box if box.kept else None
