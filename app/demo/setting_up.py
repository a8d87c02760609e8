"""Opening the demonstration: founded and played the first time, found as it was every other time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.demo import founding, progress
from app.demo.play import CASES, SEED, is_empty, is_whole, play
from app.demo.wards import WARDS
from app.errors import OfficeError
from app.language import _, current
from app.services import authorities
from app.settings import Settings
from db.session import Database

FILE = "demo.json"


class RealOffice(OfficeError):
    """A real office lies here; the demonstration needs a folder of its own: DATA=./demo make run"""


class DemonstrationOnly(OfficeError):
    """The demonstration lies here, with passwords that everybody knows.

    Start it with --demo, or choose another folder: DATA=…
    """


def open_demo(
    database: Database,
    settings: Settings,
    *,
    say: Callable[[str], None],
    cases: int = CASES,
    seed: int = SEED,
) -> bool:
    """Found the demonstration and play its cases if nothing is here yet; tell who can sign in.

    ``say`` hears one line at a time; how far the play has come is shown beside it. The logins also
    stand in ``demo.json`` of the data folder. Gives whether anything was played now.

    Raises: RealOffice.
    """
    found_wards(database)
    fresh = is_empty(database)
    if fresh:
        with progress.shown(_("Playing {count} cases of seven months", count=cases), say=say) as told:
            play(database, cases=cases, seed=seed, told=told)
    elif not is_whole(database):
        folder = str(settings.data)
        say(_("An earlier start was broken off; for a whole demonstration delete {folder}", folder=folder))
    _write(settings)
    for line in _table(settings):
        say(line)
    return fresh


def found_wards(database: Database) -> None:
    """Found the two wards unless they are there.

    Raises: RealOffice.
    """
    with database.transaction() as session:
        known = authorities.keys(session)
        if not known:
            founding.found(session)
        elif not known >= founding.KEYS:
            raise RealOffice


def refuse_demo(database: Database) -> None:
    """Keep people with known passwords out of an office that is not a demonstration.

    Raises: DemonstrationOnly.
    """
    with database.reading() as session:
        if not founding.KEYS.isdisjoint(authorities.keys(session)):
            raise DemonstrationOnly


def people() -> list[dict[str, Any]]:
    """List who can sign in: login, name, title, authority and roles."""
    return [
        {
            "login": person.login,
            "name": person.name,
            "title": person.title_en if current() == "en" else person.title,
            "authority": ward.authority.name_en if current() == "en" else ward.authority.name,
            "roles": [person.role],
        }
        for ward in WARDS
        for person in ward.people
    ]


def _write(settings: Settings) -> None:
    told = {"url": settings.public_url, "password": founding.PASSWORD, "people": people()}
    settings.data.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, ensure_ascii=False, indent=2)
    (settings.data / FILE).write_text(text + "\n", encoding="utf-8")


def _table(settings: Settings) -> list[str]:
    rows = people()
    widths = {name: max(len(row[name]) for row in rows) for name in ("login", "name", "title")}
    lines = [_("Demonstration office: {url}", url=settings.public_url), ""]
    authority = ""
    for row in rows:
        if row["authority"] != authority:
            authority = row["authority"]
            lines.append(f"  {authority}")
        cells = "  ".join(str(row[name]).ljust(width) for name, width in widths.items())
        lines.append(f"    {cells}".rstrip())
    return [*lines, "", _("Password of everybody: {password}", password=founding.PASSWORD)]
