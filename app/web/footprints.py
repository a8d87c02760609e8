"""One line in the log for every answer: which door, how it ended, how long it took.

Never an address, which may hold the id of what is sealed, never what was asked for, never who asked.
"""

from __future__ import annotations

import logging
from time import perf_counter

from flask import Flask, Response, g, request

from app import journal
from app.web import metrics

_log = logging.getLogger("donthu.web")
_UNSAID = {"static", "health.healthz"}  # asked for by machines every few seconds


def install(app: Flask) -> None:
    """Mark every request and tell of it when it is answered."""
    app.before_request(_enter)
    app.after_request(_tell)
    app.teardown_request(_leave)


def _enter() -> None:
    journal.enter()
    g.entered = perf_counter()


def _tell(answer: Response) -> Response:
    entered = g.get("entered")
    took = perf_counter() - entered if entered else 0.0
    metrics.observe(request.endpoint, answer.status_code, took)
    if request.endpoint not in _UNSAID:
        facts = {
            "endpoint": request.endpoint or "-",
            "method": request.method,
            "status": answer.status_code,
            "ms": round(took * 1000),
        }
        _log.info("answered", extra=facts)
    return answer


def _leave(_error: BaseException | None) -> None:
    journal.leave()
