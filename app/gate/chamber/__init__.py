"""The chamber: another process, poor in time and memory, in which files from outside are tried out.

::

    room      the office's side: one child at a time, asked in turn, replaced when it is spent or killed
    jobs      what a child can be asked, by name; plain values in, plain values out
    limits    what a child may use up: 3 s of CPU time and 512 MiB for a job
    wire      how both sides speak: a length and JSON
    __main__  the child

A drawing that is too much for the chamber is refused with the rule ``too-costly``; the office goes on.
"""

from __future__ import annotations

from app.gate.chamber.errors import Declined, TooCostly, Unforeseen
from app.gate.chamber.examining import examine, examine_bundle
from app.gate.chamber.room import Chamber, chamber

__all__ = ["Chamber", "Declined", "TooCostly", "Unforeseen", "chamber", "examine", "examine_bundle"]
