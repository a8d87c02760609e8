"""Why nothing can be examined."""

from __future__ import annotations

from app.errors import OfficeError


class NoOffice(OfficeError):
    """There is no office in {place}."""


class DatabaseSilent(OfficeError):
    """The database does not answer ({kind}). Look whether it runs and whether its address is right."""
