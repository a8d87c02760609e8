"""What the browser is told to refuse: foreign scripts, inline styles, framing, keeping of pages.

Source: OWASP ASVS 5.0 §3.4 (browser security mechanisms) and §14.3.2 (no caching of personal data).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Bootstrap's own marks are data addresses in its style sheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers would send «Origin: null» with forms, and the check against forgery reads it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
_YEAR = 31_536_000


def drawing_board(view: View) -> View:
    """Mark a page on which people draw: its editors write inline styles, no other page may."""
    view.drawing_board = True  # type: ignore[attr-defined]  # read again in _is_drawing_board
    return view


def content_policy(*, inline_styles: bool = False) -> str:
    """Write the content security policy of a page."""
    sources = dict(_SOURCES)
    if inline_styles:
        sources["style-src"] = "'self' 'unsafe-inline'"
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def secure(response: Response, *, https: bool, inline_styles: bool = False) -> Response:
    """Put the security headers on an answer; what a view has set itself stays."""
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", content_policy(inline_styles=inline_styles))
    response.headers.setdefault("Cache-Control", "no-store")
    if https:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}; includeSubDomains")
    return response


def install(app: Flask) -> None:
    """Secure every answer of the application; built files, named by their content, are kept for a year."""

    @app.after_request
    def _secure(response: Response) -> Response:
        if _is_built_file() and response.status_code in {200, 304}:
            response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        elif request.endpoint == "static":
            response.headers["Cache-Control"] = "public, max-age=3600"
        return secure(response, https=request.is_secure, inline_styles=_is_drawing_board())


def _is_built_file() -> bool:
    file = str((request.view_args or {}).get("filename"))
    return request.endpoint == "static" and file.startswith("built/")


def _is_drawing_board() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "drawing_board", False))
