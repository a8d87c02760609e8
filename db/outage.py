"""What the database or the disk does not do just now: it goes by, and nobody drew or typed anything wrong."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

_NO_ROOM = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE}
)
_MISSPOKEN = 1  # SQLite's number for a statement that it does not understand: that does not go by


def is_outage(error: Exception) -> bool:
    """Tell whether an error says that the database is away, locked or full, or the disk is."""
    if isinstance(error, DBAPIError):
        known = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
        return known and getattr(error.orig, "sqlite_errorcode", None) != _MISSPOKEN
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return isinstance(error, NoneFree)
