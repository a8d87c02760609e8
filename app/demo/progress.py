"""How far a play has come, on the error stream: a bar on a terminal, a few lines in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

QUARTERS = 4

Told = Callable[[int, int], None]


@contextmanager
def shown(title: str, *, say: Callable[[str], None]) -> Iterator[Told]:
    """Show how much of a whole is done while a block runs; ``say`` takes the lines where no bar fits."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield _lines(title, say)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)


def _lines(title: str, say: Callable[[str], None]) -> Told:
    seen = -1

    def told(done: int, whole: int) -> None:
        nonlocal seen
        quarter = QUARTERS * done // max(whole, 1)
        if quarter > seen:
            seen = quarter
            say(f"{title}: {100 * quarter // QUARTERS} %")

    return told
