"""The papers of a case, handed out to who may see the case; never as a page of this office."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from app.listings import papers
from app.policy.routes import READER
from app.web.access import allow
from app.web.doors import reading
from app.web.login import actor

bp = Blueprint("documents", __name__, url_prefix="/documents")

# A paper came from outside: whatever it holds may not run, load, or reach this office's pages.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
_LOCKED_IN = f"{_ALONE}; sandbox"
_PDF = "application/pdf"  # browsers show it in a viewer of their own, which a sandbox would keep shut


@bp.get("/<uuid:document_id>")
@allow(READER)
def show(document_id: UUID) -> Response:
    """Hand a paper out: to be saved, or with ``?view=1`` shown where the browser can do so safely."""
    with reading() as session:
        paper = papers.read(session, document_id, actor=actor())
    shown = paper.shown and "view" in request.args
    answer = send_file(
        BytesIO(paper.body),
        mimetype=paper.media_type,
        as_attachment=not shown,
        download_name=paper.name,
        max_age=0,
    )
    answer.headers["Content-Security-Policy"] = _ALONE if shown and paper.media_type == _PDF else _LOCKED_IN
    answer.headers["Cache-Control"] = "no-store"
    return answer
