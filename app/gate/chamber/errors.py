"""What can come back from the chamber instead of an answer."""

from __future__ import annotations

from typing import cast

from app.errors import OfficeError


class TooCostly(OfficeError):
    """This takes more time or memory than one file may take. Divide it into smaller procedures."""


class Unforeseen(OfficeError):
    """The program made a mistake over this file; nothing was changed. Tell the administrator: {reason}"""


class Declined(OfficeError):
    """What the chamber refused in words of its own, already in the reader's language."""

    @property
    def problems(self) -> list[dict[str, str]]:
        """List the elements it is about, each with its rule and message, where there are any."""
        return list(cast("list[dict[str, str]]", self.names["problems"]))

    @property
    def sentence(self) -> str:
        """Give the words as they were said."""
        return str(self.names["said"])
