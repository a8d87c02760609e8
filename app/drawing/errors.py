"""What can be wrong with a diagram that should be drawn."""

from __future__ import annotations

from app.errors import OfficeError


class DrawingRefused(OfficeError):
    """This diagram cannot be drawn: {reason}"""
