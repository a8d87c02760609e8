"""Five hundred times back to the same step: what each pass costs, and where it ends if it does.

The bench's drawing sends a matter back from its second choice to the third step. One pass is two steps.
"""

from __future__ import annotations

import statistics
from typing import Any

from sqlalchemy import select

from app.casework.stuck import Stuck
from bench import servers
from bench.drawing import ANSWERS, PROCESS_ID, six_tasks
from bench.office import Ours
from db.models import Run

PASSES = 500
MARKS = (1, 50, 150, 500)
AROUND = 4  # passes beside a mark that are taken together: one alone says little
GIVEN = dict(ANSWERS)


def measure(scale: int) -> list[dict[str, Any]]:
    """Measure the passes on the embedded database; each mark is the median of the passes around it."""
    passes = PASSES if scale >= 10_000 else 60  # noqa: PLR2004 - a try
    with servers.folder() as place:
        ours = Ours(six_tasks(), PROCESS_ID, place)
        _pass(ours, _begun(ours))  # reads the procedure
        times, sizes, stopped = _passes(ours, passes)
        ours.database.close()
    first = _around(times, 1)
    rows = [
        {
            "pass": mark,
            "ms": round(_around(times, mark), 2),
            "times_the_first": round(_around(times, mark) / first, 2),
            "state_bytes": sizes[mark - 1],
            "ended_by": "",
        }
        for mark in MARKS
        if mark <= len(times)
    ]
    if stopped:
        rows.append({
            "pass": len(times) + 1, "ms": None, "times_the_first": None, "state_bytes": sizes[-1],
            "ended_by": stopped,
        })  # fmt: skip
    return rows


def _begun(ours: Ours) -> Any:
    case = ours.begin({})
    for node in ("t1", "t2"):
        ours.complete(case, node, GIVEN[node])
    return case


def _pass(ours: Ours, case: Any) -> float:
    took = ours.complete(case, "t3", GIVEN["t3"])
    return took + ours.complete(case, "t4", GIVEN["t4"] | {"outcome": "rework"})


def _passes(ours: Ours, passes: int) -> tuple[list[float], list[int], str]:
    """Go round; gives what each pass took, what was stored after it, and what stopped it."""
    case, times, sizes = _begun(ours), [], []
    for _turn in range(passes):
        try:
            times.append(_pass(ours, case))
        except Stuck as stuck:
            return times, sizes, f"an incident: {stuck.trouble.kind}"
        with ours.database.reading() as session:
            sizes.append(len(session.scalars(select(Run.state).where(Run.case_id == case)).one()))
    return times, sizes, ""


def _around(times: list[float], mark: int) -> float:
    begin = max(mark - 1 - AROUND // 2, 0)
    return statistics.median(times[begin : begin + AROUND + 1])
