"""A rehearsal: a procedure played by one person with a clock that can be turned, touching no real case.

::

    begin, complete, deliver, turn, next_timer     what a person can do; each gives another Scene
    Scene      open steps, timers, awaited messages, what was told; pack and unpack keep it
    office     answers what a drawing asks, with limits counted by the law, and remembers it in memory only
    moving     one move: every step is stored, loaded again and compared
    play       a procedure that plays itself: course, values and candidates find answers that lead on

A drawing that is still a draft can be rehearsed: what is open in it is played by stand-ins.
"""

from __future__ import annotations

from app.rehearsal.acting import begin, complete, deliver, next_timer, questions, turn
from app.rehearsal.errors import ClockBackwards, SceneUnreadable
from app.rehearsal.playing import LONGEST, MOST_STEPS, Played, play
from app.rehearsal.scene import Scene
from app.rehearsal.told import Asked, Entry, Incident, Open, Option, Timer

__all__ = [
    "LONGEST",
    "MOST_STEPS",
    "Asked",
    "ClockBackwards",
    "Entry",
    "Incident",
    "Open",
    "Option",
    "Played",
    "Scene",
    "SceneUnreadable",
    "Timer",
    "begin",
    "complete",
    "deliver",
    "next_timer",
    "play",
    "questions",
    "turn",
]
