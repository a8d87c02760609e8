"""The reckoning against a slow counter that knows nothing of it and goes day by day."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

import app.legaltime
from app.legaltime import limits
from app.legaltime.pauses import Pause
from app.legaltime.reckoning import reckon

ONE = dt.timedelta(days=1)
FIRST, LAST = dt.date(2020, 1, 1), dt.date(2027, 12, 31)

# The catalogue of limits as the office's notes have it: rule, unit, then for each variant the cap and the
# cap with every extension that the law allows.
N, C, P, R, RC = "normal", "complex", "particularly-complex", "remote", "remote-complex"
CATALOGUE: dict[str, tuple[str, dict[str, tuple[int, int]]]] = {
    "KN.TIMEBAR": ("d", {N: (90, 90), C: (90, 90), R: (90, 90), RC: (90, 90)}),
    "KN1.ACCEPT": ("wd", {N: (10, 10), C: (10, 10)}),
    "KN1.SETTLE": ("d", {N: (30, 45), C: (45, 45), P: (45, 45), R: (45, 60), RC: (60, 60)}),
    "KN1.SEND": ("wd", {N: (3, 3)}),
    "KN.PUBLISH": ("d", {N: (15, 15)}),
    "KN2.FILE": ("d", {N: (30, 30), R: (45, 45), RC: (45, 45)}),
    "KN2.ACCEPT": ("wd", {N: (10, 10)}),
    "KN2.SETTLE": ("d", {N: (45, 60), C: (60, 60), R: (60, 70), RC: (70, 70)}),
    "KN2.SEND": ("d", {N: (7, 7)}),
    "TH.ASSIGN": ("d", {N: (10, 10)}),
    "TC.REVIEW": ("d", {N: (20, 20)}),
    "DD.HG.OBJECT": ("d", {N: (10, 10)}),
    "DD.HG.REGISTER": ("wd", {N: (30, 30)}),
    "KN.EFFECT": ("d", {N: (30, 30), R: (45, 45)}),
    "TC.CHECK": ("wd", {N: (7, 10), C: (10, 10), RC: (10, 10)}),
    "TC.TRANSFER": ("wd", {N: (5, 5)}),
    "TC.NOTIFY": ("wd", {N: (5, 5)}),
    "TC.SETTLE": ("d", {N: (30, 60), C: (30, 60), P: (30, 90)}),
    "TC.SUSP_NOTIFY": ("wd", {N: (5, 5)}),
    "TC.SEND": ("wd", {N: (5, 5)}),
    "TC.ACT": ("wd", {N: (7, 7)}),
    "TC.PUBLISH": ("wd", {N: (7, 7)}),
    "TC.OVERDUE.ASK": ("wd", {N: (5, 5)}),
    "TC.OVERDUE.REPORT": ("wd", {N: (5, 5)}),
    "TCD.ANSWER": ("wd", {N: (10, 10)}),
    "DD.HG.NOTIFY": ("wd", {N: (3, 3)}),
    "DD.HG.DONE": ("d", {N: (30, 30)}),
    "DD.GQ.NOTIFY": ("wd", {N: (5, 5)}),
    "DD.GQ.COMMUNE": ("d", {N: (45, 45), R: (55, 55), RC: (55, 55)}),
    "DD.GQ.PROVINCE": ("d", {N: (50, 50), R: (60, 60)}),
    "DD.CHALLENGE": ("d", {N: (30, 30)}),
}
CHOICES = [(rule, variant) for rule, (_unit, caps) in CATALOGUE.items() for variant in caps]


@cache
def raw_years() -> dict[int, tuple[set[dt.date], set[dt.date]]]:
    folder = Path(app.legaltime.__file__).parent
    years = tomllib.loads((folder / "calendar.toml").read_text(encoding="utf-8"))["year"]
    known = {}
    for year in years:
        off = {block["from"] + n * ONE for block in year["off"] for n in range(9)
               if block["from"] + n * ONE <= block["to"]}  # fmt: skip
        swaps = year.get("swap", [])
        known[year["year"]] = (off | {swap["off"] for swap in swaps}, {swap["worked"] for swap in swaps})
    return known


@cache
def works(day: dt.date) -> bool:
    if day.year not in raw_years():
        return day.weekday() < 5 and day not in holidays.country_holidays("VN", years=day.year)
    off, worked = raw_years()[day.year]
    return day in worked or (day.weekday() < 5 and day not in off)


def slowly(base: dt.date, cap: int, unit: str, pauses: list[Pause]) -> dt.date:
    suspended = {p.from_ + n * ONE for p in pauses for n in range((p.to - p.from_).days + 1)}
    day, counted = base, 0
    while counted < cap:
        day += ONE
        if day not in suspended and (unit == "d" or works(day)):
            counted += 1
    while not works(day):
        day += ONE
    return day


@given(
    base=st.dates(FIRST, LAST),
    choice=st.sampled_from(CHOICES),
    extended=st.booleans(),
    spans=st.lists(st.tuples(st.integers(-30, 120), st.integers(0, 40)), max_size=4),
)
@settings(max_examples=5000, deadline=None)
def test_five_thousand_histories_agree_with_a_slow_counter(
    base: dt.date, choice: tuple[str, str], extended: bool, spans: list[tuple[int, int]]  # noqa: FBT001
):  # fmt: skip
    rule, variant = choice
    unit, caps = CATALOGUE[rule]
    pauses = [Pause(base + start * ONE, base + (start + length) * ONE) for start, length in spans]

    reckoning = reckon(rule, base=base, variant=variant, pauses=pauses, extended=2 if extended else 0)

    assert reckoning.due == slowly(base, caps[variant][extended], unit, pauses)
    # The steps account for each day from the event to the end: none missing, none twice.
    spans_said = [(s.from_, s.to) for s in reckoning.steps if s.kind in {"count", "worked", "off", "pause"}]
    expected = base + ONE
    for first, last in spans_said:
        assert first == expected
        assert last is not None
        expected = last + ONE
    rolled = [s.to for s in reckoning.steps if s.kind == "roll"]
    assert (rolled or [expected - ONE]) == [reckoning.due]
    counted = sum(s.days for s in reckoning.steps if s.kind in {"count", "worked"})
    assert counted == caps[variant][extended]


WITHOUT_A_LIMIT_OF_THE_LAW = {"KNPA.ANSWER", "TC.PROTECT", "TCD.FOLLOWUP", "TH.ORDER"}


def test_the_catalogue_above_and_the_register_name_the_same_limits():
    assert {limit.rule for limit in limits.all_limits()} == {*CATALOGUE, *WITHOUT_A_LIMIT_OF_THE_LAW}
