"""A sheet: one letter as it will be printed, all its words known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

_FEBRUARY = 2

State = Literal["draft", "signed", "issued"]


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Who signs, and by which right: «TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH / Trần Văn Long»."""

    on_behalf: str  # «TM. ỦY BAN NHÂN DÂN»; empty for a head who signs in his own right
    title: str  # «CHỦ TỊCH», or «KT. CHỦ TỊCH» and «PHÓ CHỦ TỊCH» on two lines
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A letter's words in the order of Decree 30/2020/NĐ-CP; every text is plain."""

    kind: str  # a key of letters.KINDS
    superior: str  # «ỦY BAN NHÂN DÂN THÀNH PHỐ …»; empty when none is printed
    authority: str  # «ỦY BAN NHÂN DÂN PHƯỜNG …», or the unit that issues
    symbol: str  # «TB-UBND»: what follows the number
    place: str  # «Bình Minh»
    title: str
    subject: str
    body: str  # paragraphs parted by an empty line
    signing: Signing
    number: str = ""  # «12», or empty while the book has not numbered it
    date: dt.date | None = None  # the day of issue
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    state: State = "draft"

    @property
    def number_line(self) -> str:
        """Write «Số: 05/TB-UBND», with dots while there is no number."""
        shown = self.number.zfill(2) if self.number else "……"
        return f"Số: {shown}/{self.symbol}" if self.symbol else f"Số: {shown}"

    @property
    def place_line(self) -> str:
        """Write «Bình Minh, ngày 05 tháng 02 năm 2026», with dots while there is no date."""
        return place_and_day(self.place, self.date)


def place_and_day(place: str, day: dt.date | None) -> str:
    """Write where and when, as annex I asks: noughts before days below 10 and months 1 and 2."""
    if day is None:
        return f"{place}, ngày …… tháng …… năm ……"
    month = f"{day.month:02}" if day.month <= _FEBRUARY else f"{day.month}"
    return f"{place}, ngày {day.day:02} tháng {month} năm {day.year}"


def symbol(abbreviation: str, authority: str, unit: str = "") -> str:
    """Compose what follows the number: ``TB-UBND``; for a công văn, ``UBND-VP``.

    ``abbreviation`` is ``Template.symbol``, ``authority`` and ``unit`` their short codes (Decree
    30/2020, annex I: a named type gives type and body, a công văn gives body and drafting unit).
    """
    parts = (abbreviation, authority) if abbreviation else (authority, unit)
    return "-".join(part for part in parts if part)
