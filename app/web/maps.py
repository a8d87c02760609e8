"""The public maps: how each sort of matter is settled, for citizens, without a login and without any case."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from app import language
from app.listings import public_maps
from app.policy.routes import PUBLIC
from app.web.access import allow
from app.web.doors import reading

bp = Blueprint("maps", __name__, url_prefix="/maps")

_KEPT = 600  # seconds that anybody may keep a page


@bp.get("")
@allow(PUBLIC)
def index() -> Response:
    """List what a citizen can begin."""
    with _spoken(), reading() as session:
        return _kept(render_template("maps/index.html", maps=public_maps.all_maps(session), **_tongue()))


@bp.get("/<citizen>")
@allow(PUBLIC)
def show(citizen: str) -> Response:
    """Show how one sort of matter is settled."""
    with _spoken(), reading() as session:
        return _kept(render_template("maps/show.html", map=public_maps.show(session, citizen), **_tongue()))


def _spoken() -> AbstractContextManager[None]:
    """Speak the language of the address, else the one that the reader chose before."""
    return language.use(request.args.get("language") or language.current())


def _tongue() -> dict[str, str]:
    return {"language": language.current()}


def _kept(page: str) -> Response:
    """Let anybody keep the page for a while; who has it asks only whether it changed."""
    answer = make_response(page)
    answer.headers["Cache-Control"] = f"public, max-age={_KEPT}"
    answer.vary.update(("Cookie", "Accept-Language"))  # the language and the light that were chosen before
    answer.add_etag()
    return answer.make_conditional(request)
