"""The sealed box in which FEEL runs: one QuickJS context a thread, limited in time and memory.

A context belongs to the thread that made it; one that ran into a limit is thrown away, because
nothing is known about its state. Limits: 64 MiB, 1 MiB of stack, 3 s of the process's CPU time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import quickjs

from app.feel.errors import FeelMissing

BUNDLE = Path(__file__).parent / "bundle" / "feel.js"
MEMORY = 64 * 1024 * 1024
STACK = 1024 * 1024
SECONDS = 3.0
LIMITS = ("out of memory", "stack overflow", "Maximum call stack", "interrupted")

_local = threading.local()


class OutOfBounds(Exception):
    """FEEL ran into a limit of time, memory or depth."""


def cross(request: str) -> str:
    """Hand one request (JSON) to FEEL and take its answers (JSON) back.

    Raises OutOfBounds when a limit was met, FeelMissing when the bundle has not been built.
    """
    ask = getattr(_local, "ask", None)
    if ask is None:
        ask = _local.ask = _open()
    try:
        answers = str(ask(request))
    except (quickjs.JSException, quickjs.StackOverflow) as error:
        del _local.ask
        raise OutOfBounds(str(error)) from error
    if any(limit in answers for limit in LIMITS):  # one answer met it; the box may be worn
        del _local.ask
    return answers


def _open() -> Callable[[str], object]:
    context = quickjs.Context()
    context.set_memory_limit(MEMORY)
    context.set_max_stack_size(STACK)
    context.eval(_source())
    context.set_time_limit(SECONDS)
    ask: Callable[[str], object] = context.get("ask")
    return ask


@lru_cache(maxsize=1)
def _source() -> str:
    try:
        return BUNDLE.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise FeelMissing(expression="") from error
