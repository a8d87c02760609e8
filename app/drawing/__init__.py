"""Drawings: a procedure's diagram as a picture, with the state of one case marked on it.

``draw`` turns the diagram's own layout (BPMN DI) into SVG; ``tell`` says the same in words, for those
who do not see the picture. No database, no clock, no network; the same input gives the same output.
"""

from __future__ import annotations

from app.drawing.errors import DrawingRefused
from app.drawing.introduction import Introduction, introduce
from app.drawing.kinds import names
from app.drawing.mark import Mark, State
from app.drawing.picture import draw
from app.drawing.twin import Line, tell

__all__ = ["DrawingRefused", "Introduction", "Line", "Mark", "State", "draw", "introduce", "names", "tell"]
