"""The words that every template knows: translation, dates, numbers, addresses, fields."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import Flask, request

from app import language
from app.clock import today
from app.formdefs.view import FieldView, OptionView
from app.web import appearance, assets, headers

CAP = 999


def install(app: Flask) -> None:
    """Make an application able to draw the office's pages."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        _=language._,
        content=language.content,
        field_view=FieldView,
        here=here,
        option_views=option_views,
        this_page=this_page,
        today=today,
    )
    app.jinja_env.filters.update(
        capped=capped,
        content=language.content,
        long_date=language.long_date,
        money=language.money,
        number=language.number,
        short_date=language.short_date,
        typed_date=typed_date,
    )
    assets.install(app)
    appearance.install(app)
    headers.install(app)


def here(**changes: object) -> str:
    """Give this page's address with some of its query changed; None takes a part out.

    A changed filter or order begins at the first row again, so ``after`` goes unless it is given.
    """
    query = {**request.args.to_dict(flat=False), "after": None, **changes}
    kept = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{request.path}?{urlencode(kept, doseq=True)}" if kept else request.path


def this_page() -> str:
    """Give the address to come back to after a switch: this page with its query."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def capped(count: int) -> str:
    """Write a count that nobody needs exactly: 999+ from a thousand on."""
    return f"{CAP}+" if count > CAP else str(count)


def typed_date(value: str) -> str:
    """Show an ISO date as people type it, 26/11/2026; anything else stays what it was."""
    parts = value.split("-")
    is_iso = len(value) == len("2026-11-26") and [len(part) for part in parts] == [4, 2, 2]
    return "/".join(reversed(parts)) if is_iso else value


def option_views(choices: Iterable[tuple[str, str]], chosen: str = "") -> tuple[OptionView, ...]:
    """Make choices of a field from pairs of value and label."""
    return tuple(OptionView(value, label, selected=value == chosen) for value, label in choices)
