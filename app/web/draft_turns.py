"""Whose turn it is at the drawing board, and what is kept of unsaved work while somebody draws."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response

from app.errors import OfficeError
from app.policy.routes import LEGAL
from app.services import draft_locks, draft_work
from app.services.draft_locks import Holder
from app.web.access import allow
from app.web.doors import transaction
from app.web.editor_talk import answer, refused, sent, text
from app.web.login import actor

bp = Blueprint("draft_turns", __name__, url_prefix="/procedures/<uuid:version_id>")
bp.register_error_handler(OfficeError, refused)


@bp.post("/autosave")
@allow(LEGAL)
def autosave(version_id: UUID) -> Response:
    """Keep a file as it is being edited; it is found again after a crash, a takeover, a closed window."""
    told = sent()
    with transaction() as session:
        at = draft_work.autosave(
            session, version_id, text(told, "name"), text(told, "content").encode(),
            base=text(told, "base"), actor=actor(),
        )  # fmt: skip
    return answer({"at": at.isoformat()})


@bp.post("/forget")
@allow(LEGAL)
def forget(version_id: UUID) -> Response:
    """Throw one's own unsaved work on a file away, because one wishes so."""
    name = text(sent(), "name")
    with transaction() as session:
        draft_work.forget(session, version_id, frozenset({name}), actor=actor())
    return answer({})


@bp.post("/lock")
@allow(LEGAL)
def lock(version_id: UUID) -> Response:
    """Begin to edit, or go on: an open editor says so twice a minute."""
    with transaction() as session:
        return answer(_told_of(draft_locks.lock(session, version_id, actor=actor())))


@bp.post("/take-over")
@allow(LEGAL)
def take_over(version_id: UUID) -> Response:
    """Take the turn from whoever has it; their unsaved work stays kept for them."""
    with transaction() as session:
        return answer(_told_of(draft_locks.take_over(session, version_id, actor=actor())))


@bp.post("/release")
@allow(LEGAL)
def release(version_id: UUID) -> Response:
    """Let others edit."""
    with transaction() as session:
        draft_locks.release(session, version_id, actor=actor())
    return answer({})


def _told_of(held: Holder) -> dict[str, object]:
    return {"who": held.who, "since": held.since_words}
