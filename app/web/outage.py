"""What is told when the database or the disk does not take anything just now."""

from __future__ import annotations

from app.errors import OfficeError


class Unavailable(OfficeError):
    """Nothing can be stored just now. Wait a minute, look whether this was done, and if not, send it again; what you typed stands below."""  # noqa: E501
