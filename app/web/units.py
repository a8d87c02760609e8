"""The administrator's page about units: the dated tree, new units, ends and successors."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import units as listing
from app.policy.routes import ADMINISTRATOR_ONLY
from app.services import units
from app.services.people import UnitMissing
from app.services.units import KINDS, NewUnit
from app.web.access import allow
from app.web.dates import require_day
from app.web.doors import as_id, reading, transaction
from app.web.frame import in_words
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("units", __name__, url_prefix="/units")


@bp.get("")
@allow(ADMINISTRATOR_ONLY)
def index() -> str:
    """Show the units of this authority, those that ended included."""
    return _page()


@bp.post("")
@allow(ADMINISTRATOR_ONLY)
def establish() -> Response | tuple[str, int]:
    """Establish a unit."""
    try:
        new = NewUnit(
            name=request.form.get("name", ""),
            name_en=request.form.get("name_en", ""),
            kind=request.form.get("kind", ""),
            since=require_day(request.form.get("since")),
            parent_id=as_id(request.form["parent"]) if request.form.get("parent") else None,
        )
        with transaction() as session:
            units.establish(session, actor().authority_id, new, actor=actor())
    except OfficeError as refusal:
        return _refused(refusal)
    flash(_("The unit is established."))
    return redirect(url_for(".index"), code=303)


@bp.post("/end")
@allow(ADMINISTRATOR_ONLY)
def end() -> Response | tuple[str, int]:
    """Let a unit end, and name its successors."""
    try:
        if not request.form.get("unit"):
            raise UnitMissing
        with transaction() as session:
            units.end_unit(
                session,
                as_id(request.form.get("unit")),
                until=require_day(request.form.get("until")),
                successors=[as_id(each) for each in request.form.getlist("successors")],
                actor=actor(),
            )
    except OfficeError as refusal:
        return _refused(refusal)
    flash(_("The end of the unit is recorded."))
    return redirect(url_for(".index"), code=303)


def _page(sentence: str = "") -> str:
    with reading() as session:
        branches = listing.tree(session, actor().authority_id)
    standing = [each for each in branches if not each.over]
    return render_template(
        "units/index.html",
        branches=branches,
        choices=[(str(each.id), "– " * each.level + in_words(each.name, each.name_en)) for each in standing],
        kinds=[(kind, _(name)) for kind, name in KINDS.items()],
        kind_names=KINDS,
        sentence=sentence,
        typed=request.form,
        since=clock.today(),
    )


def _refused(refusal: OfficeError) -> tuple[str, int]:
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    return _page(refusal.sentence), status_of(refusal)
