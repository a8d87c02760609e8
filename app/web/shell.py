"""What stands around every officers' page: who acts here and for which unit, and where they may go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Way:
    """One entry at the left; ``count`` is the number that matters there, ``late`` says that it hurts."""

    key: str  # a page names it with {% set open_way = "inbox" %} to be marked as the open one
    label: str
    href: str
    icon: str
    count: int | None = None
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One office in one unit that the person may act for."""

    id: str
    office: str
    unit: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Shell:
    """Everything the frame of a page shows; given to the templates as ``shell``, absent for citizens."""

    authority: str
    person: str
    office: str
    unit: str
    ways: tuple[Way, ...]  # at most seven; the first four are the bar of a phone
    search: str  # address of the search
    sit: str  # address that changes the seat (POST seat=…)
    leave: str  # address that signs out (POST)
    account: str = ""  # address of the person's own settings
    seats: tuple[Seat, ...] = ()
    held: bool = False  # no timer fires, and this person answers for that
    clock: str = ""  # address of the page on which it is released, for whoever may
