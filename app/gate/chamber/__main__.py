"""The child: takes one job after the other from its input, until there are no more or one was too much."""

from __future__ import annotations

import os
import select
import sys
import traceback
from collections.abc import Mapping
from typing import Any, BinaryIO

from app import language
from app.errors import OfficeError
from app.gate.chamber import jobs, limits, wire
from app.legaltime import book

SPENT = 3  # exit code after a job that ran out of memory: nothing is known about the state of this process


def main() -> int:
    """Answer jobs; give the exit code."""
    source, answers = _take_the_line()
    jobs.warm_up()
    limits.confine()
    os.dup2(1, 2)  # until here, a mistake in the program was told where the office's own are
    _say(answers, {"ready": True})
    for _job in range(limits.MOST_JOBS):
        if not select.select([source], [], [], limits.IDLE_SECONDS)[0]:
            return 0
        try:
            asked = wire.receive(source)
        except (wire.Hung, wire.TooLong):
            return 0
        answer = _work(asked)
        _say(answers, answer)
        if "costly" in answer:
            return SPENT
    return 0


def _take_the_line() -> tuple[BinaryIO, BinaryIO]:
    """Keep the line to the office for answers alone: whatever a job prints goes nowhere."""
    source = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return source, answers


def _work(asked: Mapping[str, Any]) -> dict[str, Any]:
    limits.begin(asked["task"])
    try:
        with language.use(asked["language"]), book.using(book.hear(asked.get("law"))):
            return {"done": _answered(asked)}
    except (MemoryError, RecursionError):
        return {"costly": True}
    except Exception as error:  # noqa: BLE001 - whatever it is, the office hears of it and the child goes on
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {"failed": f"{type(error).__name__}, {os.path.basename(place.filename)} {place.lineno}"}  # noqa: PTH119
    finally:
        limits.end()


def _answered(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return {"answer": jobs.find(asked["task"])(asked["payload"])}
    except OfficeError as refused:
        problems = [
            {"element": problem.element, "rule": problem.rule, "message": problem.message}
            for problem in getattr(refused, "problems", ())
        ]
        return {"declined": refused.sentence, "problems": problems}


def _say(answers: BinaryIO, message: Mapping[str, Any]) -> None:
    answers.write(wire.pack(message))
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
