"""From what was typed to what is meant: numbers with Vietnamese dots, dates in both notations, choices."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection

from app.formdefs.definition import Component
from app.language import _, content, current

TEXT = 20_000
LINE = 1_000
DIGITS = 15  # more cannot be told apart by a browser; a thousand trillion đồng fits
SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
HOUR = re.compile(r"([0-9]{1,2})(?:[:hg]([0-9]{2})?)", re.IGNORECASE)
YEARS = range(1900, 2201)
NUMBERS = tuple(
    (thousands, re.compile(rf"([0-9]+|[0-9]{{1,3}}(?:\{thousands}[0-9]{{3}})+)(?:\{point}([0-9]+))?"))
    for thousands, point in ((".", ","), (",", "."))
)

Read = tuple[object, str]  # the value, and the sentence that says why there is none


def read(component: Component, texts: tuple[str, ...], offered: Collection[str]) -> Read:
    """Tell the value of what was typed in one field, or say in the reader's language how to type it.

    Texts are str, numbers int (float only where parts are allowed), dates and times ISO text, boxes
    bool, several choices a list of str; nothing typed is None (or an empty list, or False).
    """
    return READERS[component.kind](component, texts, offered)


def parse_date(text: str) -> dt.date | None:
    """Read 26/11/2026 or 2026-11-26; None for anything else."""
    found = SLASHED.fullmatch(text)
    try:
        day = dt.date(int(found[3]), int(found[2]), int(found[1])) if found else dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def parse_number(text: str, *, whole: bool) -> float | None:
    """Read 1.250.000 or 1250000, and 1,5 where parts are allowed; None for anything else.

    Vietnamese writes dots between thousands and a comma before parts. English readers may write it
    the other way round; where only one reading is a whole number, that is the one that is meant.
    """
    text = re.sub(r"[\s_]", "", text).replace("−", "-")
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text)
    for thousands, written in NUMBERS if current() == "vi" else NUMBERS[::-1]:
        found = written.fullmatch(body)
        if found is None or (whole and found[2]):
            continue
        digits = found[1].replace(thousands, "")
        if len(digits) > DIGITS:
            return None
        return sign * (float(f"{digits}.{found[2][:DIGITS]}") if found[2] else int(digits))
    return None


def _line(component: Component, texts: tuple[str, ...], _offered: Collection[str]) -> Read:
    text = " ".join(" ".join(texts).split())
    return _capped(component, text, LINE)


def _text(component: Component, texts: tuple[str, ...], _offered: Collection[str]) -> Read:
    return _capped(component, "\n".join(texts), TEXT)


def _capped(component: Component, text: str, cap: int) -> Read:
    cap = min(component.limits.max_length or cap, TEXT)
    if len(text) > cap:
        label = content(component.label)
        return None, _(
            "Shorten “{label}” to {max} characters; it has {length}.", label=label, max=cap, length=len(text)
        )
    return text or None, ""


def _number(component: Component, texts: tuple[str, ...], _offered: Collection[str]) -> Read:
    if not texts:
        return None, ""
    number = parse_number(texts[0], whole=component.whole)
    if number is not None:
        return number, ""
    if component.whole:
        return None, _(
            "Write “{label}” as a whole number, for example 1.250.000.", label=content(component.label)
        )
    return None, _("Write “{label}” in digits, for example 12,5.", label=content(component.label))


def _date(component: Component, texts: tuple[str, ...], _offered: Collection[str]) -> Read:
    if not texts:
        return None, ""
    day = parse_date(texts[0])
    if day is None:
        label = content(component.label)
        return None, _("Write “{label}” as day/month/year, for example 26/11/2026.", label=label)
    return day.isoformat(), ""


def _time(component: Component, texts: tuple[str, ...], _offered: Collection[str]) -> Read:
    if not texts:
        return None, ""
    found = HOUR.fullmatch(texts[0][:5])
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 60)
    if hour < 24 and minute < 60:  # noqa: PLR2004 - the hours of a day and the minutes of an hour
        return f"{hour:02}:{minute:02}", ""
    return None, _("Write “{label}” as hour:minute, for example 08:30.", label=content(component.label))


def _box(_component: Component, texts: tuple[str, ...], _offered: Collection[str]) -> Read:
    return any(text.lower() not in {"false", "0", "no"} for text in texts), ""


def _one(component: Component, texts: tuple[str, ...], offered: Collection[str]) -> Read:
    if not texts:
        return None, ""
    if texts[0] in offered:
        return texts[0], ""
    return None, _("Choose one of the answers offered for “{label}”.", label=content(component.label))


def _many(component: Component, texts: tuple[str, ...], offered: Collection[str]) -> Read:
    chosen = list(dict.fromkeys(texts))
    if all(text in offered for text in chosen):
        return chosen, ""
    return [], _("Choose only among the answers offered for “{label}”.", label=content(component.label))


def _files(component: Component, texts: tuple[str, ...], offered: Collection[str]) -> Read:
    chosen = list(dict.fromkeys(texts))
    if all(text in offered for text in chosen):
        return chosen, ""
    return [], _("A file of “{label}” is no longer here. Attach it again.", label=content(component.label))


READERS: dict[str, Callable[[Component, tuple[str, ...], Collection[str]], Read]] = {
    "textfield": _line,
    "hidden": _line,
    "textarea": _text,
    "number": _number,
    "date": _date,
    "time": _time,
    "checkbox": _box,
    "radio": _one,
    "select": _one,
    "checklist": _many,
    "taglist": _many,
    "filepicker": _files,
}
