"""Numbers for the machine that watches the office: none tells of a case, a person or a kind of petition.

What the clock did and what waits is read from the database, so that every process gives the same answer.
Only how long completions took is counted where it happened; the processes of one machine add it up in files.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
from collections.abc import Iterator

from flask import Blueprint, request
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from werkzeug.wrappers import Response

from app.errors import NotFound
from app.listings.waiting import Waiting, waiting
from app.policy.routes import PUBLIC
from app.web.access import allow
from app.web.doors import office, reading

bp = Blueprint("metrics", __name__)

COMPLETE = ("tasks.complete", 303)
_SECONDS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0)
_BEARER = "Bearer "

_here = CollectorRegistry()
_completion = Histogram(
    "donthu_completion_seconds", "Time to complete a task, answer included.", buckets=_SECONDS, registry=_here
)


@bp.get("/metrics")
@allow(PUBLIC)  # of machines: whoever has no token and is not this machine finds no such page
def show() -> Response:
    """Give the numbers in the form that Prometheus reads."""
    if not (_is_this_machine() or _has_token()):
        raise NotFound
    with reading() as session:
        now = waiting(session)
    told = CollectorRegistry()
    told.register(_Told(now))
    shared = "PROMETHEUS_MULTIPROC_DIR" in os.environ
    counted = CollectorRegistry() if shared else _here
    if shared:
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    body = generate_latest(told) + generate_latest(counted)
    return Response(body, content_type=CONTENT_TYPE_LATEST)


def observe(endpoint: str | None, status: int, seconds: float) -> None:
    """Count an answer, if it is one that says a task was completed."""
    if (endpoint, status) == COMPLETE:
        _completion.observe(seconds)


class _Told(Collector):
    """What the database says, in Prometheus' words."""

    def __init__(self, now: Waiting) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        """Give each number under its name."""
        now = self.now
        lag = "Seconds for which the oldest due timer has waited."
        yield GaugeMetricFamily("donthu_timers_due_lag_seconds", lag, now.due_lag)
        yield GaugeMetricFamily("donthu_timers_due", "Timers that are due.", now.due_timers)
        yield GaugeMetricFamily("donthu_incidents_open", "Incidents nobody resolved yet.", now.open_incidents)
        yield GaugeMetricFamily("donthu_outbox_waiting", "Messages to be sent.", now.outbox_waiting)
        yield GaugeMetricFamily("donthu_outbox_dead", "Messages given up.", now.outbox_dead)
        yield CounterMetricFamily("donthu_drains", "Looks at what is due.", now.drains)
        yield CounterMetricFamily("donthu_timers_drained", "Timers tried by them.", now.tried_timers)


def _is_this_machine() -> bool:
    """Tell whether a program of this machine asks by itself; what a proxy hands on comes from elsewhere."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _has_token() -> bool:
    token, said = office().settings.metrics_token, request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(f"{_BEARER}{token}".encode(), said.encode())
