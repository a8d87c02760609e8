"""The counter: one screen from the first field to the receipt."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotFound, OfficeError
from app.files.errors import FileRefused
from app.language import _
from app.letters import ReceiptSheet, lay_out_receipt
from app.listings import counter as listing
from app.listings import earlier
from app.policy.routes import OFFICER_ONLY
from app.services import counter, counter_sheet
from app.services.counter import AlreadyLodged
from app.web import addresses
from app.web import counter_screen as screens
from app.web.access import allow
from app.web.counter_words import matches, whereabouts
from app.web.doors import as_id, office, reading, transaction
from app.web.login import actor
from app.web.problems import status_of

bp = Blueprint("counter", __name__, url_prefix="/counter")

Page = str | Response | tuple[str, int]

KEPT_NEXT = (
    "channel",
    "received_on",
    "forwarder",
    "forwarder_kind",
    "forwarder_letter",
    "forwarder_letter_on",
)


@bp.get("")
@allow(OFFICER_ONLY)
def index() -> Response:
    """Lead to a fresh screen with an address of its own, so that a reload brings back what was typed."""
    return redirect(url_for(".show", draft_id=uuid4()), code=303)


@bp.get("/<uuid:draft_id>")
@allow(OFFICER_ONLY)
def show(draft_id: UUID) -> Page:
    """Show the screen, with whatever was typed on it before."""
    with reading() as session:
        done = counter.lodged(session, draft_id, actor=actor())
        kept = counter.typed(session, draft_id, actor=actor())
    if done:
        return redirect(url_for(".registered", petition_id=done), code=303)
    posted = screens.fresh() if kept is None else kept
    return _screen(draft_id, posted)


@bp.post("/<uuid:draft_id>")
@allow(OFFICER_ONLY)
def send(draft_id: UUID) -> Page:
    """Keep everything that came, then do what the pressed button says."""
    posted = screens.pressed(request.form)
    refused = _keep(draft_id, posted)
    act = request.form.get("act", "")
    if refused or act.partition("-")[0] not in {"classify", "later"}:
        return _screen(draft_id, posted, refused=refused)
    try:
        with transaction() as session:
            done = counter.lodge(
                session, draft_id, posted, classified=act.startswith("classify"), actor=actor()
            )
    except AlreadyLodged:
        return show(draft_id)
    except OfficeError as refusal:
        return _screen(draft_id, posted, refused=[refusal.sentence]), status_of(refusal)
    if done.petition_id is None:
        page = _screen(draft_id, posted, lodged=done)
        return page, 422 if done.problems else 200
    return _leave(done, posted, on=act.endswith("-next"))


@bp.post("/<uuid:draft_id>/draft")
@allow(OFFICER_ONLY)
def keep(draft_id: UUID) -> tuple[str, int]:
    """Keep what is typed so far, without a page."""
    with transaction() as session:
        counter.keep(session, draft_id, screens.pressed(request.form), actor=actor())
    return "", 204


@bp.post("/<uuid:draft_id>/refresh")
@allow(OFFICER_ONLY)
def refresh(draft_id: UUID) -> str:
    """Draw the fields again as the answers now make them, with the proposals filled in."""
    posted = screens.pressed(request.form)
    refused = _keep(draft_id, posted)
    with reading() as session:
        sheet = counter_sheet.read(session, posted, actor=actor())
        files = counter.scans(session, draft_id, actor=actor())
    screen = screens.build(sheet, files)
    return render_template("counter/fields.html", screen=screen, draft_id=draft_id, refused=refused)


@bp.post("/<uuid:draft_id>/earlier")
@allow(OFFICER_ONLY)
def match(draft_id: UUID) -> str:
    """List earlier petitions while somebody types; by POST, so that no name enters an address or a log."""
    with reading() as session:
        found = earlier.find(session, screens.clues(screens.pressed(request.form)), actor=actor())
    return render_template("counter/earlier.html", found=matches(found), draft_id=draft_id)


@bp.post("/<uuid:draft_id>/discard")
@allow(OFFICER_ONLY)
def discard(draft_id: UUID) -> Response:
    """Throw an unfinished registration away."""
    with transaction() as session:
        counter.discard(session, draft_id, actor=actor())
    flash(_("The unfinished registration is thrown away."))
    return redirect(url_for(".index"), code=303)


@bp.get("/registered/<uuid:petition_id>")
@allow(OFFICER_ONLY)
def registered(petition_id: UUID) -> str:
    """Say what was registered, what is handed to the citizen, and where it is now."""
    with reading() as session:
        entered = listing.entered(session, petition_id, actor=actor())
    return render_template(
        "counter/registered.html",
        entered=entered,
        where=whereabouts(entered),
        case_href=addresses.case(entered.case_id),
    )


@bp.get("/receipt/<uuid:petition_id>")
@allow(OFFICER_ONLY)
def receipt(petition_id: UUID) -> str:
    """Lay out the receipt on one A5 page; only for who registered the petition."""
    with reading() as session:
        entered = listing.entered(session, petition_id, actor=actor())
    paper = lay_out_receipt(_receipt(entered))
    return render_template("counter/receipt.html", entered=entered, paper=paper)


def _keep(draft_id: UUID, posted: screens.Posted) -> list[str]:
    """Store what was typed and every file before anything can go wrong; tell which files were refused."""
    with transaction() as session:
        if counter.lodged(session, draft_id, actor=actor()):
            return []
        counter.keep(session, draft_id, posted, actor=actor())
        for upload_id in request.form.getlist("scan-remove"):
            counter.detach(session, draft_id, as_id(upload_id), actor=actor())
    refused = []
    for file in request.files.getlist("scans"):
        if not file.filename:
            continue
        try:
            with transaction() as session:
                counter.attach(
                    session, draft_id, filename=file.filename, body=file.stream.read(), actor=actor()
                )
        except FileRefused as refusal:
            refused.append(refusal.sentence)
    return refused


def _screen(
    draft_id: UUID,
    posted: screens.Posted,
    *,
    refused: list[str] | None = None,
    lodged: counter.Lodged | None = None,
) -> str:
    with reading() as session:
        sheet = counter_sheet.read(session, posted, actor=actor())
        files = counter.scans(session, draft_id, actor=actor())
        found = earlier.find(session, screens.clues(posted), actor=actor())
        unfinished = listing.unfinished(session, actor=actor())
    return render_template(
        "counter/screen.html",
        screen=screens.build(sheet, files, lodged),
        refused=refused or [],
        found=matches(found),
        draft_id=draft_id,
        unfinished=[each for each in unfinished if each.draft_id != draft_id],
        before=_before(),
    )


def _before() -> listing.Entered | None:
    """Give what was registered just before this screen opened, to hand out its receipt."""
    after = request.args.get("after")
    if not after:
        return None
    try:
        with reading() as session:
            return listing.entered(session, as_id(after), actor=actor())
    except NotFound:
        return None


def _leave(done: counter.Lodged, posted: screens.Posted, *, on: bool) -> Response:
    if done.again:
        flash(_("This petition was registered already; nothing was registered twice."), "warning")
    if not on:
        return redirect(url_for(".registered", petition_id=done.petition_id), code=303)
    following = uuid4()
    kept = {name: list(posted[name]) for name in KEPT_NEXT if name in posted}
    with transaction() as session:
        counter.keep(session, following, screens.fresh() | kept, actor=actor())
    return redirect(url_for(".show", draft_id=following, after=done.petition_id), code=303)


def _receipt(entered: listing.Entered) -> ReceiptSheet:
    return ReceiptSheet(
        superior=entered.superior,
        authority=f"Ủy ban nhân dân {entered.authority[:1].lower()}{entered.authority[1:]}",
        place=entered.place,
        number=entered.receipt,
        received=entered.received_on,
        petitioner=entered.petitioner or "Người gửi đơn",
        matter=entered.matter or "Đơn được niêm phong",
        items=entered.items,
        citizen_code=entered.code,
        status_address=screens.status_address(office().settings.public_url),
        officer=entered.officer,
    )
