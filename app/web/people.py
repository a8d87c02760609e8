"""The administrator's pages about people: who works here, in which offices, and their logins."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.errors import NotAllowed, NotFound, OfficeError
from app.language import LANGUAGES, _
from app.listings import people as listing
from app.listings import units as unit_listing
from app.policy.actor import ROLES
from app.policy.routes import ADMINISTRATOR_ONLY
from app.services import passwords, people
from app.services.people import Appointment, Newcomer, UnitMissing
from app.web.access import allow
from app.web.dates import read_day, require_day
from app.web.doors import as_id, reading, transaction
from app.web.frame import in_words
from app.web.login import actor
from app.web.problems import status_of
from app.web.roles import ROLE_NAMES

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("")
@allow(ADMINISTRATOR_ONLY)
def index() -> str:
    """List everybody who works or worked for this authority."""
    with reading() as session:
        colleagues = listing.of_authority(session, actor=actor())
    return render_template("people/index.html", colleagues=colleagues)


@bp.get("/new")
@allow(ADMINISTRATOR_ONLY)
def new() -> str:
    """Show the form for somebody who starts to work here."""
    return _new_form()


@bp.post("/new")
@allow(ADMINISTRATOR_ONLY)
def admit() -> str | tuple[str, int]:
    """Let somebody start here, and show their one-time password once."""
    newcomer = Newcomer(
        login=request.form.get("login", ""),
        name=request.form.get("name", ""),
        email=request.form.get("email", ""),
        language=request.form.get("language", LANGUAGES[0]),
    )
    password, credential = passwords.one_time()
    try:
        first = _appointment()
        with transaction() as session:
            people.admit(session, newcomer, credential, first, actor=actor())
    except OfficeError as refusal:
        if isinstance(refusal, NotFound | NotAllowed):
            raise
        return _new_form(refusal.sentence), status_of(refusal)
    return _told_once(newcomer.name, newcomer.login, password)


@bp.get("/<uuid:person_id>")
@allow(ADMINISTRATOR_ONLY)
def show(person_id: UUID) -> str:
    """Show one person's offices and login."""
    return _person(person_id)


@bp.post("/<uuid:person_id>/appoint")
@allow(ADMINISTRATOR_ONLY)
def appoint(person_id: UUID) -> Response | tuple[str, int]:
    """Give a person a role in a unit."""
    try:
        with transaction() as session:
            people.appoint(session, person_id, _appointment(), actor=actor())
    except OfficeError as refusal:
        return _refused(person_id, refusal)
    flash(_("The appointment is recorded."))
    return redirect(url_for(".show", person_id=person_id), code=303)


@bp.post("/<uuid:person_id>/end")
@allow(ADMINISTRATOR_ONLY)
def end(person_id: UUID) -> Response | tuple[str, int]:
    """Let an appointment end with a day."""
    try:
        until = require_day(request.form.get("until"))
        with transaction() as session:
            people.end_appointment(session, as_id(request.form.get("holding")), until=until, actor=actor())
    except OfficeError as refusal:
        return _refused(person_id, refusal)
    flash(_("The end of the appointment is recorded."))
    return redirect(url_for(".show", person_id=person_id), code=303)


@bp.post("/<uuid:person_id>/password")
@allow(ADMINISTRATOR_ONLY)
def reset_password(person_id: UUID) -> str:
    """Replace a forgotten password, and show the one-time one once."""
    password, credential = passwords.one_time()
    with transaction() as session:
        people.reset_password(session, person_id, credential, actor=actor())
    with reading() as session:
        who = listing.person(session, person_id, actor=actor())
    return _told_once(who.name, who.login, password)


@bp.post("/<uuid:person_id>/disable")
@allow(ADMINISTRATOR_ONLY)
def disable(person_id: UUID) -> Response:
    """Close a login at once."""
    with transaction() as session:
        people.disable(session, person_id, actor=actor())
    flash(_("The login is closed, and every sign-in has ended."))
    return redirect(url_for(".show", person_id=person_id), code=303)


@bp.post("/<uuid:person_id>/enable")
@allow(ADMINISTRATOR_ONLY)
def enable(person_id: UUID) -> Response:
    """Open a login again."""
    with transaction() as session:
        people.enable(session, person_id, actor=actor())
    flash(_("The login is open again."))
    return redirect(url_for(".show", person_id=person_id), code=303)


def _told_once(name: str, login: str, password: str) -> str:
    return render_template("people/password.html", name=name, login=login, password=password)


def _appointment() -> Appointment:
    if not request.form.get("unit"):
        raise UnitMissing
    return Appointment(
        unit_id=as_id(request.form.get("unit")),
        role=request.form.get("role", ""),
        title=request.form.get("title", ""),
        title_en=request.form.get("title_en", ""),
        since=require_day(request.form.get("since")),
        until=read_day(request.form.get("until")),
    )


def _choices() -> dict[str, list[tuple[str, str]]]:
    with reading() as session:
        units = unit_listing.standing(session, actor().authority_id)
    return {
        "units": [(str(unit.id), "– " * unit.level + in_words(unit.name, unit.name_en)) for unit in units],
        "roles": [(role, _(ROLE_NAMES[role])) for role in ROLES],
        "languages": [("vi", "Tiếng Việt"), ("en", "English")],
    }


def _new_form(sentence: str = "") -> str:
    return render_template(
        "people/new.html", sentence=sentence, typed=request.form, since=clock.today(), **_choices()
    )


def _person(person_id: UUID, sentence: str = "") -> str:
    with reading() as session:
        who = listing.person(session, person_id, actor=actor())
    return render_template(
        "people/person.html",
        who=who,
        oneself=who.id == actor().person_id,
        sentence=sentence,
        typed=request.form,
        since=clock.today(),
        **_choices(),
    )


def _refused(person_id: UUID, refusal: OfficeError) -> tuple[str, int]:
    """Show the person's page with what was typed; what may not be seen stays unseen."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    return _person(person_id, refusal.sentence), status_of(refusal)
