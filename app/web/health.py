"""Whether the office can work: for the machine that watches it."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from app.listings.pulse import is_answering
from app.policy.routes import PUBLIC
from app.web.access import allow
from app.web.doors import reading

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@allow(PUBLIC)
def healthz() -> Response:
    """Answer 200 as soon as the database does; nothing else is told."""
    with reading() as session:
        well = is_answering(session)
    return Response(
        "ok\n" if well else "no\n", 200 if well else 503, content_type="text/plain; charset=utf-8"
    )
