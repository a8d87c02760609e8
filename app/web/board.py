"""The board: units as rows, states as columns, each number a way to its list."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.language import _
from app.listings import board as listing
from app.listings import board_list, late_reasons, place
from app.listings.board_list import Asked
from app.listings.board_shares import MISSED
from app.policy.routes import OVERSEER
from app.web.access import allow
from app.web.doors import as_id, reading
from app.web.login import actor

bp = Blueprint("board", __name__, url_prefix="/board")


@bp.get("")
@allow(OVERSEER)
def index() -> str:
    """Show the board of today."""
    with reading() as session:
        board = listing.show(session, actor=actor())
        owed = len(late_reasons.owed(session, actor=actor()))
    return render_template(
        "board/index.html", board=board, owed=owed, columns=_columns(), leads=actor().leads
    )


@bp.get("/list")
@allow(OVERSEER)
def opened() -> str:
    """Show the list behind one number."""
    wanted = request.args
    unit = wanted.get("unit", "")
    asked = Asked(
        state=wanted.get("state", ""),
        unit_id=as_id(unit) if unit else None,
        sealed=wanted.get("sealed") == "1",
        after=place.read(wanted.get("after", "")),
    )
    with reading() as session:
        page = board_list.show(session, asked, actor=actor())
    return render_template("board/list.html", asked=asked, page=page, title=_title(asked))


def _columns() -> list[tuple[str, str]]:
    return [
        ("open", _("Open")),
        ("soon", _("Due soon")),
        ("late", _("Overdue")),
        ("suspended", _("Suspended")),
        ("closed", _("Closed this month")),
    ]


def _title(asked: Asked) -> str:
    names = {**dict(_columns()), MISSED: _("Limits missed in twelve months")}
    return names[asked.state]
