"""What can go wrong when legal time is counted."""

from __future__ import annotations

from app.errors import OfficeError


class LegalTimeError(OfficeError):
    """Legal time could not be counted."""


class UnknownRule(LegalTimeError):
    """There is no limit called {rule}. {hint}"""


class UnknownVariant(LegalTimeError):
    """There is no variant called {variant}. Choose one of: {variants}."""


class UnreadableDate(LegalTimeError):
    """The date {text} cannot be read. Write year-month-day, for example 2026-11-26."""


class DateOutOfReach(LegalTimeError):
    """The calendar reaches from {first} to {last}; it cannot tell about {year}."""


class PauseBackwards(LegalTimeError):
    """The suspension from {first} to {last} ends before it begins. Check the two dates."""


class UnreadableRegister(LegalTimeError):
    """The register {name} cannot be used: {reason}"""
