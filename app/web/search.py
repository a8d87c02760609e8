"""The search of the top bar: number, name, parcel, code."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.listings import case_search
from app.policy.routes import READER
from app.web.access import allow
from app.web.doors import reading
from app.web.login import actor

bp = Blueprint("search", __name__, url_prefix="/search")

_LONGEST = 120  # characters


@bp.get("")
@allow(READER)
def index() -> Response | str:
    """Find cases by the words in the address."""
    return _found(request.args.get("q", ""), _after(request.args.get("after", "")))


@bp.post("")
@allow(READER)
def ask() -> Response | str:
    """Find cases by what must not stand in an address: an identity number, a phone, a code."""
    return _found(request.form.get("q", ""), None)


def _found(typed: str, after: UUID | None) -> Response | str:
    asked = typed.strip()[:_LONGEST]
    with reading() as session:
        hits = case_search.find(session, asked, actor=actor(), after=after)
    if hits.only and not after:
        return redirect(url_for("cases.show", case_id=hits.only), code=303)
    return render_template("search/index.html", asked=asked, hits=hits)


def _after(text: str) -> UUID | None:
    """Read where a page begins; anything unreadable begins at the start."""
    try:
        return UUID(text)
    except ValueError:
        return None
