"""How the demonstration's stories are told: each waits for instants, and acts when they have come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.demo.hand import Hand
from app.demo.matters import Matter
from app.demo.names import Citizen

Tale = Iterator[dt.datetime]


@dataclass(frozen=True)
class Plot:
    """One case to be played: its story, its matter, who brings it."""

    hand: Hand
    matter: Matter
    citizen: Citizen

    def lodge(self, **said: str) -> None:
        """Bring the petition to the counter, where it is classified at once."""
        self.hand.lodge(self.matter, self.citizen, said)

    def leave_at_counter(self) -> None:
        """Bring the petition to the counter, where it waits to be classified."""
        self.hand.lodge(self.matter, self.citizen, {}, classified=False)


Story = Callable[[Plot], Tale]


def letter_goes_out(hand: Hand, *, until: str = "sent", pace: int = 1, via: str = "post") -> Tale:
    """Take a letter through draft, signature, number and dispatch; ``until`` says where it rests."""
    if until == "open":
        return
    yield hand.later(pace)
    hand.drafts("li_draft")
    if until == "submitted":
        return
    yield hand.later(pace)
    if until == "returned":
        hand.does("li_sign", letter_outcome="return", comment="Nêu rõ căn cứ và thời hạn.")
        return
    hand.does("li_sign", letter_outcome="sign")
    if until == "signed":
        return
    yield hand.later(pace)
    issue(hand, via=via)


def issue(hand: Hand, *, via: str = "post") -> None:
    """Give a signed letter its number in the book of its kind, and send it."""
    hand.does("li_issue", book=hand.book("li_issue"), sent_on=hand.day(), via=via)
