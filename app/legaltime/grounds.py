"""The grounds of the law for not accepting, refusing, suspending and ending, as forms offer them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.legaltime import book

CHOICE = "grounds:"  # what the valuesKey of a field begins with: grounds:KN.REFUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground: what answers hold, and what people read."""

    value: str
    label: str  # Vietnamese
    article: str


def offered(group: str, on: dt.date) -> tuple[Ground, ...]:
    """Give the grounds of a set that were in force on a day, in the order of the law."""
    begun = (entry for entry in book.current().of("ground") if entry.since <= on)
    found = {entry.key: entry for entry in begun if entry.key.startswith(f"{group}/")}
    return tuple(
        _ground(entry.key, entry.body["label"], entry.article)
        for entry in found.values()
        if entry.effective_to is None or on <= entry.effective_to
    )


def ever(group: str) -> tuple[Ground, ...]:
    """Give every ground of a set that ever was, in its newest words: for what was answered long ago."""
    found = {entry.key: entry for entry in book.current().of("ground") if entry.key.startswith(f"{group}/")}
    return tuple(_ground(entry.key, entry.body["label"], entry.article) for entry in found.values())


def said(value: str | None, *groups: str) -> str:
    """Say an answered ground in Vietnamese, looked up in these sets; nothing for one that none knows."""
    return next((each.label for group in groups for each in ever(group) if each.value == value), "")


def groups() -> dict[str, str]:
    """Name the sets of grounds: what they are called, by their keys."""
    return {entry.key.partition("/")[0]: entry.body["set_name"] for entry in book.current().of("ground")}


def _ground(key: str, label: str, article: str) -> Ground:
    return Ground(value=key.partition("/")[2], label=label, article=article)
