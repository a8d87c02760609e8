"""What can go wrong with keys, envelopes and codes."""

from __future__ import annotations

from app.errors import OfficeError


class KeyFileMissing(OfficeError):
    """The key file {path} is not there. Restore it from its own safe copy; without it nothing opens."""


class KeyFileExposed(OfficeError):
    """Others can read the key file {path}. Set its permissions to 0600, then start again."""


class KeyFileDamaged(OfficeError):
    """The key file {path} cannot be read. Restore it from its own safe copy."""


class KeyNotHere(OfficeError):
    """This was sealed with key {key}, which is not in the key file. Restore the file that holds it."""


class SealBroken(OfficeError):
    """This sealed entry cannot be opened: it was changed, or it belongs elsewhere. Tell the administrator."""


class NothingToCompare(OfficeError):
    """There is too little here to compare with earlier petitions."""


class CodeUnreadable(OfficeError):
    """This code cannot be right: a character is missing or mistyped. Compare it with your receipt."""
