"""The office's side of the chamber: one child at a time, asked by one thread after the other."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, cast

from app import language
from app.gate.chamber import limits, wire
from app.gate.chamber.errors import Declined, TooCostly, Unforeseen
from app.language import N_, _
from app.legaltime import book

START_SECONDS = 60.0
CHILD = ("app.gate.chamber",)
LARGEST_ANSWER = 16 * 1024 * 1024  # bytes
_NOT_STARTED = N_("the trial process does not stay")
_LEFT = 0  # exit code of a child that left by itself: spent, or idle


class Chamber:
    """A place to try out what comes from outside; safe to be asked by many threads at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None
        atexit.register(self.close)

    def call(self, task: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Have one job done; the answer holds plain values, its texts in the reader's language.

        ``task`` is a name of ``jobs``. Raises TooCostly beyond 3 s of CPU time, 512 MiB or 10 s of waiting;
        Declined with what the job refused, in words; Unforeseen when it failed.
        """
        request = wire.pack(
            {"task": task, "language": language.current(), "law": book.told(), "payload": payload}
        )
        with self._lock:
            answer = self._ask(request, limits.seconds(task) + limits.PATIENCE)
        if "failed" in answer:
            raise Unforeseen(reason=answer["failed"])
        done = answer["done"]
        if "declined" in done:
            raise Declined(said=done["declined"], problems=done["problems"])
        found: dict[str, Any] = done["answer"]
        return found

    def close(self) -> None:
        """Send the child away and wait until it has gone."""
        with self._lock:
            if self._child is not None:
                self._child.dismiss()
                self._child = None

    def _ask(self, request: bytes, seconds: float) -> dict[str, Any]:
        """Ask the child; one that had left of its own accord meanwhile is replaced and asked once more."""
        for _attempt in range(2):
            child, self._child = self._child or _Child(), None
            answer = child.ask(request, seconds)
            if answer is not None and "costly" not in answer:
                self._child = child
                return answer
            child.dismiss()
            if answer is not None or child.exit_code != _LEFT:
                self._child = _Child()  # it starts while the refusal is on its way
                raise TooCostly
        raise Unforeseen(reason=_(_NOT_STARTED))


class _Child:
    """The child's process, as its parent holds it. Nothing is handed down: no key, no file, no setting."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-P", "-s", "-m", *CHILD],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            cwd="/", env=_environment(), start_new_session=True,
        )  # fmt: skip
        self._ready = False

    @property
    def exit_code(self) -> int | None:
        return self._process.returncode

    def ask(self, request: bytes, seconds: float) -> dict[str, Any] | None:
        """Give its answer, or None when there was none: it had left, or was stopped. Raises Unforeseen."""
        if not self._ready and self._heard(START_SECONDS) is None:
            self.dismiss()
            raise Unforeseen(reason=_(_NOT_STARTED))
        self._ready = True
        return self._heard(seconds, request)

    def dismiss(self) -> None:
        """End it, whatever it does, and leave nothing of it behind."""
        for line in (self._process.stdin, self._process.stdout):
            if line is not None:
                _let_go(line)
        try:
            self._process.wait(1 if self._ready else 0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _heard(self, seconds: float, request: bytes = b"") -> dict[str, Any] | None:
        stop = threading.Timer(seconds, self._process.kill)
        stop.daemon = True
        stop.start()
        try:
            line = cast("BinaryIO", self._process.stdin)
            line.write(request)
            line.flush()
            return wire.receive(cast("BinaryIO", self._process.stdout), largest=LARGEST_ANSWER)
        except wire.TooLong:
            return {"costly": True}
        except (OSError, wire.Hung, ValueError):
            return None
        finally:
            stop.cancel()


def _let_go(line: Any) -> None:
    try:
        line.close()
    except OSError:  # what was still to be written has nobody left to read it
        return


def _environment() -> dict[str, str]:
    """Say where the program's own files are, and nothing of the office's."""
    here = [str(Path(place).resolve()) for place in sys.path if Path(place).exists()]
    return {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(here)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "Asia/Ho_Chi_Minh",
    }


@lru_cache(maxsize=1)
def chamber() -> Chamber:
    """Give this process's own chamber; its child starts with the first job."""
    return Chamber()
