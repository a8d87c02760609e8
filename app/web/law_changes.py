"""Changing the law as data: a form for one person, a decision for another."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import formdefs
from app.casework import law_sheets
from app.errors import NotAllowed, NotFound, OfficeError
from app.formdefs import Problem
from app.formdefs.view import FormView
from app.language import _
from app.legaltime.entries import KINDS, LOCAL, Entry
from app.listings import law_entries, law_impact, law_proposals, law_words
from app.policy.routes import LAW_KEEPER, LEGAL
from app.services import law
from app.services.law import Posted, Proposal
from app.web import sending
from app.web.access import allow
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("law_changes", __name__, url_prefix="/law/changes")

LOOK = "look"  # the button that only shows what would change


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a form starts from: a version, the local entry it corrects, the proposal it redoes."""

    kind: str
    old: Entry | None
    corrects: UUID | None = None
    redoes: UUID | None = None


@bp.get("")
@allow(LAW_KEEPER)
def index() -> str:
    """List what waits for a second person, and what was decided lately."""
    with reading() as session:
        rows = law_proposals.all_rows(session)
    return render_template(
        "law/changes.html", rows=rows, states=law_proposals.STATES, kind_names=law_entries.KIND_NAMES
    )


@bp.get("/<uuid:entry_id>")
@allow(LAW_KEEPER)
def show(entry_id: UUID) -> str:
    """Show one proposal beside what holds."""
    return _proposal(entry_id)


@bp.post("/<uuid:entry_id>/confirm")
@allow(LAW_KEEPER)
def confirm(entry_id: UUID) -> Response | tuple[str, int]:
    """Confirm what somebody else proposed."""
    try:
        with transaction() as session:
            law.confirm(session, entry_id, actor=actor(), comment=request.form.get("comment", ""))
    except OfficeError as refusal:
        return _refused(entry_id, refusal)
    flash(_("Confirmed: it is counted from its day on, and the staff is told."))
    return redirect(url_for(".show", entry_id=entry_id), code=303)


@bp.post("/<uuid:entry_id>/return")
@allow(LAW_KEEPER)
def give_back(entry_id: UUID) -> Response | tuple[str, int]:
    """Return a proposal to its author with a comment."""
    try:
        with transaction() as session:
            law.give_back(session, entry_id, request.form.get("comment", ""), actor=actor())
    except OfficeError as refusal:
        return _refused(entry_id, refusal)
    flash(_("Returned to its author with your comment."))
    return redirect(url_for(".index"), code=303)


@bp.post("/<uuid:entry_id>/withdraw")
@allow(LEGAL)
def withdraw(entry_id: UUID) -> Response | tuple[str, int]:
    """Take back one's own proposal."""
    try:
        with transaction() as session:
            law.withdraw(session, entry_id, actor=actor())
    except OfficeError as refusal:
        return _refused(entry_id, refusal)
    flash(_("Your proposal is taken back; it stays in the history."))
    return redirect(url_for(".index"), code=303)


@bp.post("/<uuid:entry_id>/take-back")
@allow(LEGAL)
def take_back(entry_id: UUID) -> Response | tuple[str, int]:
    """Propose that what the office confirmed holds no more."""
    with transaction() as session:
        made = law.propose_taking_back(session, entry_id, request.form.get("reason", ""), actor=actor())
    flash(_("Proposed. A second person confirms it or returns it."))
    return redirect(url_for(".show", entry_id=made), code=303)


@bp.get("/new/<kind>")
@bp.get("/new/<kind>/<path:key>")
@allow(LEGAL)
def ask(kind: str, key: str = "") -> str:
    """Show the form by which somebody proposes what the law says."""
    return _form(_draft(kind, key))


