"""Playing: every case goes its way at the pace of its people, through the real services, up to now."""

from __future__ import annotations

import datetime as dt
import gc
import heapq
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from app import clock, language
from app.demo import cast, reviews
from app.demo.cast import Cast
from app.demo.hand import Hand
from app.demo.matters import Matter
from app.demo.names import citizen
from app.demo.programme import Entry, beside, compose
from app.demo.stage import OPENS, Stage, hour_of, working_day
from app.demo.tale import Plot, Tale
from app.demo.wards import WARDS
from db.models import Case, Pulse
from db.session import Database

CASES, SEED = 60, 2026
DAY = dt.timedelta(days=1)
RARELY = 100_000  # new objects between two looks; saves about a fifth of the time
PLAYED = "demo-played"  # written when a play came to its end

Told = Callable[[int, int], None]


def is_empty(database: Database) -> bool:
    """Tell whether no petition was ever received here."""
    with database.reading() as session:
        return not session.scalar(select(func.count()).select_from(Case))


def is_whole(database: Database) -> bool:
    """Tell whether what lies here was played to its end."""
    with database.reading() as session:
        return session.get(Pulse, PLAYED) is not None


def play(database: Database, *, cases: int = CASES, seed: int = SEED, told: Told) -> int:
    """Play so many cases, and one of each procedure beside them, up to now; gives how many steps were taken.

    ``told`` hears how much of the time is over, and of how much, in minutes of the office.
    """
    end = clock.now()
    programme = sorted([*compose(cases, seed), *beside()], key=lambda entry: -entry.ago)
    today = clock.local(end).date()
    stage = Stage(database, hour_of(working_day(today, -programme[0].ago), OPENS) - DAY)
    with language.use("vi"), _tidied_rarely():
        with database.reading() as session:
            casts = [cast.gather(session, ward) for ward in WARDS]
        tales = [
            _begin(stage, casts, entry, place, today, seed) for place, entry in enumerate(programme, start=1)
        ]
        steps = _run(stage, tales, end, told)
        with clock.at(end):
            reviews.send(database, casts[0])
    with database.transaction() as session:
        session.add(Pulse(name=PLAYED, at=end))
    return steps


@contextmanager
def _tidied_rarely() -> Iterator[None]:
    """Let Python look for unreachable objects less often: a play makes many, and is over soon."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(RARELY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _begin(
    stage: Stage, casts: list[Cast], entry: Entry, place: int, today: dt.date, seed: int
) -> tuple[dt.datetime, Tale]:
    """Give the instant at which a case begins, and its story from there."""
    chance = random.Random(f"{seed}/{place}")  # noqa: S311 - a play, not a secret
    chosen = casts[entry.ward]
    start = hour_of(working_day(today, -entry.ago), chance.randint(OPENS, OPENS + 2), chance.randint(0, 59))
    return start, _told(Hand(stage, chosen, place, chance), entry, chosen)


def _told(hand: Hand, entry: Entry, chosen: Cast) -> Tale:
    who = citizen(hand.chance, chosen.ward, hand.number)
    matter: Matter = entry.matter.at(who)
    hand.turn = 0 if entry.first else hand.number
    yield from entry.story(Plot(hand, matter, who))
    hand.leave()


def _run(stage: Stage, tales: list[tuple[dt.datetime, Tale]], end: dt.datetime, told: Told) -> int:
    """Take one step after the other in the order of time; what lies ahead of now is not played."""
    waiting = [(start, place, tale) for place, (start, tale) in enumerate(tales)]
    heapq.heapify(waiting)
    begin, steps = stage.now, 0
    whole = _minutes(end - begin)
    while waiting and waiting[0][0] <= end:
        instant, place, tale = heapq.heappop(waiting)
        stage.turn_to(instant)
        following = _step(tale)
        steps += 1
        if following is not None:
            heapq.heappush(waiting, (following, place, tale))
        told(_minutes(instant - begin), whole)
    stage.turn_to(end)
    told(whole, whole)
    return steps


def _step(tale: Iterator[dt.datetime]) -> dt.datetime | None:
    return next(tale, None)


def _minutes(span: dt.timedelta) -> int:
    return int(span.total_seconds() // 60)
