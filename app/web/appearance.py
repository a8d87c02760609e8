"""How a reader wants the pages: in which language, by which light. Two cookies, no account needed."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from flask import Blueprint, Flask, g, redirect, request
from werkzeug.wrappers import Response

from app import language

THEMES = ("auto", "light", "dark")
_YEAR = 31_536_000

bp = Blueprint("appearance", __name__)


@bp.post("/appearance")
def change() -> Response:
    """Remember the language or the light that was chosen, and go back to the page."""
    answer = redirect(_back(), code=303)
    theme, tongue = request.form.get("theme", ""), request.form.get("language", "")
    if theme == "toggle":
        theme = "light" if _theme() == "dark" else "dark"
    if theme in THEMES:
        _remember(answer, "theme", theme)
    if tongue in language.LANGUAGES:
        _remember(answer, "language", tongue)
    return answer


def install(app: Flask) -> None:
    """Speak each request's language, and tell the templates which language and light are asked for."""
    app.register_blueprint(bp)

    @app.before_request
    def _listen() -> None:
        g.language_scope = ExitStack()
        g.language_scope.enter_context(language.use(request.cookies.get("language", "vi")))

    @app.teardown_request
    def _forget(_error: BaseException | None) -> None:
        scope = g.pop("language_scope", None)
        if scope is not None:
            scope.close()

    @app.context_processor
    def _tell() -> dict[str, Any]:
        return {"theme": _theme(), "language": language.current()}


def _theme() -> str:
    wanted = request.cookies.get("theme", "auto")
    return wanted if wanted in THEMES else "auto"


def _back() -> str:
    """Give the page the reader came from; an address of another house leads to the first page."""
    page = request.form.get("next", "/")
    inside = page.startswith("/") and not page.startswith(("//", "/\\"))
    return page if inside else "/"


def _remember(answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=_YEAR, samesite="Lax", secure=request.is_secure)
