"""What changed between two versions of a procedure: in words first, then as marks on both drawings.

``compare`` tells everything that matters, each change as one sentence in the reader's language; ``marks``
puts the same changes, with the same numbers, on the old and on the new drawing. No database, no clock.
"""

from __future__ import annotations

from app.changes.change import Change
from app.changes.comparing import compare
from app.changes.kinds import KINDS
from app.changes.marking import marks

__all__ = ["KINDS", "Change", "compare", "marks"]
