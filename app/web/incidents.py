"""What could not be carried out: the list, one of them with its drawing, and what is done about it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import incident_page
from app.listings import incidents as listing
from app.policy.incidents import CORRECT
from app.policy.routes import INCIDENT_MENDER, INCIDENT_READER, TOLD
from app.services import incidents
from app.services.incidents import DONE, WAITING, OwnProposal, Wanted
from app.web.access import allow
from app.web.doors import office, reading
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("incidents", __name__, url_prefix="/incidents")


@bp.get("")
@allow(INCIDENT_READER)
def index() -> str:
    """List what could not be carried out, open ones first."""
    with reading() as session:
        found = listing.show(session, actor=actor())
    return render_template("incidents/index.html", found=found, told=TOLD.admits(actor(), signed_in=True))


@bp.get("/<uuid:incident_id>")
@allow(INCIDENT_READER)
def show(incident_id: UUID) -> str:
    """Show one incident: where it stands on the drawing, what was meant, what can be done."""
    return _page(incident_id)


@bp.post("/<uuid:incident_id>")
@allow(INCIDENT_MENDER)
def mend(incident_id: UUID) -> Response | tuple[str, int]:
    """Do something about an incident, or propose it to a second person."""
    act, field = request.form.get("act", ""), request.form.get("field", "")
    wanted = Wanted(
        act=act,
        reason=request.form.get("reason", ""),
        field=field if act == CORRECT else "",
        typed=tuple(request.form.getlist(f"value-{field}")) if act == CORRECT else (),
    )
    try:
        came = incidents.act(office().database, incident_id, wanted, actor=actor())
    except OfficeError as refusal:
        return _refused(incident_id, refusal)
    return _onward(incident_id, came)


@bp.post("/<uuid:incident_id>/acts/<uuid:act_id>")
@allow(INCIDENT_MENDER)
def decide(incident_id: UUID, act_id: UUID) -> Response | tuple[str, int]:
    """Confirm or refuse, as a second person, what somebody proposed."""
    agreed, reason = request.form.get("agreed") == "yes", request.form.get("reason", "")
    try:
        came = incidents.decide(
            office().database, incident_id, act_id, agreed=agreed, reason=reason, actor=actor()
        )
    except OfficeError as refusal:
        return _refused(incident_id, refusal)
    return _onward(incident_id, came)


def _onward(incident_id: UUID, came: str) -> Response:
    said = {
        DONE: _("It is carried out."),
        WAITING: _("Nothing is done yet: a second person was asked to confirm it."),
    }
    flash(said.get(came, _("The proposal is refused; nothing was changed.")))
    return redirect(url_for(".show", incident_id=incident_id), code=303)


def _refused(incident_id: UUID, refusal: OfficeError) -> tuple[str, int]:
    """Show the incident with what was refused; what may not be seen stays unseen."""
    if isinstance(refusal, NotFound | NotAllowed) and not isinstance(refusal, OwnProposal):
        raise refusal
    return _page(incident_id, sentence=refusal.sentence), status_of(refusal)


def _page(incident_id: UUID, *, sentence: str = "") -> str:
    with reading() as session:
        page = incident_page.show(session, incident_id, actor=actor())
    mends = INCIDENT_MENDER.admits(actor(), signed_in=True)
    chosen = {"act": request.form.get("act", ""), "field": request.form.get("field", "")}
    return render_template(
        "incidents/show.html",
        page=page,
        mends=mends,
        sentence=sentence,
        chosen=chosen,
        reason=request.form.get("reason", ""),
    )
