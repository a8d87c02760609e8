"""What the chamber's process may use up.

A job gets 3 s of CPU time, counted by a timer of the kernel that ends the process whatever it does, also
within a library; eight pages of a paper get 10, the checklist and a file of scenarios 15; a rehearsal
that plays itself stops by itself after 30 s, and is ended after 35. The memory limit is on address space,
because Linux keeps no other: the interpreter with all that most jobs import takes 65 MiB of the 512, what
draws papers 110 more. macOS keeps the limit of time and not that of memory.
"""

from __future__ import annotations

import resource
import signal
from contextlib import suppress

CPU_SECONDS = 3.0
LONGER = {"play": 35.0, "look": 15.0, "walk": 15.0, "draw_pages": 10.0}
PATIENCE = 7.0  # seconds that the office waits beyond, on a machine that has much else to do
MEMORY = 512 * 1024 * 1024  # bytes
MOST_JOBS = 200
IDLE_SECONDS = 600.0

_CEILINGS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_FSIZE: 0,  # it writes to no file
    resource.RLIMIT_NOFILE: 32,
    resource.RLIMIT_NPROC: 0,  # it starts nobody; the administrator's own processes are not bound by this
}


def confine() -> None:
    """Give up, for good, everything that a job does not need."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for what, most in _CEILINGS.items():
        with suppress(ValueError, OSError):  # a system that does not know one keeps the others
            resource.setrlimit(what, (most, most))


def seconds(task: str) -> float:
    """Tell how much CPU time a job of this name may take."""
    return LONGER.get(task, CPU_SECONDS)


def begin(task: str) -> None:
    """Start the clock of one job."""
    signal.setitimer(signal.ITIMER_PROF, seconds(task))


def end() -> None:
    """Stop the clock: what is left is not kept for the next job."""
    signal.setitimer(signal.ITIMER_PROF, 0)
