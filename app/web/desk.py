"""The leader's desk: what needs direction, and each choice with what it does to the clock."""

from __future__ import annotations

import secrets
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import OfficeError
from app.formdefs import Problem
from app.language import _
from app.listings import desk as listing
from app.listings import desk_choices, desk_item, late_reasons
from app.listings.desk_choices import Posted
from app.policy.routes import LEADER
from app.services import events
from app.services.tasks import Sending
from app.web import finishing
from app.web.access import allow
from app.web.doors import as_id, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("desk", __name__, url_prefix="/desk")

_FIRST = 40  # items shown before "all"


@bp.get("")
@allow(LEADER)
def index() -> str:
    """Show the stack of matters that need direction."""
    with reading() as session:
        desk = listing.show(session, actor=actor())
        owed = late_reasons.owed(session, actor=actor())
    shown = desk.matters if request.args.get("all") else desk.matters[:_FIRST]
    return render_template("desk/index.html", desk=desk, shown=shown, owed=owed)


@bp.get("/<uuid:task_id>")
@allow(LEADER)
def show(task_id: UUID) -> str:
    """Show one matter: facts, law, earlier measures, choices."""
    return _page(task_id, key=secrets.token_hex(16))


@bp.post("/<uuid:task_id>")
@allow(LEADER)
def direct(task_id: UUID) -> Response | str | tuple[str, int]:
    """Do what was chosen, exactly as it was said."""
    typed = request.form.to_dict(flat=False)
    measure = request.form.get(desk_choices.MEASURE, "")
    posted = desk_choices.posted_for(measure, typed) if measure else typed
    key, revision = request.form.get("key", ""), request.form.get("revision", "")
    sending = Sending(posted=posted, key=key, revision=int(revision) if revision.isdecimal() else None)
    try:
        done = finishing.finish(task_id, sending)
    except OfficeError as refusal:
        flash(refusal.sentence, "warning")
        return _page(task_id, key=secrets.token_hex(16), typed=typed), status_of(refusal)
    if done.problems:
        return _page(task_id, key=key, typed=typed, problems=done.problems), 422
    flash(_("Done. The matter is off your desk until the day that was named.") if measure else _("Noted."))
    return redirect(url_for(".index"), code=303)


@bp.post("/take")
@allow(LEADER)
def take() -> Response:
    """Take a matter onto the desk before its limit runs out."""
    case_id, deadline_id = as_id(request.form.get("case")), as_id(request.form.get("deadline"))
    with transaction() as session:
        events.open_desk(session, case_id, deadline_id, actor=actor())
    with reading() as session:
        task_id = listing.item_of(session, deadline_id, actor=actor())
    return redirect(url_for(".show", task_id=task_id) if task_id else url_for(".index"), code=303)


def _page(task_id: UUID, *, key: str, typed: Posted | None = None, problems: tuple[Problem, ...] = ()) -> str:
    """Draw one item in a session of its own, which is forgotten: the choices are tried in it."""
    with reading() as session:
        found = desk_item.find(session, task_id, actor=actor())
        item = desk_item.show(session, found)
        chosen = next(iter((typed or {}).get(desk_choices.MEASURE, ())), "")
        choices = desk_choices.of(session, found, actor=actor(), typed=typed, problems=problems)
    return render_template("desk/item.html", item=item, choices=choices, key=key, chosen=chosen)