@bp.post("/new/<kind>")
@bp.post("/new/<kind>/<path:key>")
@allow(LEGAL)
def send(kind: str, key: str = "") -> Response | tuple[str, int]:
    """Propose it; whatever comes of it, what was typed is kept."""
    draft, sent = _draft(kind, key), sending.read()
    if formdefs.changes_rows(sent.posted):
        return _form(draft, sent.posted), HTTPStatus.OK
    form, choices = law_sheets.form(kind), law_sheets.choices()
    checked = formdefs.check(form, sent.posted, choices=choices, context=law_sheets.context(draft.old))
    problems, made = checked.problems, None
    if not problems:
        made = _proposal_of(draft, checked.answers)
        problems = law_sheets.problems(made.entry)
    if problems or made is None:
        return _form(draft, sent.posted, problems=problems), HTTPStatus.UNPROCESSABLE_ENTITY
    if LOOK in sent.posted:
        return _form(draft, sent.posted, made=made.entry), HTTPStatus.OK
    with transaction() as session:
        entry_id = law.propose_once(session, made, sent.key, sent.posted, redoes=draft.redoes, actor=actor())
    flash(_("Proposed. A second person confirms it or returns it."))
    return redirect(url_for(".show", entry_id=entry_id), code=303)


def _draft(kind: str, key: str) -> Draft:
    """Find what the form starts from, as the address says.

    Raises: NotFound.
    """
    if kind not in KINDS or (not key and kind not in law_sheets.NEW_KEYS):
        raise NotFound
    redone = request.args.get("redo", type=UUID)
    if redone is not None:
        with reading() as session:
            written, corrects = law_proposals.proposed(session, redone, kind)
        return Draft(kind=kind, old=written, corrects=corrects, redoes=redone)
    if not key:
        return Draft(kind=kind, old=None)
    versions = law_sheets.versions(kind, key)
    wanted = request.args.get("version", "")
    chosen = next((e for e in versions if str(e.effective_from or "") == wanted), None) if wanted else None
    old = chosen or law_sheets.newest(kind, key)
    if old is None:
        raise NotFound
    return Draft(kind=kind, old=old, corrects=old.id if chosen and old.origin == LOCAL else None)


def _proposal_of(draft: Draft, answers: dict[str, object]) -> Proposal:
    made = law_sheets.entry(draft.kind, answers, draft.old)
    return Proposal(entry=made, reason=str(answers["reason"]), replaces=draft.corrects)


def _form(
    draft: Draft,
    posted: Posted | None = None,
    *,
    problems: tuple[Problem, ...] = (),
    made: Entry | None = None,
) -> str:
    old, kind = draft.old, draft.kind
    with reading() as session:
        effects = law_impact.told(session, made, actor=actor()) if made else ()
    return render_template(
        "law/edit.html",
        kind=kind,
        kind_name=_(law_entries.KIND_NAMES[kind]),
        key=old.key if old else "",
        title=law_entries.title(old) if old else "",
        view=_view(draft, posted, problems),
        sending_key=sending.new_key(),
        changed=[row for row in law_proposals.compared(old, made) if row[1] != row[2]] if made else [],
        effects=effects,
        here_url=request.full_path.rstrip("?"),
        sure_words=law_words.sure_words(),
    )


def _view(draft: Draft, posted: Posted | None, problems: tuple[Problem, ...]) -> FormView:
    form, old = law_sheets.form(draft.kind), draft.old
    shown: dict[str, object] = {}
    if posted is not None:
        shown = dict(formdefs.typed(form, posted))
    elif old is not None:
        shown = law_sheets.answers(old)
        if request.args.get("compared"):
            shown["confidence"] = "confirmed"
        if not (request.args.get("version") or draft.redoes):
            shown |= {"effective_from": "", "effective_to": ""}
    return formdefs.view(
        form, shown, choices=law_sheets.choices(), problems=problems, context=law_sheets.context(old)
    )


def _proposal(entry_id: UUID, sentence: str = "") -> str:
    with reading() as session:
        page = law_proposals.show(session, entry_id, actor=actor())
    return render_template(
        "law/change.html",
        page=page,
        sentence=sentence,
        typed=request.form,
        states=law_proposals.STATES,
        kind_name=_(law_entries.KIND_NAMES[page.row.kind]),
    )


def _refused(entry_id: UUID, refusal: OfficeError) -> tuple[str, int]:
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    return _proposal(entry_id, refusal.sentence), status_of(refusal)
