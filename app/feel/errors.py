"""What can go wrong with a condition, in words for the person who wrote it."""

from __future__ import annotations

from app.errors import OfficeError


class FeelError(OfficeError):
    """The condition “{expression}” cannot be worked out."""


class FeelNotUnderstood(FeelError):
    """The condition “{expression}” is not understood at “{place}”. Check names, brackets and quotes."""


class FeelFailed(FeelError):
    """The condition “{expression}” cannot be worked out: {reason}"""


class FeelTooMuch(FeelError):
    """The condition “{expression}” takes too long or too much room. Write it more simply."""


class FeelMissing(FeelError):
    """The part that works out conditions has not been built. Run “make setup”, then start again."""
