"""The office's log: ids, endpoints and kinds of errors, one line an event, never what people wrote.

Text for whoever looks at a terminal, one JSON object a line for a machine. An error is told by its kind and
where it broke; its words are left out, for they may hold a name.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import sys
import traceback
from contextvars import ContextVar

import orjson

# What a line may carry beside its words; anything else that a library hangs on a record is left out.
CARRIED = ("endpoint", "method", "status", "ms")
# Programs that log every step, and at INFO tell more than anybody reads.
CHATTY = ("alembic", "apscheduler", "procrastinate", "waitress.queue")

_request: ContextVar[str] = ContextVar("request id", default="")


def enter() -> None:
    """Give all that is logged from here on one id, made here: what a browser sends is never believed."""
    _request.set(secrets.token_hex(8))


def leave() -> None:
    """End what belongs to one request."""
    _request.set("")


def begin(style: str) -> None:
    """Log to standard error, as ``text`` or ``json``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if style == "json" else _Text())
    handler.addFilter(_mark)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _mark(record: logging.LogRecord) -> bool:
    """Hang the id of the request on a line; a server's addresses and the words of errors are left out."""
    record.request = _request.get()
    if isinstance(record.args, tuple):
        record.args = tuple(_harmless(each) for each in record.args)
    return True


def _harmless(said: object) -> object:
    if isinstance(said, BaseException):
        return type(said).__name__
    return "…" if isinstance(said, str) and "/" in said else said


def _facts(record: logging.LogRecord) -> dict[str, object]:
    names = ("request", *CARRIED)
    return {name: value for name in names if (value := getattr(record, name, "")) not in {"", None}}


def _broken(record: logging.LogRecord) -> str:
    """Tell an error by its kind and its frames."""
    kind, _error, frames = record.exc_info or (None, None, None)
    return f"{kind.__name__}\n{''.join(traceback.format_tb(frames))}" if kind else ""


class _Text(logging.Formatter):
    """A line for people, with the frames of an error below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        facts = "".join(f" {name}={value}" for name, value in _facts(record).items())
        broken = _broken(record)
        at = self.formatTime(record)
        line = f"{at} {record.levelname} {record.name} {record.getMessage()}{facts}"
        return f"{line}\n{broken}".rstrip()


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "process": record.process,
            "says": record.getMessage(),
            **_facts(record),
        }
        if broken := _broken(record):
            line["broken"] = broken
        return orjson.dumps(line, default=str).decode()
