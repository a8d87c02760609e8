"""What a list of days off does to the open deadlines: looked at before it is confirmed, and afterwards."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request

from app.errors import NotFound
from app.language import _
from app.legaltime.entries import CALENDAR
from app.listings import law_entries, law_proposals, recounts
from app.policy.routes import LAW_KEEPER, READER
from app.web.access import allow
from app.web.doors import reading
from app.web.login import actor

bp = Blueprint("law_deadlines", __name__, url_prefix="/law/changes")


@bp.get("/<uuid:entry_id>/deadlines")
@allow(LAW_KEEPER)
def show(entry_id: UUID) -> str:
    """List the open deadlines that a list of days off moves, with the day before and the day after."""
    after = request.args.get("after", type=UUID)
    with reading() as session:
        entry, state = law_proposals.entry(session, entry_id)
        if entry.kind != CALENDAR:
            raise NotFound
        page = recounts.carried_out(session, entry_id, actor=actor(), after=after)
        if page is None:
            page = recounts.preview(session, entry, actor=actor(), after=after)
    return render_template(
        "law/deadlines.html",
        page=page,
        entry_id=entry_id,
        title=law_entries.title(entry),
        state=_(law_proposals.STATES[state]),
        opens=READER.admits(actor(), signed_in=True),
    )
