"""What stands around a page: the ways that this person's roles open, with the numbers that matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, url_for

from app import language
from app.language import N_, _
from app.listings import counts
from app.policy.actor import (
    ADMINISTRATOR,
    AUDITOR,
    CHAIRMAN,
    CLERK,
    LEGAL_STAFF,
    OFFICER,
    ROLES,
    UNIT_HEAD,
    Actor,
)
from app.services.sessions import HeldOffice, Presence
from app.web.doors import reading
from app.web.login import presence
from app.web.roles import ROLE_NAMES
from app.web.shell import Seat, Shell, Way

_MOST = 7
ALONE = "alone"  # a mark on the request: its page is drawn without asking the database for anything
HELD = "held"  # the count that says whether no timer fires
_WORKERS = (OFFICER, UNIT_HEAD, CHAIRMAN, CLERK)


@dataclass(frozen=True)
class Path:
    """A way that may be shown: to whom, where it leads, and which count stands beside it."""

    key: str
    label: str
    icon: str
    endpoint: str
    roles: tuple[str, ...]
    count: str = ""
    late: bool = False


# In the order of the left rail; the first four a role sees are the bar of a phone. A path whose room is
# not built in is left out.
PATHS = (
    Path("desk", N_("For direction"), "gavel", "desk.index", (CHAIRMAN,), "to_direct", late=True),
    Path("signing", N_("To sign"), "signature", "signing.index", (CHAIRMAN,), "to_sign"),
    Path("inbox", N_("My work"), "inbox", "inbox.index", (*_WORKERS,), "mine"),
    Path("counter", N_("Counter"), "file-plus", "counter.index", (OFFICER, UNIT_HEAD)),
    Path(
        "receptions", N_("Receptions"), "users", "receptions.index", (OFFICER, UNIT_HEAD, CHAIRMAN, AUDITOR)
    ),
    Path("letters", N_("Letters"), "stamp", "letters.index", (CLERK,), "to_send"),
    Path("register", N_("Petition register"), "book-open", "register.index", (*_WORKERS, AUDITOR)),
    Path("board", N_("Board"), "layout-dashboard", "board.index", (CHAIRMAN, UNIT_HEAD, AUDITOR)),
    Path("reveals", N_("Looks"), "eye", "reveals.index", (AUDITOR,)),
    Path("notices", N_("Notices"), "bell", "notices.index", (*_WORKERS,), "unread"),
    Path("people", N_("People"), "users", "people.index", (ADMINISTRATOR,)),
    Path("units", N_("Units"), "network", "units.index", (ADMINISTRATOR,)),
    Path("clock", N_("Clock"), "clock", "clock.show", (ADMINISTRATOR,)),
    Path(
        "procedures",
        N_("Procedures"),
        "workflow",
        "procedures.index",
        (LEGAL_STAFF, ADMINISTRATOR),
        "to_review",
    ),
    Path(
        "incidents",
        N_("Incidents"),
        "triangle-alert",
        "incidents.index",
        (ADMINISTRATOR, AUDITOR),
        "stuck",
        late=True,
    ),
    Path("limits", N_("Legal limits"), "scale", "limits.index", ROLES),
)


def install(app: Flask) -> None:
    """Give every template the frame of whoever is signed in, and the office of who looks from outside."""
    app.jinja_env.globals.update(in_words=in_words, role_names=ROLE_NAMES)

    @app.context_processor
    def _tell() -> dict[str, Any]:
        here = None if ALONE in g else presence()
        return {"shell": _shell(here) if here else None, "seen_by": here}


def first_way(actor: Actor) -> str:
    """Give the address at which this person's day begins."""
    path = next(iter(_open(actor)), None)
    return url_for(path.endpoint) if path else url_for("entrance.account")


def in_words(vietnamese: str, english: str) -> str:
    """Choose the name that the reader's language asks for."""
    return english if language.current() == "en" and english else vietnamese


def _open(actor: Actor) -> list[Path]:
    built = current_app.view_functions
    return [path for path in PATHS if path.endpoint in built and actor.has(*path.roles)][:_MOST]


def _shell(here: Presence) -> Shell:
    office = here.office
    ways, held = _ways(here.actor) if here.actor and not here.must_change else ((), False)
    looks = here.actor is not None and here.actor.has(ADMINISTRATOR)
    return Shell(
        authority=in_words(office.authority, office.authority_en) if office else "",
        person=here.name,
        office=in_words(office.title, office.title_en) if office else _("No office today"),
        unit=in_words(office.unit, office.unit_en) if office else "",
        ways=ways,
        search=url_for("search.index") if "search.index" in current_app.view_functions else "/",
        sit=url_for("entrance.sit"),
        leave=url_for("entrance.leave"),
        account=url_for("entrance.account"),
        seats=tuple(_seat(each, office) for each in here.offices) if len(here.offices) > 1 else (),
        held=held,
        clock=url_for("clock.show") if looks else "",
    )


def _seat(each: HeldOffice, current: HeldOffice | None) -> Seat:
    several = current is not None and each.authority_id != current.authority_id
    unit = in_words(each.unit, each.unit_en)
    return Seat(
        id=str(each.holding_id),
        office=in_words(each.title, each.title_en),
        unit=f"{unit} · {in_words(each.authority, each.authority_en)}" if several else unit,
        current=each == current,
    )


def _ways(actor: Actor) -> tuple[tuple[Way, ...], bool]:
    """Give the ways with their numbers, and whether this person must hear that no timer fires."""
    paths = _open(actor)
    wanted = [path.count for path in paths if path.count]
    if actor.has(CHAIRMAN, ADMINISTRATOR):
        wanted.append(HELD)
    with reading() as session:
        numbers = counts.for_frame(session, actor, wanted)
    ways = tuple(
        Way(
            key=path.key,
            label=_(path.label),
            href=url_for(path.endpoint),
            icon=path.icon,
            count=numbers.get(path.count),
            late=path.late,
        )
        for path in paths
    )
    return ways, bool(numbers.get(HELD))
