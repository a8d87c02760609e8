"""What must be so before a version of a procedure may be put in force, computed from its files.

::

    examine    files in, the checklist out
    points     Checklist, Point, Line: what is told, in the reader's language when it is asked
"""

from __future__ import annotations

from app.checklist.examining import examine
from app.checklist.points import Checklist, Line, Point

__all__ = ["Checklist", "Line", "Point", "examine"]
