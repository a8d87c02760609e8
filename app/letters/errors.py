"""What can be wrong with a letter."""

from __future__ import annotations

from app.errors import OfficeError


class TemplateRefused(OfficeError):
    """This letter template cannot be used: {reason} (line {line})."""
