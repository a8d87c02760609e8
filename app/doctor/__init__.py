"""What must hold in every database of an office, looked at without changing anything.

::

    Patient     one committed point of a database, its store of papers, its key ring
    existing    the database of an office, opened as it is
    examine     every rule, one after the other; what does not hold comes as findings
    rules       the list; each rule is one function of one module of this room

``donthu doctor`` asks it of the office, a restore asks it of the copy. Rows are read in streams, so that an
office of millions of rows takes time and no memory; a finding holds ids, never a name or a text.
"""

from __future__ import annotations

from app.doctor.examining import MOST_TOLD, Result, examine
from app.doctor.finding import Finding
from app.doctor.office import existing
from app.doctor.patient import Patient

__all__ = ["MOST_TOLD", "Finding", "Patient", "Result", "examine", "existing"]
