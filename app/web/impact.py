"""What a version about to change would touch: its changes in words, each with the open cases it meets."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from app.language import _
from app.listings import version_impact as listing
from app.listings.flow_versions import STATES
from app.policy.routes import LAW_KEEPER, READER
from app.web.access import allow
from app.web.doors import reading
from app.web.login import actor

bp = Blueprint("impact", __name__, url_prefix="/procedures")


@bp.get("/<uuid:version_id>/impact")
@allow(LAW_KEEPER)
def show(version_id: UUID) -> str:
    """Show what a draft, or a version that waits for its day, would touch."""
    here = actor()
    with reading() as session:
        page = listing.show(session, version_id, actor=here)
    return render_template(
        "procedures/impact.html",
        page=page,
        state=_(STATES[page.state]),
        reads_cases=READER.admits(here, signed_in=True),
    )
