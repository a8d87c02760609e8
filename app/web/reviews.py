"""Reviewing a version: what changed, what is said of it, what its authors and a second person do with it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, NotFound, OfficeError
from app.language import _
from app.listings import review_page as listing
from app.policy.routes import LAW_KEEPER, LEGAL
from app.services import review_comments, reviews
from app.services.review_comments import Said
from app.services.reviews import Approval, ChangedUnderneath
from app.web.access import allow
from app.web.dates import DayUnreadable, require_day
from app.web.doors import reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("reviews", __name__, url_prefix="/procedures")

Answer = Response | tuple[str, int]


@bp.get("/<uuid:version_id>/review")
@allow(LAW_KEEPER)
def show(version_id: UUID) -> str:
    """Show what a version changes, in words and on both drawings, and what stands between it and its day."""
    return _page(version_id)


@bp.post("/<uuid:version_id>/review/send")
@allow(LEGAL)
def send(version_id: UUID) -> Answer:
    """Send a draft to be reviewed."""
    told = _("Sent to be reviewed. Its files stay as they are until somebody has judged it.")
    return _do(reviews.send, version_id, told=told)


@bp.post("/<uuid:version_id>/review/withdraw")
@allow(LEGAL)
def withdraw(version_id: UUID) -> Answer:
    """Take a version back from review."""
    return _do(reviews.withdraw, version_id, told=_("Taken back: it is a draft again."))


@bp.post("/<uuid:version_id>/review/give-back")
@allow(LAW_KEEPER)
def give_back(version_id: UUID) -> Answer:
    """Give a version back to its authors, with the reason."""
    told = _("Given back to its authors with your reason.")
    return _do(reviews.give_back, version_id, request.form.get("reason", ""), told=told)


@bp.post("/<uuid:version_id>/review/approve")
@allow(LAW_KEEPER)
def approve(version_id: UUID) -> Answer:
    """Approve a version for a day."""
    try:
        approval = _approval()
    except DayUnreadable as unreadable:
        return _page(version_id, sentence=unreadable.sentence), status_of(unreadable)
    told = _("Approved. It is in force when its day begins; everybody whose step it changes is told.")
    return _do(reviews.approve, version_id, approval, told=told)


@bp.post("/<uuid:version_id>/review/stop")
@allow(LAW_KEEPER)
def stop(version_id: UUID) -> Answer:
    """Stop an approved version before its day, with the reason."""
    told = _("Stopped: it is a draft again, and what runs now goes on.")
    return _do(reviews.stop, version_id, request.form.get("reason", ""), told=told)


@bp.post("/<uuid:version_id>/review/comments")
@allow(LAW_KEEPER)
def comment(version_id: UUID) -> Answer:
    """Say something of a version, pinned to one of its elements."""
    said, told = _said(version_id), _("Your comment is kept.")
    return _do(review_comments.comment, version_id, said, told=told, place="comments")


@bp.post("/<uuid:version_id>/review/comments/<uuid:comment_id>/reply")
@allow(LAW_KEEPER)
def reply(version_id: UUID, comment_id: UUID) -> Answer:
    """Answer a comment."""
    text, told = request.form.get("text", ""), _("Your answer is kept.")
    return _do(review_comments.reply, version_id, comment_id, text, told=told, place="comments")


@bp.post("/<uuid:version_id>/review/comments/<uuid:comment_id>/resolve")
@allow(LAW_KEEPER)
def resolve(version_id: UUID, comment_id: UUID) -> Answer:
    """Settle a comment."""
    told = _("The comment is settled.")
    return _do(review_comments.resolve, version_id, comment_id, told=told, place="comments")


def _do(verb: Callable[..., object], version_id: UUID, *given: object, told: str, place: str = "") -> Answer:
    """Carry out one act; what is refused is told on the page, with all that was typed.

    What was not allowed is recorded in a transaction of its own: the act's is undone.
    """
    try:
        with transaction() as session:
            verb(session, version_id, *given, actor=actor())
    except NotFound:
        raise
    except OfficeError as refusal:
        if isinstance(refusal, NotAllowed | ChangedUnderneath):
            with transaction() as session:
                reviews.refused(session, version_id, verb.__name__, actor=actor())
        return _page(version_id, sentence=refusal.sentence), status_of(refusal)
    flash(told)
    return redirect(url_for(".show", version_id=version_id, _anchor=place or None), code=303)


def _approval() -> Approval:
    return Approval(
        on=require_day(request.form.get("on")),
        transition=request.form.get("transition", reviews.FINISH),
        from_today=bool(request.form.get("from_today")),
        comment=request.form.get("comment", ""),
    )


def _said(version_id: UUID) -> Said:
    at = request.form.get("at", "")
    file, _bar, element = at.partition("|")
    with reading() as session:
        known = dict(listing.places(session, version_id))
    named = known.get(at, "")
    return Said(
        text=request.form.get("text", ""),
        file=file if named else "",
        element=element if named else "",
        name=named,
    )


def _page(version_id: UUID, *, sentence: str = "") -> str:
    with reading() as session:
        page = listing.read(session, version_id, actor=actor(), sheet=request.args.get("sheet", ""))
    return render_template("procedures/review.html", page=page, sentence=sentence, typed=request.form)
