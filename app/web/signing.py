"""The leader's signing queue: read, sign or return, go on; answers may be signed many at once."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID, uuid5

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import AlreadyDone, MovedOn, NotAllowed, NotFound, OfficeError
from app.formdefs import Problem
from app.language import _
from app.listings import place
from app.listings import signing as listing
from app.listings.task_form import Posted
from app.policy.routes import LEADER
from app.services.tasks import Sending
from app.web import addresses, finishing, sending
from app.web.access import allow
from app.web.doors import as_id, reading
from app.web.login import actor

bp = Blueprint("signing", __name__, url_prefix="/signing")

OUTCOME, SIGN = "letter_outcome", "sign"  # what the form of answers calls them


@bp.get("")
@allow(LEADER)
def index() -> str:
    """List the letters that wait for the signature."""
    with reading() as session:
        queue = listing.queue(session, actor=actor(), after=place.read(request.args.get("after", "")))
    return render_template("signing/index.html", queue=queue, key=sending.new_key())


@bp.get("/<uuid:task_id>")
@allow(LEADER)
def show(task_id: UUID) -> str:
    """Show one letter as it will be printed, beside its file."""
    return _page(task_id)


@bp.post("/<uuid:task_id>")
@allow(LEADER)
def decide(task_id: UUID) -> Response | tuple[str, int]:
    """Sign a letter, or return it with a comment; then the next one."""
    sent = sending.read()
    following = next(iter(sent.posted.get("following", ())), "")
    posted = {name: texts for name, texts in sent.posted.items() if name != "following"}
    try:
        done = finishing.finish(task_id, Sending(posted=posted, key=sent.key, revision=sent.revision))
    except MovedOn as refusal:
        return _page(task_id, typed=posted, stopped=refusal.sentence), HTTPStatus.CONFLICT
    except AlreadyDone as refusal:
        flash(refusal.sentence, "warning")
        return redirect(url_for(".index"), code=303)
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _page(task_id, typed=posted, stopped=refusal.sentence), HTTPStatus.UNPROCESSABLE_ENTITY
    if done.problems:
        return _page(task_id, typed=posted, problems=done.problems), HTTPStatus.UNPROCESSABLE_ENTITY
    signed = posted.get(OUTCOME) == [SIGN]
    flash(_("Signed. The letter is on its way.") if signed else _("Returned with your comment."))
    return _onward(following)


@bp.post("/many")
@allow(LEADER)
def sign_many() -> Response:
    """Sign the chosen answers, each by itself: one that cannot be signed keeps none of the others back."""
    chosen = [as_id(each) for each in request.form.getlist("chosen")]
    signed, refused = 0, []
    for task_id in chosen:
        try:
            done = finishing.finish(task_id, _signature(task_id))
        except OfficeError as refusal:
            refused.append((_name(task_id), refusal.sentence))
            continue
        signed += not done.problems
        refused += [(_name(task_id), problem.message) for problem in done.problems]
    if not chosen:
        flash(_("Choose at least one letter first."), "warning")
    if signed:
        flash(_("Letters signed and on their way: {count}.", count=signed))
    for name, sentence in refused:
        flash(_("Not signed: {letter}. {reason}", letter=name, reason=sentence), "warning")
    return redirect(url_for(".index"), code=303)


def _signature(task_id: UUID) -> Sending:
    """Sign one of many: the same page sent twice carries the same key for each letter."""
    revision, key = request.form.get(f"revision-{task_id}", ""), sending.read().key
    return Sending(
        posted={OUTCOME: [SIGN]},
        key=uuid5(task_id, key).hex if key else "",
        revision=int(revision) if revision.isdecimal() and revision.isascii() else -1,
    )


def _name(task_id: UUID) -> str:
    with reading() as session:
        return listing.name_of(session, task_id, actor=actor())


def _onward(wanted: str) -> Response:
    with reading() as session:
        following = listing.next_of(session, actor=actor(), wanted=as_id(wanted) if wanted else None)
    if following is None:
        return redirect(url_for(".index"), code=303)
    return redirect(url_for(".show", task_id=following), code=303)


def _page(
    task_id: UUID, *, typed: Posted | None = None, problems: Sequence[Problem] = (), stopped: str = ""
) -> str:
    with reading() as session:
        page = listing.page(session, task_id, actor=actor(), typed=typed, problems=problems)
    return render_template(
        "signing/show.html",
        page=page,
        stopped=stopped,
        tried=next(iter(typed.get(page.outcome, ())), "") if typed else "",
        key=sending.new_key(),
        case_href=addresses.case(page.file.case.id),
    )
