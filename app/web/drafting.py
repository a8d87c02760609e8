"""The drawing board: a draft is copied, drawn, checked while it is drawn, kept as it is drawn, saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import xmlsafe
from app.errors import OfficeError, Unacceptable
from app.gate import Kind, chamber, mending
from app.language import _
from app.listings import draft_mends, drafting_catalogue, editor_page
from app.policy.routes import LEGAL
from app.services import draft_locks, draft_work, drafting, judging, procedure_drafts
from app.services.draft_locks import HeldBy, Holder
from app.services.drafting import Conflict, LostOnSaving
from app.services.procedure_drafts import Content, DraftMovedOn
from app.web import draft_words
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.headers import drawing_board
from app.web.login import actor
from app.web.problems import status_of, tell

bp = Blueprint("drafting", __name__, url_prefix="/procedures/<uuid:version_id>")

LARGEST = 4 * xmlsafe.LARGEST  # of one message of an editor, in bytes
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


@bp.post("/check")
@allow(LEGAL)
def check(version_id: UUID) -> Response:
    """Let the gate look at a file as it is being edited, among the other files of the draft."""
    told = _sent()
    name, content = _text(told, "name"), _text(told, "content").encode()
    with reading() as session:
        files = drafting.beside(session, version_id, name, edited=content)
    verdict = chamber.examine(name, content, context=files)
    offered = draft_mends.of(content, verdict, files) if verdict.kind is Kind.PROCEDURE else []
    return _json(verdict.told() | {"mends": offered})


@bp.post("/mend")
@allow(LEGAL)
def mend(version_id: UUID) -> Response:
    """Carry one mend out on a file as it is being edited; nothing is kept by it."""
    told = _sent()
    wanted = told.get("mend")
    if not isinstance(wanted, dict):
        raise Unacceptable(reason=_("it cannot be read; load the page again"))
    with reading() as session:
        drafting.newest(session, version_id)
    key, value = wanted.get("property", ""), next(iter(_values(wanted.get("choices"))), "")
    found = mending.mended(
        _text(told, "content").encode(),
        _text(wanted, "kind"),
        _text(wanted, "element"),
        key=str(key),
        value=value,
    )
    return _json({"content": found.decode()})


@bp.get("/catalogue")
@allow(LEGAL)
def catalogue(version_id: UUID) -> Response:
    """Give what the panels let people pick: forms, roles, limits, articles and so on."""
    with reading() as session:
        return _json(drafting_catalogue.read(session, version_id))


@bp.post("/autosave")
@allow(LEGAL)
def autosave(version_id: UUID) -> Response:
    """Keep a file as it is being edited; it is found again after a crash, a takeover, a closed window."""
    told = _sent()
    with transaction() as session:
        at = draft_work.autosave(
            session, version_id, _text(told, "name"), _text(told, "content").encode(),
            base=_text(told, "base"), actor=actor(),
        )  # fmt: skip
    return _json({"at": at.isoformat()})


@bp.post("/forget")
@allow(LEGAL)
def forget(version_id: UUID) -> Response:
    """Throw one's own unsaved work on a file away, because one wishes so."""
    name = _text(_sent(), "name")
    with transaction() as session:
        draft_work.forget(session, version_id, frozenset({name}), actor=actor())
    return _json({})


@bp.post("/save")
@allow(LEGAL)
def save(version_id: UUID) -> Response:
    """Save edited files: they become the next version of the draft, or a draft of their own."""
    told = _sent()
    files = {name: text.encode() for name, text in _texts(told, "files").items()}
    english = _texts(told, "english") if "english" in told else {}
    if told.get("copy"):
        with transaction() as session:
            saved = drafting.save_as_copy(session, version_id, files, actor=actor(), english=english)
        _judge_again(saved)
    else:
        saved = _save(version_id, files, base=_text(told, "base"), english=english)
    with reading() as session:
        digest = drafting.newest(session, saved).digest
    return _json({"version_id": str(saved), "digest": digest})


@bp.post("/lock")
@allow(LEGAL)
def lock(version_id: UUID) -> Response:
    """Begin to edit, or go on: an open editor says so twice a minute."""
    with transaction() as session:
        return _json(_told_of(draft_locks.lock(session, version_id, actor=actor())))


@bp.post("/take-over")
@allow(LEGAL)
def take_over(version_id: UUID) -> Response:
    """Take the turn from whoever has it; their unsaved work stays kept for them."""
    with transaction() as session:
        return _json(_told_of(draft_locks.take_over(session, version_id, actor=actor())))


@bp.post("/release")
@allow(LEGAL)
def release(version_id: UUID) -> Response:
    """Let others edit."""
    with transaction() as session:
        draft_locks.release(session, version_id, actor=actor())
    return _json({})


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


def _sent() -> dict[str, Any]:
    """Read what an editor sent. Raises: Unacceptable."""
    if (request.content_length or 0) > LARGEST:
        raise Unacceptable(reason=_("the file is larger than 2 MiB"))
    try:
        told = orjson.loads(request.get_data())
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        raise Unacceptable(reason=_("it cannot be read; load the page again"))
    return told


def _text(told: dict[str, Any], key: str) -> str:
    found = told.get(key)
    if not isinstance(found, str):
        raise Unacceptable(reason=_("it cannot be read; load the page again"))
    return found


def _values(choices: object) -> list[str]:
    """Read the values among which a mend chooses."""
    given = choices if isinstance(choices, list) else []
    return [str(each["value"]) for each in given if isinstance(each, dict) and "value" in each]


def _texts(told: dict[str, Any], key: str) -> dict[str, str]:
    found = told.get(key)
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise Unacceptable(reason=_("it cannot be read; load the page again"))
    return found


def _told_of(held: Holder) -> dict[str, object]:
    return {"who": held.who, "since": held.since_words}


@bp.errorhandler(OfficeError)
def _refused(refusal: OfficeError) -> AnyResponse:
    """Say to an editor in words why not, with what it needs to offer a way on; others read a page."""
    if not request.is_json:
        return tell(refusal)
    told: dict[str, object] = {"sentence": refusal.sentence}
    if isinstance(refusal, Conflict):
        told["conflict"] = draft_words.meanwhile(refusal.meanwhile)
    elif isinstance(refusal, HeldBy):
        told["held"] = {"who": refusal.names["person"], "since": refusal.names["since"]}
    elif isinstance(refusal, LostOnSaving):
        told["lost"] = list(refusal.lost)
    return _json(told, status=status_of(refusal))


def _json(told: object, *, status: int = 200) -> Response:
    return Response(orjson.dumps(told), status=status, mimetype="application/json")
