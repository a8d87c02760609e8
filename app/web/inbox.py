"""The inbox: what is mine to do, what my unit has to do, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import AlreadyDone, NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import inbox as listing
from app.listings import place
from app.listings.inbox import Filter, Inbox
from app.listings.kinds import KINDS
from app.policy.actor import CLERK, Actor
from app.policy.routes import HANDLER
from app.services import tasks
from app.web.access import allow
from app.web.doors import as_id, reading, transaction
from app.web.login import actor

bp = Blueprint("inbox", __name__, url_prefix="/inbox")

_LONGEST = 80  # characters of a filter


@bp.get("")
@allow(HANDLER)
def index() -> str:
    """Show one view of the inbox."""
    with reading() as session:
        asked = _asked(request.args.get("view") or _first_view(listing.counts(session, actor=actor())))
        page = listing.page(session, asked, actor=actor())
    return render_template(
        "inbox/index.html",
        asked=asked,
        page=page,
        views=_views(asked, page),
        kinds=[(key, _(word)) for key, word in KINDS.items()],
        several=sum(1 for row in page.rows if row.claimable) > 1,
    )


@bp.post("/claim")
@allow(HANDLER)
def claim() -> Response:
    """Take tasks upon oneself: the one whose button was pressed, or all that are chosen."""
    pressed = request.form.getlist("claim")
    wanted = [as_id(each) for each in pressed or request.form.getlist("chosen")]
    taken, sentences = _take(wanted)
    for sentence in sentences:
        flash(sentence, "warning")
    if not wanted:
        flash(_("Choose at least one row first."), "warning")
    elif taken == 1:
        flash(_("The task is yours now; it stands in your own work."))
    elif taken:
        flash(_("{count} tasks are yours now; they stand in your own work.", count=taken))
    return redirect(_back(), code=303)


def _take(wanted: Sequence[UUID]) -> tuple[int, list[str]]:
    """Take each on by itself: what a colleague took first does not keep the others back."""
    taken, sentences = 0, []
    for task_id in wanted:
        try:
            with transaction() as session:
                tasks.claim(session, task_id, actor=actor())
            taken += 1
        except (AlreadyDone, NotAllowed, NotFound) as refusal:
            sentences.append(_why_not(refusal))
    return taken, list(dict.fromkeys(sentences))


def _why_not(refusal: OfficeError) -> str:
    if isinstance(refusal, NotAllowed):
        return _("A colleague has just taken one of these tasks, or it is not for your office.")
    return refusal.sentence


def _asked(view: str) -> Filter:
    wanted = request.args
    return Filter(
        view=view if view in listing.VIEWS else listing.VIEWS[0],
        kind=wanted.get("kind", "") if wanted.get("kind") in KINDS else "",
        step=wanted.get("step", "")[:_LONGEST],
        text=wanted.get("text", "").strip()[:_LONGEST],
        after=place.read(wanted.get("after", "")),
    )


def _first_view(counts: dict[str, int]) -> str:
    """Begin with one's own work; where there is none, with what waits for somebody of the unit."""
    return "unit" if counts["unit"] and not counts["mine"] else "mine"


def _views(asked: Filter, page: Inbox) -> list[tuple[str, str, int, bool, bool]]:
    return [
        (word, url_for(".index", view=view), page.counts[view], view == asked.view, view == "late")
        for view, word in _names(actor()).items()
    ]


def _names(who: Actor) -> dict[str, str]:
    waiting = _("My unit's work")
    if who.leads:
        waiting = _("Waiting for the leader")
    elif CLERK in who.roles:
        waiting = _("Waiting for the clerks")
    return {"mine": _("My own work"), "unit": waiting, "soon": _("Due soon"), "late": _("Overdue")}


def _back() -> str:
    """Go back to the very list from which the button was pressed."""
    place = request.form.get("back", "")
    return place if place.startswith(("/inbox?", "/tasks/")) else url_for(".index", view="mine")
