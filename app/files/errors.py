"""Why a file is not taken in, or not given out."""

from __future__ import annotations

from app.errors import OfficeError


class FileRefused(OfficeError):
    """The file “{name}” cannot be taken in: {reason}"""


class FileTooLarge(FileRefused):
    """The file “{name}” is too large. At most {limit} MB a file: scan it in grey, or split it."""


class FileMissing(OfficeError):
    """This document is not in the store. Tell the administrator: it must come back from the backup."""
