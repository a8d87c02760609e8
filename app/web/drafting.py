"""The drawing board: a draft is copied, drawn, checked while it is drawn, kept as it is drawn, saved."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.errors import OfficeError, Unacceptable
from app.gate import Kind, chamber, mending
from app.language import _
from app.listings import draft_mends, drafting_catalogue, editor_page
from app.policy.routes import LEGAL
from app.services import drafting, judging, packages, procedure_drafts
from app.services.procedure_drafts import Content, DraftMovedOn
from app.web import draft_words
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.editor_talk import answer, refused, sent, text, texts, values
from app.web.headers import drawing_board
from app.web.login import actor
from app.web.scenarios import walk_and_keep

bp = Blueprint("drafting", __name__, url_prefix="/procedures/<uuid:version_id>")
bp.register_error_handler(OfficeError, refused)

TRIES = 3  # at saving what others save at the same moment


@bp.post("/copy")
@allow(LEGAL)
def copy(version_id: UUID) -> AnyResponse:
    """Begin a new draft with the files of this version, and open it on the drawing board."""
    with transaction() as session:
        draft = drafting.copy_of(session, version_id, actor=actor())
    _judge_again(draft)
    flash(_("This is a new draft; what runs stays as it is until the draft is approved and put in force."))
    return redirect(url_for(".draw", version_id=draft), code=303)


@bp.get("/draw")
@allow(LEGAL)
@drawing_board
def draw(version_id: UUID) -> str | AnyResponse:
    """Open a drawing in the editor."""
    with reading() as session:
        page = editor_page.read(session, version_id, Kind.PROCEDURE, name=request.args.get("sheet", ""))
    if page.newer:
        return redirect(url_for(".draw", version_id=page.newer, sheet=page.name), code=303)
    return render_template("procedures/draw.html", page=page, data=draft_words.board(page))


@bp.get("/package")
@allow(LEGAL)
def package(version_id: UUID) -> Response:
    """Hand out a version as one file with hashes, for another office or for keeping."""
    with reading() as session:
        found = packages.of_version(session, version_id)
    packed = send_file(
        BytesIO(packages.pack(found)),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"{found.procedure}.zip",
        max_age=0,
    )
    packed.headers["Cache-Control"] = "no-store"
    return packed


@bp.post("/check")
@allow(LEGAL)
def check(version_id: UUID) -> Response:
    """Let the gate look at a file as it is being edited, among the other files of the draft."""
    told = sent()
    name, content = text(told, "name"), text(told, "content").encode()
    with reading() as session:
        files = drafting.beside(session, version_id, name, edited=content)
    verdict = chamber.examine(name, content, context=files)
    offered = draft_mends.of(content, verdict, files) if verdict.kind is Kind.PROCEDURE else []
    return answer(verdict.told() | {"mends": offered})


@bp.post("/mend")
@allow(LEGAL)
def mend(version_id: UUID) -> Response:
    """Carry one mend out on a file as it is being edited; nothing is kept by it."""
    told = sent()
    wanted = told.get("mend")
    if not isinstance(wanted, dict):
        raise Unacceptable(reason=_("it cannot be read; load the page again"))
    with reading() as session:
        drafting.newest(session, version_id)
    key, value = wanted.get("property", ""), next(iter(values(wanted.get("choices"))), "")
    found = mending.mended(
        text(told, "content").encode(),
        text(wanted, "kind"),
        text(wanted, "element"),
        key=str(key),
        value=value,
    )
    return answer({"content": found.decode()})


@bp.get("/catalogue")
@allow(LEGAL)
def catalogue(version_id: UUID) -> Response:
    """Give what the panels let people pick: forms, roles, limits, articles and so on."""
    with reading() as session:
        return answer(drafting_catalogue.read(session, version_id))


@bp.post("/save")
@allow(LEGAL)
def save(version_id: UUID) -> Response:
    """Save edited files: they become the next version of the draft, or a draft of their own."""
    told = sent()
    files = {name: text.encode() for name, text in texts(told, "files").items()}
    english = texts(told, "english") if "english" in told else {}
    if told.get("copy"):
        with transaction() as session:
            saved = drafting.save_as_copy(session, version_id, files, actor=actor(), english=english)
        _judge_again(saved)
    else:
        saved = _save(version_id, files, base=text(told, "base"), english=english)
    walk_and_keep(saved)
    with reading() as session:
        digest = drafting.newest(session, saved).digest
    return answer({"version_id": str(saved), "digest": digest})


def _save(version_id: UUID, files: dict[str, bytes], *, base: str, english: dict[str, str]) -> UUID:
    """Save upon what stands; if somebody else saves at the same moment, look at the draft anew."""
    for turn in range(TRIES):
        with reading() as session:
            wanted = drafting.edit(session, version_id, files, base=base, actor=actor(), english=english)
            around = procedure_drafts.around(session, wanted.files)
        found = judging.judge_changed(wanted.files, wanted.changed, wanted.known, around=around)
        try:
            with transaction() as session:
                return drafting.save(session, wanted, Content(wanted.files, found), actor=actor())
        except DraftMovedOn:
            if turn == TRIES - 1:
                raise
    raise DraftMovedOn


def _judge_again(version_id: UUID) -> None:
    with reading() as session:
        files = procedure_drafts.after_correction(session, version_id, {}, without=frozenset())
        around = procedure_drafts.around(session, files)
    found = judging.judge(files, around=around)
    with transaction() as session:
        procedure_drafts.judge_again(session, version_id, found)
