"""Whether the office can work: for the machine that watches it."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable

from flask import Blueprint
from werkzeug.wrappers import Response

from app.listings import pulse
from app.policy.routes import PUBLIC
from app.web.access import allow
from app.web.doors import office, reading

bp = Blueprint("health", __name__)
_log = logging.getLogger("donthu.web")


@bp.get("/healthz")
@allow(PUBLIC)
def healthz() -> Response:
    """Answer 200 as soon as the database does; nothing else is told."""
    well = _well(lambda: _ask(pulse.is_answering))
    return _plain("ok\n" if well else "no\n", well=well)


@bp.get("/readyz")
@allow(PUBLIC)
def readyz() -> Response:
    """Answer 200 when everything the office needs is there, else 503; one word for each, and no fact."""
    asked: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("database", lambda: _ask(pulse.is_answering)),
        ("schema", lambda: _ask(pulse.is_of_this_release)),
        ("clock", lambda: not _ask(pulse.is_held)),
        ("tick", lambda: _ask(pulse.ticks)),
        ("disk", _is_writable),
    )
    found = [(name, _well(check)) for name, check in asked]
    lines = (f"{name} {'ok' if well else 'no'}\n" for name, well in found)
    return _plain("".join(lines), well=all(well for _name, well in found))


def _ask(question: Callable[..., bool]) -> bool:
    with reading() as session:
        return question(session)


def _is_writable() -> bool:
    folder = office().settings.files
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"\0")
        probe.flush()
    return True


def _well(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as problem:  # noqa: BLE001 - whatever breaks is the answer
        _log.warning("not ready: %s", type(problem).__name__)
        return False


def _plain(words: str, *, well: bool) -> Response:
    return Response(words, 200 if well else 503, content_type="text/plain; charset=utf-8")
