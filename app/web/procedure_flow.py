"""A procedure seen running: its versions, where cases wait on its drawing, and how its time was kept."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from app.language import _
from app.listings import flow_cases, flow_shelf
from app.listings import procedure_flow as listing
from app.listings.flow_cases import Asked
from app.listings.flow_versions import STATES
from app.listings.procedure_flow import Look
from app.policy.actor import Actor
from app.policy.routes import LEGAL, OVERSEER, PROCEDURE_READER
from app.web.access import allow
from app.web.doors import as_id, reading
from app.web.login import actor

bp = Blueprint("flow", __name__, url_prefix="/procedures/of")


@bp.get("")
@allow(PROCEDURE_READER)
def index() -> str:
    """List the procedures with what waits in each."""
    here = actor()
    with reading() as session:
        flows = flow_shelf.show(session, actor=here)
    return render_template("procedures/flows.html", flows=flows, draws=LEGAL.admits(here, signed_in=True))


@bp.get("/<flow>")
@allow(PROCEDURE_READER)
def show(flow: str) -> str:
    """Show how a procedure runs in this office."""
    here = actor()
    lists, draws = _lists(here), LEGAL.admits(here, signed_in=True)

    def href(step: str) -> str:
        return url_for(".cases", flow=flow, step=step) if lists else ""

    with reading() as session:
        page = listing.show(session, flow, look=_look(), drafts=draws, href=href, actor=here)
    return render_template(
        "procedures/flow.html",
        page=page,
        states={key: _(word) for key, word in STATES.items()},
        lists=lists,
        draws=draws,
    )


@bp.get("/<flow>/cases")
@allow(OVERSEER)
def cases(flow: str) -> str:
    """List the cases behind a number: of a step, of all steps, only what is overdue, or of a version."""
    wanted, here = request.args, actor()
    version = wanted.get("version", "")
    asked = Asked(
        procedure=flow,
        step=wanted.get("step", ""),
        late=wanted.get("late") == "1",
        version=as_id(version) if version else None,
        after=_cursor(wanted.get("after", "")),
    )
    with reading() as session:
        title = listing.title_of(session, flow)
        step = listing.step_title(session, flow, asked.step) if asked.step else ""
        page = flow_cases.show(session, asked, actor=here)
    return render_template(
        "procedures/flow_cases.html", flow=flow, title=title, step=step, asked=asked, page=page
    )


def _look() -> Look:
    return Look(sheet=request.args.get("sheet", ""), at=request.args.get("at", ""))


def _lists(here: Actor) -> bool:
    """Tell whether this person may open the cases behind a number."""
    return OVERSEER.admits(here, signed_in=True)


def _cursor(text: str) -> tuple[dt.datetime, UUID] | None:
    """Read where a page begins; anything unreadable begins at the start."""
    since, _line, case = text.partition("_")
    try:
        return dt.datetime.fromisoformat(since), UUID(case)
    except ValueError:
        return None
