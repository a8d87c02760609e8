"""Who is at the other end: the cookie's secret, looked up in the sign-ins, through flask-login."""

from __future__ import annotations

from typing import cast

from flask import Flask, Request, has_request_context
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from app.policy.actor import Actor
from app.services import sessions
from app.services.sessions import Presence
from app.web.doors import office
from app.web.origin import is_https


class Visitor(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """Somebody signed in, as flask-login wants to see them."""

    def __init__(self, seen: Presence) -> None:
        self.id = str(seen.person_id)
        self.presence = seen


def install(app: Flask) -> None:
    """Let flask-login ask our sign-ins; it keeps nothing of its own, so every sign-in can be revoked."""
    manager = LoginManager()
    manager.session_protection = None  # officers change networks all day; the cookie's secret is the proof
    manager.init_app(app, add_context_processor=False)

    # Registered by call, because the library's decorators are untyped.
    manager.request_loader(_visitor)


def presence() -> Presence | None:
    """Tell who is signed in, or None."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    return cast("Visitor", current_user).presence


def actor() -> Actor:
    """Give the person who acts, in the office they act in; only behind a route that asks for an office."""
    here = presence()
    if here is None or here.actor is None:
        raise LookupError("a route that acts must be declared for people in office")
    return here.actor


def remember(answer: Response, secret: str) -> None:
    """Hand the browser the secret of a new sign-in; it forgets it when it is closed."""
    answer.set_cookie(cookie_name(), secret, secure=_https(), httponly=True, samesite="Lax", path="/")


def forget(answer: Response) -> None:
    """Take the secret back, and what the browser may have kept of the pages."""
    answer.delete_cookie(cookie_name(), secure=_https(), httponly=True, samesite="Lax", path="/")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'


def cookie_name() -> str:
    """Name the cookie: bound to this host over https, a plain one on this machine's own http."""
    return "__Host-sid" if _https() else "sid"


def _visitor(request: Request) -> Visitor | None:
    secret = request.cookies.get(cookie_name())
    if not secret:
        return None
    with office().database.reading() as session:
        seen = sessions.resume(session, secret, lifetimes=office().lifetimes)
    if seen is None:
        return None
    if sessions.is_stale(seen):
        with office().database.transaction() as session:
            sessions.touch(session, seen)
    return Visitor(seen)


def _https() -> bool:
    return is_https(office().settings)
