"""The web door: it parses, opens the transaction, calls one verb, and answers with a page."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.casework.vault import RING
from app.files.sniff import LARGEST
from app.sealing.keyring import KeyRing
from app.services.office import open_office
from app.services.sessions import Lifetimes
from app.settings import Settings
from app.web import access, clock, footprints, forgery, frame, login, problems, rendering
from app.web.doors import OFFICE, Office
from app.web.origin import hosts, is_https
from app.web.rooms import ROOMS
from db.session import Database

_FORM = 512 * 1024  # bytes of typed text beside the largest file
_PARTS = 500  # fields and files of one form: a group with many representatives


def create_app(
    settings: Settings, *, database: Database | None = None, lifetimes: Lifetimes | None = None
) -> Flask:
    """Make the web application of an installation; ``database`` is opened from the settings if not given.

    Raises: SettingMissing when the address is neither https nor this machine's own, UndeclaredRoute.
    """
    app = Flask(__name__)
    opened = database or open_office(settings)
    ring: KeyRing = opened.sessions.kw["info"][RING]
    office = Office(settings=settings, database=opened, lifetimes=lifetimes or _lifetimes(settings))
    app.extensions[OFFICE] = office
    _configure(app, settings, ring)
    footprints.install(app)
    rendering.install(app)
    problems.install(app)
    forgery.install(app)
    clock.install(app)
    login.install(app)
    for room in ROOMS:
        app.register_blueprint(room)
    frame.install(app)
    access.install(app)
    return app


def _lifetimes(settings: Settings) -> Lifetimes:
    """Let a demonstration stay signed in all day; a real office asks again after half an idle hour."""
    usual = Lifetimes()
    return Lifetimes(idle=usual.absolute) if settings.demo else usual


def _configure(app: Flask, settings: Settings, ring: KeyRing) -> None:
    https = is_https(settings)
    app.config.update(
        SECRET_KEY=ring.derive("forms").hex(),
        SESSION_COOKIE_NAME="__Host-form" if https else "form",  # the token against forgery, nothing else
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=LARGEST + _FORM,
        MAX_FORM_MEMORY_SIZE=_FORM,
        MAX_FORM_PARTS=_PARTS,
        TRUSTED_HOSTS=hosts(settings),
        PREFERRED_URL_SCHEME="https" if https else "http",
        TEMPLATES_AUTO_RELOAD=False,
    )
    if settings.trusted_proxies:
        near = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign]
