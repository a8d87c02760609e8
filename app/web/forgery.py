"""No other house may send our forms: a token in each, and the browser's own word on where it came from."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request
from flask_wtf import CSRFProtect

from app.errors import OfficeError

_SAFE = {"GET", "HEAD", "OPTIONS"}


class FormExpired(OfficeError):
    """This form has expired or did not come from here. Go back, load the page again, then send it again."""


def install(app: Flask) -> None:
    """Refuse every change whose form did not come from a page of this office."""
    app.config.update(
        WTF_CSRF_TIME_LIMIT=None,  # a form stays open for hours; its token ends with the browser's session
        WTF_CSRF_SSL_STRICT=False,  # asks for a Referer; the origin check below is stricter and needs none
        WTF_CSRF_METHODS=["POST", "PUT", "PATCH", "DELETE"],
    )
    app.before_request(_check_origin)
    CSRFProtect(app)


def _check_origin() -> None:
    if request.method in _SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "null")
    # "null" says nothing (privacy settings); the token still decides.
    foreign = origin != "null" and urlsplit(origin).netloc != request.host
    if foreign or site not in {"same-origin", "none"}:
        raise FormExpired
