"""The desks on which tables, forms and letters of a draft are edited, tried and looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import language
from app.errors import NotAllowed, NotFound, OfficeError
from app.gate import Kind
from app.language import current
from app.listings import editor_page, form_preview, letter_preview, part_words, table_trial
from app.listings.table_trial import Trial
from app.policy.routes import LEGAL
from app.services import blank_parts, drafting, judging, procedure_drafts
from app.services.procedure_drafts import Content
from app.web import draft_words
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.headers import drawing_board
from app.web.login import actor

bp = Blueprint("editors", __name__, url_prefix="/procedures")


@bp.get("/<uuid:version_id>/table")
@allow(LEGAL)
@drawing_board
def table(version_id: UUID) -> str | AnyResponse:
    """Edit a decision table beside what is missing or doubled in it."""
    return _page("procedures/table.html", version_id, Kind.TABLE)


@bp.get("/<uuid:version_id>/form")
@allow(LEGAL)
@drawing_board
def form(version_id: UUID) -> str | AnyResponse:
    """Edit a form beside what officers will see of it."""
    return _page("procedures/form.html", version_id, Kind.FORM)


@bp.get("/<uuid:version_id>/letter")
@allow(LEGAL)
def letter(version_id: UUID) -> str | AnyResponse:
    """Edit a letter beside how it will be printed."""
    return _page("procedures/letter.html", version_id, Kind.LETTER)


@bp.post("/<uuid:version_id>/add")
@allow(LEGAL)
def add(version_id: UUID) -> AnyResponse:
    """Put a new table, form or letter into a draft, and open it."""
    kind, key = request.form.get("kind", ""), request.form.get("key", "").strip()
    try:
        saved, name = _add(version_id, kind, key)
    except OfficeError as refusal:
        if isinstance(refusal, NotFound | NotAllowed):
            raise
        flash(refusal.sentence, "warning")
        return redirect(url_for("procedures.show", version_id=version_id), code=303)
    return redirect(draft_words.editor_of(saved, Kind(kind), name), code=303)


@bp.post("/<uuid:version_id>/try-table")
@allow(LEGAL)
def try_table(version_id: UUID) -> Response:
    """Say what is missing or doubled in a table, and what it answers to the values given."""
    sent = _sent()
    with reading() as session:
        part_words.require(session, version_id)
    inputs = _texts(sent.get("inputs")) if "inputs" in sent else None
    trial = table_trial.of(_text(sent, "content").encode(), _text(sent, "decision"), inputs)
    return jsonify(_told(trial))


@bp.post("/<uuid:version_id>/preview-form")
@allow(LEGAL)
def preview_form(version_id: UUID) -> str:
    """Draw a form as officers will see it, with the office's own macros."""
    sent = _sent()
    with reading() as session:
        fields = part_words.read(session, version_id, _text(sent, "name")).fields
    answers = sent.get("answers")
    posted = (
        None if not isinstance(answers, dict) else {str(key): _lines(said) for key, said in answers.items()}
    )
    with language.use(_text(sent, "language") or current()):
        shown = form_preview.of(
            _text(sent, "content").encode(),
            posted,
            english=_texts(sent.get("english")),
            known=fields,
            sent=bool(sent.get("sent")),
        )
        fragment = render_template("procedures/form-preview.html", shown=shown, part="form")
    return fragment + render_template("procedures/form-preview.html", shown=shown, part="remarks")


@bp.post("/<uuid:version_id>/preview-letter")
@allow(LEGAL)
def preview_letter(version_id: UUID) -> str:
    """Lay a letter out as the office would print it, with invented words in its gaps."""
    sent = _sent()
    with reading() as session:
        fields = part_words.read(session, version_id, "").fields
        issuer = part_words.issuer(session, actor())
    english = _texts(sent.get("english"))
    written = letter_preview.of(_text(sent, "content"), fields, issuer=issuer, english=english)
    return render_template("procedures/letter-preview.html", written=written)


def _add(version_id: UUID, kind: str, key: str) -> tuple[UUID, str]:
    with reading() as session:
        stands = drafting.newest(session, version_id)
        name, body = blank_parts.blank(kind, key, taken=drafting.beside(session, stands.id, ""))
        wanted = drafting.edit(session, stands.id, {name: body}, base=stands.digest, actor=actor())
        around = procedure_drafts.around(session, wanted.files)
    found = judging.judge_changed(wanted.files, wanted.changed, wanted.known, around=around)
    with transaction() as session:
        return drafting.save(session, wanted, Content(wanted.files, found), actor=actor()), name


def _page(template: str, version_id: UUID, kind: Kind) -> str | AnyResponse:
    with reading() as session:
        page = editor_page.read(session, version_id, kind, name=request.args.get("name", ""))
        words = part_words.read(session, version_id, page.name)
    if page.newer:
        return redirect(draft_words.editor_of(page.newer, kind, page.name), code=303)
    return render_template(template, page=page, data=draft_words.board(page), words=words)


def _told(trial: Trial) -> dict[str, Any]:
    """Write a trial down for the page, its sentences in the reader's language."""
    return {
        "findings": [
            {
                "table": found.table,
                "name": found.name,
                "message": found.message,
                "rows": found.rows,
                "grave": found.grave,
            }
            for found in trial.findings
        ],
        "faults": [{"element": element, "message": message} for element, message in trial.faults],
        "asked": [
            {"name": each.name, "label": each.label, "type": each.type, "offered": each.offered}
            for each in trial.asked
        ],
        "tried": trial.tried
        and {
            "outputs": [{"label": label, "value": value} for label, value in trial.tried.outputs],
            "rows": [
                {"table": row.table, "row": row.row, "article": row.article} for row in trial.tried.rows
            ],
            "errors": trial.tried.errors,
        },
    }


def _sent() -> Mapping[str, Any]:
    """Take what a page of ours sent as JSON; anything else counts as nothing."""
    found = request.get_json(silent=True)
    return found if isinstance(found, dict) else {}


def _text(sent: Mapping[str, Any], name: str) -> str:
    found = sent.get(name)
    return found.encode("utf-8", "replace").decode() if isinstance(found, str) else ""


def _texts(found: object) -> dict[str, str]:
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(key): value for key, value in pairs if isinstance(value, str)}


def _lines(found: object) -> list[str]:
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
