"""What can go wrong for a person, in words for that person.

The docstring of each class is the sentence its reader sees (English, translated like every other);
``{names}`` in it are the attributes given to the constructor.
"""

from __future__ import annotations

from app.language import _


class OfficeError(Exception):
    """Something could not be done."""

    def __init__(self, **names: object) -> None:
        self.names = names
        super().__init__(type(self).__name__)

    @property
    def sentence(self) -> str:
        """Say what happened and what to do, in the reader's language."""
        return _(" ".join((type(self).__doc__ or "").split()), **self.names)

    def __str__(self) -> str:
        return self.sentence


class NotFound(OfficeError):
    """There is nothing here that you may see. Check the address, or search by the case number."""


class NotAllowed(OfficeError):
    """This step belongs to somebody else. Ask the person named on the case, or your head of unit."""


class AlreadyDone(OfficeError):
    """{person} already did this at {time}. What you typed is kept below; nothing was changed."""


class MovedOn(OfficeError):
    """This case has moved since you opened the page. Look at what changed, then send again."""


class NotPossibleNow(OfficeError):
    """This cannot be done now: {reason}"""


class Unacceptable(OfficeError):
    """What was entered cannot be accepted: {reason}"""


class SettingMissing(OfficeError):
    """The setting {name} is missing or wrong: {reason}"""
