"""Inbox, board, register and search, however many tasks there are: the listing alone, and the whole page.

All cases but a few lie in one ward, over ten years, one of ten still open: more than any office of this
country has. The ward beside it stays small; its board is measured too, in the same tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.casework.numbers import number_of
from app.listings import board, case_search, inbox, register
from app.policy.actor import CHAIRMAN, OFFICER, Actor
from app.services import sessions
from app.services.sessions import Lifetimes
from app.web import create_app
from bench import planting, town
from bench.flat import uneven
from bench.timing import figures
from bench.town import Place
from db.models import Authority, Case, Holding, SearchWord, Task
from db.session import Database
from tests.played import settings_of

SIZES = (10_000, 100_000, 1_000_000)
BESIDE = 2_000  # tasks of the ward beside
MANY = 50_000  # tasks; beyond, indexes are better made anew
TIMES = 15
FULL = 100_000  # tasks; an officer holds less than the thousand that are counted where there are fewer
WHOLE = "board, all of it in one ward"  # counts a year of limits and every open case: it grows with them


@dataclass(frozen=True)
class Look:
    """Something that somebody looks at: how it is called, the listing, the address of the page."""

    name: str
    who: Actor
    listing: Callable[[Session], object]
    address: str


def measure(scale: int) -> list[dict[str, Any]]:
    """Measure every list on both databases, at each size up to the scale."""
    return [row for place in town.everywhere() for row in _on(place, scale)]


def wrong(rows: list[dict[str, Any]]) -> list[str]:
    """Name the lists that grew with the tasks, the one board apart of which it is known."""
    full = any(row["tasks"] > FULL for row in rows)
    flat = [
        row
        for row in rows
        if row["list"] != WHOLE and not (full and row["list"].startswith("inbox") and row["tasks"] < FULL)
    ]
    return uneven(flat, by="tasks", of=("database", "list", "what"))


def _on(place: Place, scale: int) -> list[dict[str, Any]]:
    database, rows = place.open(), []
    app = create_app(settings_of(place.folder), database=database)
    with database.reading() as session:
        known, beside = town.patterns(session), town.patterns(session, town.SECOND)
    number = planting.plant(database, town.grown(beside, min(BESIDE, scale // 5)))
    planted = 0
    for size in [each for each in SIZES if each <= scale] or [scale]:
        chosen = town.grown(known, size - planted)
        number = planting.plant(database, chosen, begin=number, many=size > MANY)
        planted = size
        for look in _looks(database):
            client = app.test_client()
            client.set_cookie("sid", _signed_in(database, look.who))
            rows += _taken(place, size, database, look, client)
    database.close()
    return rows


def _taken(
    place: Place, size: int, database: Database, look: Look, client: FlaskClient
) -> list[dict[str, Any]]:
    acts = {"listing": lambda: _listed(database, look), "page": lambda: _shown(client, look)}
    rows = []
    for what, act in acts.items():
        row = {"database": place.name, "list": look.name, "what": what, "tasks": size}
        rows.append(row | figures(database, act, times=TIMES, digits=2))
    return rows


def _listed(database: Database, look: Look) -> None:
    with database.reading() as session:
        look.listing(session)


def _shown(client: FlaskClient, look: Look) -> None:
    answer = client.get(look.address)
    if answer.status_code not in {200, 303}:
        raise RuntimeError(f"{look.address}: {answer.status}")


def _looks(database: Database) -> list[Look]:
    with database.reading() as session:
        officer, leader = _busiest(session), _leader(session, town.FIRST)
        beside = _leader(session, town.SECOND)
        number, words = _asked(session)
    return [
        _inbox("inbox, one's own work", officer, "mine"),
        _inbox("inbox, the unit's work", officer, "unit"),
        _search("search by number", officer, number),
        _search("search by words", officer, words),
        Look("register", officer, lambda s: register.page(s, register.usual(), actor=officer), "/register"),
        Look("board of a small ward", beside, lambda s: board.show(s, actor=beside), "/board"),
        Look(WHOLE, leader, lambda s: board.show(s, actor=leader), "/board"),
    ]


def _inbox(name: str, who: Actor, view: str) -> Look:
    asked = inbox.Filter(view=view)
    return Look(name, who, lambda session: inbox.page(session, asked, actor=who), f"/inbox?view={view}")


def _search(name: str, who: Actor, asked: str) -> Look:
    return Look(name, who, lambda session: case_search.find(session, asked, actor=who), f"/search?q={asked}")


def _busiest(session: Session) -> Actor:
    """Choose the officer who holds most open tasks."""
    rows = session.execute(
        select(Holding.person_id)
        .join(Authority, Authority.id == Holding.authority_id)
        .join(Task, (Task.assignee_id == Holding.person_id) & (Task.state == "open"))
        .where(Authority.key == town.FIRST, Holding.role == OFFICER)
        .group_by(Holding.person_id)
        .order_by(func.count().desc())
    )
    return _actor(session, rows.first())


def _leader(session: Session, ward: str) -> Actor:
    rows = session.execute(
        select(Holding.person_id)
        .join(Authority, Authority.id == Holding.authority_id)
        .where(Authority.key == ward, Holding.role == CHAIRMAN)
    )
    return _actor(session, rows.first())


def _actor(session: Session, found: Any) -> Actor:
    secret = sessions.begin(session, found[0])  # of this look only: nothing is kept
    session.flush()
    seen = sessions.resume(session, secret, lifetimes=Lifetimes())
    if seen is None or seen.actor is None:
        raise LookupError("nobody holds this office")
    return seen.actor


def _asked(session: Session) -> tuple[str, str]:
    """Choose a copy's number, and two words that many cases share."""
    own = select(Authority.id).where(Authority.key == town.FIRST).scalar_subquery()
    planted = (Case.authority_id == own, Case.number > planting.NUMBERS, ~Case.sealed)
    case = session.scalars(select(Case).where(*planted).order_by(Case.number)).first()
    if case is None:
        raise LookupError("nothing was planted")
    words = session.scalars(
        select(SearchWord.word)
        .where(SearchWord.case_id == case.id, SearchWord.kind == "name")
        .order_by(SearchWord.word)
    )
    return number_of(case), "+".join(words.all()[:2])


def _signed_in(database: Database, who: Actor) -> str:
    with database.transaction() as session:
        return sessions.begin(session, who.person_id)
