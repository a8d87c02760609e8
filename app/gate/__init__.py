"""The gate: one verdict over every drawing, table, form and letter before it may be put in force."""

from app.gate.checking import check, check_bundle
from app.gate.verdict import Kind, Verdict

__all__ = ["Kind", "Verdict", "check", "check_bundle"]
