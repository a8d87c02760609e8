"""The clerk's tray: letters to number, to send, to prove; and the number books."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.errors import OfficeError
from app.language import N_, _
from app.listings import dispatch as listing
from app.listings import letter_words, number_books, place
from app.policy.routes import CLERK_ONLY
from app.services import letters
from app.services.letters import Dispatch
from app.web import sending
from app.web.access import allow
from app.web.dates import require_day
from app.web.doors import as_id, reading, transaction
from app.web.login import actor

bp = Blueprint("letters", __name__, url_prefix="/letters")

FIGURE = re.compile(r"[0-9]{1,6}")
TABS = {"enter": N_("To be numbered"), "send": N_("To be sent"), "prove": N_("Proof awaited")}


@bp.get("")
@allow(CLERK_ONLY)
def index() -> str:
    """Show one tab of the tray; without a wish, the first in which something waits."""
    with reading() as session:
        tab = request.args.get("tab", "")
        if tab not in listing.TABS:
            counts = listing.counts(session, actor=actor())
            tab = next((each for each in listing.TABS if counts[each]), listing.TABS[0])
        after = place.read(request.args.get("after", ""))
        tray = listing.page(session, tab, actor=actor(), after=after)
    return render_template(
        "letters/index.html",
        tab=tab,
        tray=tray,
        tabs=tabs(tray.counts, tab),
        day=clock.today(),
        ways=letter_words.ways(),
        key=sending.new_key(),
    )


@bp.post("/send")
@allow(CLERK_ONLY)
def send_many() -> Response:
    """Record the chosen letters as sent, each by itself: one that cannot be keeps none of the others back."""
    chosen = [as_id(each) for each in request.form.getlist("chosen")]
    sent, refused = 0, []
    for letter_id in chosen:
        try:
            _send(letter_id)
        except OfficeError as refusal:
            refused.append(refusal.sentence)
            continue
        sent += 1
    if not chosen:
        flash(_("Choose at least one letter first."), "warning")
    if sent:
        flash(_("Letters recorded as sent: {count}. Their proofs of delivery are awaited.", count=sent))
    for sentence in dict.fromkeys(refused):
        flash(sentence, "warning")
    return redirect(url_for(".index", tab="send"), code=303)


@bp.get("/books")
@allow(CLERK_ONLY)
def books() -> str:
    """Show which numbers of the books are given, and which nobody has."""
    asked = request.args
    with reading() as session:
        shelf = number_books.shelf(
            session,
            actor=actor(),
            year=_figure(asked.get("year")),
            book=asked.get("book", ""),
            before=_figure(asked.get("after")),
        )
        counts = listing.counts(session, actor=actor())
    return render_template("letters/books.html", shelf=shelf, tabs=tabs(counts, "books"))


def tabs(counts: dict[str, int], tab: str) -> list[tuple[str, str, int | None, bool, bool]]:
    """List the tabs for the macro ``views``."""
    shown: list[tuple[str, str, int | None, bool, bool]] = [
        (_(word), url_for("letters.index", tab=each), counts[each], each == tab, False)
        for each, word in TABS.items()
    ]
    return [*shown, (_("Number books"), url_for("letters.books"), None, tab == "books", False)]


def _send(letter_id: UUID) -> None:
    """Send one of many: the same page sent twice carries the same key for each letter."""
    on, key = require_day(request.form.get("on")), request.form.get(sending.KEY, "")
    leaving = Dispatch(on=on, via=request.form.get("via", ""))
    with transaction() as session:
        letters.send(session, letter_id, leaving, uuid5(letter_id, key).hex if key else "", actor=actor())


def _figure(text: str | None) -> int | None:
    return int(text) if FIGURE.fullmatch(text or "") and text else None
