"""Every error becomes a status and a page in the reader's language, with nothing personal in it."""

from __future__ import annotations

import logging
import secrets
import traceback
from http import HTTPStatus

from flask import Flask, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from app import errors
from app.errors import OfficeError
from app.files.errors import FileMissing, FileTooLarge
from app.sealing.errors import KeyNotHere, SealBroken
from app.services.public_status import CodeUnknown
from app.services.sign_in import SignInRefused, TooManyAttempts
from app.web.access import NoOfficeToday, NotSignedIn
from app.web.assets import NotBuilt
from app.web.forgery import FormExpired
from app.web.frame import ALONE
from app.web.outage import Unavailable
from db.outage import is_outage

_log = logging.getLogger("donthu.web")

STATUS: dict[type[OfficeError], HTTPStatus] = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.AlreadyDone: HTTPStatus.CONFLICT,
    errors.MovedOn: HTTPStatus.CONFLICT,
    errors.NotPossibleNow: HTTPStatus.CONFLICT,
    errors.SettingMissing: HTTPStatus.INTERNAL_SERVER_ERROR,
    FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    FileMissing: HTTPStatus.NOT_FOUND,
    SealBroken: HTTPStatus.INTERNAL_SERVER_ERROR,
    KeyNotHere: HTTPStatus.INTERNAL_SERVER_ERROR,
    NotBuilt: HTTPStatus.INTERNAL_SERVER_ERROR,
    SignInRefused: HTTPStatus.UNAUTHORIZED,
    CodeUnknown: HTTPStatus.NOT_FOUND,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NoOfficeToday: HTTPStatus.FORBIDDEN,
    TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
    FormExpired: HTTPStatus.BAD_REQUEST,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_SECRET = ("csrf_token", "password", "present", "new", "again")  # never shown again
_MOST_KEPT = 20_000  # characters


class NoSuchAddress(OfficeError):
    """There is no such page. Check the address, or begin at the first page."""


class WrongDoor(OfficeError):
    """This address cannot be used in this way. Go back and use the buttons of the page."""


class TooLarge(OfficeError):
    """What was sent is too large. Send at most 25 MB at a time; what is stored already is kept."""


class TooOften(OfficeError):
    """This was asked too often. Wait a little, then try again."""


class NotUnderstood(OfficeError):
    """What was sent could not be read. Go back, load the page again, then send it again."""


class BrokenHere(OfficeError):
    """Something broke on our side; nothing was changed. Tell the administrator this number: {reference}"""


_HTTP: dict[int, type[OfficeError]] = {
    HTTPStatus.NOT_FOUND: NoSuchAddress,
    HTTPStatus.METHOD_NOT_ALLOWED: WrongDoor,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TooLarge,
    HTTPStatus.TOO_MANY_REQUESTS: TooOften,
    HTTPStatus.FORBIDDEN: errors.NotAllowed,
}


def install(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(OfficeError, tell)
    app.register_error_handler(HTTPException, _tell_http)
    app.register_error_handler(Exception, _tell_unexpected)


def status_of(error: OfficeError) -> HTTPStatus:
    """Give the status of an error: its class's or the nearest parent's, else 422."""
    known = (STATUS[each] for each in type(error).__mro__ if each in STATUS)
    return next(known, HTTPStatus.UNPROCESSABLE_ENTITY)


def tell(error: OfficeError) -> Response:
    """Answer with a page that says what happened and what to do."""
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s at %s", type(error).__name__, request.endpoint)
    elif status in {HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS}:
        _log.warning("refused: %s at %s", type(error).__name__, request.endpoint)
    return _page(error.sentence, status)


def _tell_http(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):  # a forged host name: no page of ours has an address under it
        return Response(f"{NotUnderstood().sentence}\n", 400, content_type="text/plain; charset=utf-8")
    if isinstance(broken := getattr(error, "original_exception", None), Exception):
        return _tell_unexpected(broken)  # it broke while another answer was drawn
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    kind = FormExpired if isinstance(error, CSRFError) else _HTTP.get(code, NotUnderstood)
    answer = _page(kind().sentence, HTTPStatus(code))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _tell_unexpected(error: Exception) -> Response:
    """Log where it broke, not what was in hand: an error's words may hold a name."""
    reference = secrets.token_hex(4).upper()
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("%s %s at %s\n%s", reference, type(error).__name__, request.endpoint, frames)
    if is_outage(error):
        setattr(g, ALONE, True)  # what stands around a page is counted in the very database that is away
        return _page(Unavailable().sentence, status_of(Unavailable()))
    return _page(BrokenHere(reference=reference).sentence, HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(sentence: str, status: HTTPStatus) -> Response:
    kept = "" if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else _kept()
    return make_response(render_template("problem.html", sentence=sentence, kept=kept), status)


def _kept() -> str:
    """Show what was typed once more, so that it can be copied: nobody types a petition twice."""
    if request.method != "POST":
        return ""
    try:
        typed = [(name, text) for name, texts in request.form.lists() for text in texts]
    except HTTPException:
        return ""
    shown = [text for name, text in typed if len(text.strip()) > 1 and not name.startswith(_SECRET)]
    return "\n".join(shown)[:_MOST_KEPT]
