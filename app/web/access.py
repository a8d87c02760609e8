"""Every route names who may come through it; a route that names nobody keeps the application from starting.

A page writes::

    @bp.get("/inbox")
    @allow(HANDLER)
    def index() -> str: ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotAllowed, OfficeError
from app.policy.routes import PUBLIC, SIGNED_IN, RoutePolicy
from app.web.login import presence

View = TypeVar("View", bound=Callable[..., Any])

PASSWORD = "entrance.password"  # noqa: S105 - the endpoint where a one-time password is replaced
# Routes of the frame itself, which has no say in policies.
_BUILT_IN: dict[str, RoutePolicy] = {"static": PUBLIC, "appearance.change": PUBLIC}
_BEFORE_CHANGE = {PASSWORD, "entrance.change_password", "entrance.leave"}


class UndeclaredRoute(RuntimeError):
    """A route declares no policy; write @allow(…) below its @bp.get(…)."""


class NotSignedIn(OfficeError):
    """You are no longer signed in. Sign in again; nothing was changed, and what you typed stands below."""


class NoOfficeToday(OfficeError):
    """You hold no office today, so there is nothing for you to do here. Ask the administrator."""


def allow(policy: RoutePolicy) -> Callable[[View], View]:
    """Declare who may come through a route."""

    def declare(view: View) -> View:
        view.route_policy = policy  # type: ignore[attr-defined]  # read again in policy_of
        return view

    return declare


def policy_of(app: Flask, endpoint: str) -> RoutePolicy | None:
    """Tell which policy a route declared."""
    declared = getattr(app.view_functions.get(endpoint), "route_policy", None)
    return declared if isinstance(declared, RoutePolicy) else _BUILT_IN.get(endpoint)


def install(app: Flask) -> None:
    """Check that every route declares a policy, then hold every request to it.

    Raises: UndeclaredRoute.
    """
    bare = sorted(e for e in app.view_functions if policy_of(app, e) is None)
    if bare:
        raise UndeclaredRoute(", ".join(bare))
    app.before_request(_hold)


def _hold() -> Response | None:
    if request.endpoint is None:
        return None  # no such page; the 404 says so
    policy = policy_of(current_app, request.endpoint)
    here = None if policy is PUBLIC else presence()
    if policy is None or policy is PUBLIC:
        return None
    if here is None:
        return _ask_to_sign_in()
    if here.must_change and request.endpoint not in _BEFORE_CHANGE:
        return redirect(url_for(PASSWORD), code=303)
    if policy is not SIGNED_IN and here.actor is None:
        raise NoOfficeToday
    if not policy.admits(here.actor, signed_in=True):
        raise NotAllowed
    return None


def _ask_to_sign_in() -> Response:
    if request.method not in {"GET", "HEAD"}:
        raise NotSignedIn
    wanted = request.full_path.rstrip("?")
    answer = redirect(url_for("entrance.sign_in", next=wanted if wanted != "/" else None), code=303)
    if "HX-Request" in request.headers:  # a swapped part must not become a login page inside a page
        answer.headers["HX-Redirect"] = url_for("entrance.sign_in")
    return answer
