"""Scenarios of a version: listed with where they lead, edited by hand, recorded from a rehearsal."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _, content
from app.listings import checklist_page
from app.listings import scenario_page as listing
from app.policy.routes import LAW_KEEPER, LEGAL
from app.services import drafting, judging, procedure_drafts, rehearsals, scenario_files
from app.services.drafting import Frozen
from app.services.procedure_drafts import Content
from app.services.rehearsals import Standing
from app.services.scenario_files import UnreadableScenario
from app.web.access import allow
from app.web.dates import read_day
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("scenarios", __name__)


@bp.get("/procedures/<uuid:version_id>/scenarios")
@allow(LEGAL)
def show(version_id: UUID) -> str:
    """Show the scenarios of a version, each with where it led, and what they pass on the drawing."""
    return _page(version_id, file=request.args.get("file", ""))


@bp.post("/procedures/<uuid:version_id>/scenarios")
@allow(LEGAL)
def save(version_id: UUID) -> Response | tuple[str, int]:
    """Save one file of scenarios into a draft; what was typed stays when it cannot be read."""
    name, text = request.form.get("file", ""), request.form.get("text", "")
    try:
        files = scenario_files.written(name, text)
        saved = save_files(version_id, files, base=request.form.get("base", ""))
    except OfficeError as refusal:
        if isinstance(refusal, NotFound | NotAllowed):
            raise
        line = refusal.line if isinstance(refusal, UnreadableScenario) else 0
        page = _page(_newest(version_id), file=name, typed=text, sentence=refusal.sentence, line=line)
        return page, status_of(refusal)
    flash(_("The scenarios are saved and were walked."))
    return redirect(url_for(".show", version_id=saved, file=next(iter(files))), code=303)


@bp.post("/procedures/<uuid:version_id>/scenarios/walk")
@allow(LEGAL)
def walk(version_id: UUID) -> Response:
    """Walk the scenarios once more."""
    walk_and_keep(version_id, anew=True)
    flash(_("The scenarios were walked."))
    return redirect(url_for(".show", version_id=version_id), code=303)


@bp.get("/procedures/<uuid:version_id>/checklist")
@allow(LAW_KEEPER)
def checklist(version_id: UUID) -> str:
    """Show what must be so before a version may be put in force, and mark it on the drawing."""
    on = read_day(request.args.get("on", "")) or clock.today() + dt.timedelta(days=1)
    with reading() as session:
        page = checklist_page.read(session, version_id, on, sheet=request.args.get("sheet", ""))
    return render_template("procedures/ready.html", page=page)


@bp.get("/rehearsals/<uuid:rehearsal_id>/record")
@allow(LEGAL)
def name_it(rehearsal_id: UUID) -> str:
    """Ask how the scenario shall be called that is recorded from a rehearsal."""
    return _asked(_standing(rehearsal_id))


@bp.post("/rehearsals/<uuid:rehearsal_id>/record")
@allow(LEGAL)
def record(rehearsal_id: UUID) -> Response | tuple[str, int]:
    """Make a scenario of what was done in a rehearsal, and save it into the draft."""
    standing, name = _standing(rehearsal_id), request.form.get("name", "")
    try:
        text = scenario_files.recorded(standing, name)
        with reading() as session:
            version_id, digest, files = scenario_files.beside(session, standing.play.version_id, text)
        saved = save_files(version_id, files, base=digest)
    except OfficeError as refusal:
        if isinstance(refusal, NotFound | NotAllowed):
            raise
        return _asked(standing, typed=name, sentence=refusal.sentence), status_of(refusal)
    flash(_("The rehearsal is kept as a scenario of the draft."))
    return redirect(url_for(".show", version_id=saved, file=next(iter(files))), code=303)


def save_files(version_id: UUID, files: dict[str, bytes], *, base: str) -> UUID:
    """Save files into a draft, judge them, and walk its scenarios; gives the draft's new version.

    Raises: NotFound, Frozen, HeldBy, Conflict, DraftMovedOn, Unacceptable.
    """
    with reading() as session:
        wanted = drafting.edit(session, version_id, files, base=base, actor=actor())
        around = procedure_drafts.around(session, wanted.files)
    found = judging.judge_changed(wanted.files, wanted.changed, wanted.known, around=around)
    with transaction() as session:
        saved = drafting.save(session, wanted, Content(wanted.files, found), actor=actor())
    walk_and_keep(saved)
    return saved


def walk_and_keep(version_id: UUID, *, anew: bool = False) -> None:
    """Walk the scenarios of a version and keep what came of it; it takes its time outside a transaction.

    What was walked already as it is, is walked only ``anew``.
    """
    with reading() as session:
        held = scenario_files.bundle(session, version_id)
        if scenario_files.is_walked(session, held) and not anew:
            return
    found = scenario_files.walked(held)
    with transaction() as session:
        scenario_files.keep(session, held, found)


def _newest(version_id: UUID) -> UUID:
    """Find where a draft stands today, so that what was typed can be saved there."""
    with reading() as session, suppress(Frozen, NotFound):
        return drafting.newest(session, version_id).id
    return version_id


def _standing(rehearsal_id: UUID) -> Standing:
    with reading() as session:
        return rehearsals.standing(session, rehearsal_id)


def _asked(standing: Standing, *, typed: str = "", sentence: str = "") -> str:
    name = content(standing.play.title)
    return render_template(
        "rehearsals/record.html", standing=standing, name=name, typed=typed, sentence=sentence
    )


def _page(version_id: UUID, *, file: str, typed: str = "", sentence: str = "", line: int = 0) -> str:
    with reading() as session:
        page = listing.read(session, version_id, file=file)
    return render_template(
        "procedures/scenarios.html", page=page, file=file, typed=typed, sentence=sentence, line=line
    )
