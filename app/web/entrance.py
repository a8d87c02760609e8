"""The entrance: signing in and out, one's own password, and the office in which one acts."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.errors import OfficeError
from app.language import LANGUAGES, _
from app.policy.routes import PUBLIC, SIGNED_IN
from app.services import sessions
from app.services import sign_in as signing
from app.services.sessions import Presence
from app.web import frame, login, problems
from app.web.access import allow
from app.web.doors import as_id, office, transaction

bp = Blueprint("entrance", __name__)

_YEAR = 31_536_000


@bp.get("/")
@allow(PUBLIC)
def home() -> Response:
    """Lead everybody to where their day begins."""
    here = login.presence()
    if here is None:
        return redirect(url_for("entrance.sign_in"))
    return redirect(frame.first_way(here.actor) if here.actor else url_for("entrance.account"))


@bp.get("/sign-in")
@allow(PUBLIC)
def sign_in() -> Response | str:
    """Show the form for name and password."""
    if login.presence():
        return redirect(url_for("entrance.home"))
    return _form()


@bp.post("/sign-in")
@allow(PUBLIC)
def enter() -> Response | tuple[str, int]:
    """Let somebody in."""
    try:
        signed = signing.sign_in(
            office().database,
            login=request.form.get("login", ""),
            password=request.form.get("password", ""),
            origin=request.remote_addr or "",
        )
    except (signing.SignInRefused, signing.TooManyAttempts) as refusal:
        return _form(refusal.sentence), problems.status_of(refusal)
    session.clear()  # whatever was known before the sign-in is not trusted after it
    answer = redirect(_wanted(), code=303)
    login.remember(answer, signed.secret)
    if "language" not in request.cookies and signed.language in LANGUAGES:
        answer.set_cookie(
            "language", signed.language, max_age=_YEAR, samesite="Lax", secure=request.is_secure
        )
    return answer


@bp.post("/sign-out")
@allow(SIGNED_IN)
def leave() -> Response:
    """End this sign-in."""
    with transaction() as store:
        signing.sign_out(store, _here())
    session.clear()
    answer = redirect(url_for("entrance.sign_in"), code=303)
    login.forget(answer)
    return answer


@bp.get("/account")
@allow(SIGNED_IN)
def account() -> str:
    """Show who is signed in, and the offices they hold today."""
    return render_template("entrance/account.html")


@bp.post("/account/seat")
@allow(SIGNED_IN)
def sit() -> Response:
    """Act in another of one's offices from now on."""
    with transaction() as store:
        sessions.act_as(store, _here(), as_id(request.form.get("seat")))
    return redirect(url_for("entrance.home"), code=303)


@bp.get("/account/password")
@allow(SIGNED_IN)
def password() -> str:
    """Show the form for a new password."""
    return render_template("entrance/password.html", must_change=_here().must_change, sentence="")


@bp.post("/account/password")
@allow(SIGNED_IN)
def change_password() -> Response | tuple[str, int]:
    """Replace one's password; every other sign-in of the person ends."""
    new, here = request.form.get("new", ""), _here()
    if new != request.form.get("again", ""):
        return _password_form(_("The two new passwords are not the same. Type both again.")), 422
    try:
        secret = signing.change_password(
            office().database, here, present=request.form.get("present", ""), new=new
        )
    except OfficeError as refusal:
        return _password_form(refusal.sentence), problems.status_of(refusal)
    flash(_("Your password was changed. Everywhere else you are signed out."))
    answer = redirect(url_for("entrance.home"), code=303)
    login.remember(answer, secret)
    return answer


def _here() -> Presence:
    here = login.presence()
    if here is None:
        raise LookupError("the route is declared for people signed in")
    return here


def _form(sentence: str = "") -> str:
    return render_template(
        "entrance/sign_in.html",
        sentence=sentence,
        login=request.form.get("login", ""),
        wanted=request.values.get("next", ""),
        public_status=_public_status(),
    )


def _password_form(sentence: str) -> str:
    return render_template("entrance/password.html", must_change=_here().must_change, sentence=sentence)


def _wanted() -> str:
    """Give the page somebody wanted before the sign-in; an address of another house is not followed."""
    page = request.form.get("next", "")
    inside = page.startswith("/") and not page.startswith(("//", "/\\")) and page.isprintable()
    return page if inside and "\\" not in page else url_for("entrance.home")


def _public_status() -> str:
    return url_for("status.index") if "status.index" in current_app.view_functions else ""
