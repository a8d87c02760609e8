"""Legal data as forms ask for them: an entry as answers, and answers as an entry that can be proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from app import formdefs
from app.casework import calendar_sheets
from app.formdefs import Choice, FormDefinition, Problem
from app.language import ROOT, _, content
from app.legaltime import book, grounds, limits
from app.legaltime.entries import CALENDAR, LOCAL, Entry, year_of
from app.legaltime.limits import VARIANTS, Limit
from app.sealing.folding import fold

Answers = Mapping[str, Any]
NEW_KEYS = frozenset({"text", "ground", CALENDAR})  # of the others the program knows every key
CAPS = {variant: variant.replace("-", "_") for variant in VARIANTS}  # a field's name has no dash
COMMON = ("article", "confidence", "remark", "effective_from", "effective_to")


@cache
def form(kind: str) -> FormDefinition:
    """Give the form by which entries of a kind are written."""
    return formdefs.read((ROOT / "forms" / "law" / f"{kind}.json").read_bytes())


def choices() -> dict[str, Sequence[Choice]]:
    """Give what the forms let choose: the legal events that limits count from, the sets of grounds."""
    events = {limit.from_event: limit.event_name for limit in limits.all_limits()}
    return {
        "events": tuple(Choice(key, content(name)) for key, name in events.items()),
        "sets": tuple(Choice(key, content(name)) for key, name in grounds.groups().items()),
    }


def context(entry: Entry | None) -> dict[str, object]:
    """Tell the conditions of a form what is known: whether the key is, and what the entry is about."""
    asks = "days" if entry is not None and "days" in entry.body else "stand_in"
    return {"known": entry is not None, "asks": asks}


def answers(entry: Entry) -> dict[str, object]:
    """Write an entry as the answers of its form."""
    common = {name: getattr(entry, name) for name in COMMON}
    told = {n: v.isoformat() if isinstance(v, dt.date) else v for n, v in common.items() if v}
    return told | _ANSWERS.get(entry.kind, dict)(entry.body)


def entry(kind: str, answered: Answers, old: Entry | None) -> Entry:
    """Read the checked answers of a form as a local entry; ``old`` is the version that it starts from."""
    known, key = dict(old.body) if old else {}, old.key if old else _new_key(kind, answered)
    since, until = _day(answered.get("effective_from")), _day(answered.get("effective_to"))
    if kind == CALENDAR:
        since, until = year_of(key)
    return Entry(
        kind=kind,
        key=key,
        effective_from=since,
        effective_to=until,
        article=str(answered.get("article") or "").strip(),
        confidence=str(answered["confidence"]),
        remark=str(answered.get("remark") or "").strip(),
        body=_BODIES[kind](answered, known),
        origin=LOCAL,
    )


def problems(entry: Entry) -> tuple[Problem, ...]:
    """Tell which fields of what is proposed cannot be as they are, each with a sentence."""
    if entry.kind == "limit":
        return tuple(_wrong_days(limits.of(entry)))
    if entry.kind == "text" and entry.body["replaced_by"] == entry.key:
        return (Problem("replaced_by", _("A text cannot be replaced by itself.")),)
    if entry.kind == CALENDAR:
        return calendar_sheets.problems(entry)
    return ()


def versions(kind: str, key: str) -> tuple[Entry, ...]:
    """Give the versions of a key that the book holds, in the order of their days."""
    return tuple(each for each in book.current().of(kind) if each.key == key)


def newest(kind: str, key: str, on: dt.date | None = None) -> Entry | None:
    """Give the version of a key that is in force on a day, or the newest."""
    return book.choose(versions(kind, key), on)


def _wrong_days(limit: Limit) -> Sequence[Problem]:
    if limit.normal is None and (limit.caps or limit.promise is None):
        return [Problem("days_normal", _("Enter the days of an ordinary case, or only a promise."))]
    found = []
    for variant, caps in limit.extension.items():
        reached = limit.days(variant) or 0
        if list(caps) != sorted(caps) or caps[0] <= reached:
            name = f"extend_{variant.replace('-', '_')}"
            found.append(
                Problem(name, _("Each extension must lead to more days than before: {n} now.", n=reached))
            )
    return found


def _new_key(kind: str, answered: Answers) -> str:
    if kind == "text":
        return str(answered["number"]).strip()
    if kind == CALENDAR:
        return str(int(answered["year"]))
    words = fold(str(answered["label"])).replace(" ", "_")
    return f"{answered['set']}/{''.join(each for each in words if each.isalnum() or each == '_')[:30]}"


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None


def _limit_answers(body: Answers) -> dict[str, object]:
    promise = body.get("promise") or {}
    told: dict[str, object] = {"from": body["from"], "unit": body["unit"]}
    told |= {f"days_{CAPS[variant]}": days for variant, days in body["days"].items()}
    told |= {
        f"extend_{CAPS[variant]}": ", ".join(map(str, caps))
        for variant, caps in body.get("extension", {}).items()
    }
    return told | {f"promise_{name}": value for name, value in promise.items()}


def _limit_body(answered: Answers, old: dict[str, Any]) -> dict[str, Any]:
    events = {limit.from_event: limit.event_name for limit in limits.all_limits()}
    days = {v: int(answered[f"days_{name}"]) for v, name in CAPS.items() if answered.get(f"days_{name}")}
    longer = {
        variant: [int(cap) for cap in str(answered[f"extend_{name}"]).split(",")]
        for variant, name in CAPS.items()
        if answered.get(f"extend_{name}")
    }
    body: dict[str, Any] = {name: old[name] for name in ("group", "name") if name in old}
    body |= {"from": answered["from"], "event_name": events[answered["from"]], "unit": answered["unit"]}
    body |= {"days": days, "extension": longer}
    if answered.get("promise_days"):
        promise = {"days": int(answered["promise_days"]), "unit": answered.get("promise_unit") or "d"}
        body["promise"] = promise
    return body


def _text_body(answered: Answers, old: dict[str, Any]) -> dict[str, Any]:
    named = {name: str(answered.get(name) or "").strip() for name in ("title", "issuer", "replaced_by")}
    return old | named | {"status": answered["status"], "matters": list(answered.get("matters") or [])}


def _ground_answers(body: Answers) -> dict[str, object]:
    return {"label": body["label"]}


def _ground_body(answered: Answers, old: dict[str, Any]) -> dict[str, Any]:
    named = old or {"set_name": grounds.groups()[str(answered["set"])]}
    return named | {"label": str(answered["label"]).strip()}


def _letter_body(answered: Answers, old: dict[str, Any]) -> dict[str, Any]:
    return old | {"number": str(answered.get("number") or "").strip()}


def _reception_body(answered: Answers, old: dict[str, Any]) -> dict[str, Any]:
    if "days" in old:
        return old | {"days": int(answered["days"]), "per": answered["per"]}
    return old | {"stand_in": bool(answered.get("stand_in"))}


def _report_answers(body: Answers) -> dict[str, object]:
    return {name: "/".join(reversed(str(body[name]).split("-"))) for name in ("starts", "ends")}


def _report_body(answered: Answers, old: dict[str, Any]) -> dict[str, Any]:
    days = {name: str(answered[name]).split("/") for name in ("starts", "ends")}
    return old | {name: f"{int(month):02}-{int(day):02}" for name, (day, month) in days.items()}


_ANSWERS: Mapping[str, Callable[[Answers], dict[str, object]]] = {
    "limit": _limit_answers,
    "text": dict,
    "ground": _ground_answers,
    "letter": lambda body: {"number": body.get("number", "")},
    "reception": dict,
    "report": _report_answers,
    "retention": dict,
    CALENDAR: calendar_sheets.answers,
}
_BODIES: Mapping[str, Callable[[Answers, dict[str, Any]], dict[str, Any]]] = {
    "limit": _limit_body,
    "text": _text_body,
    "ground": _ground_body,
    "letter": _letter_body,
    "reception": _reception_body,
    "report": _report_body,
    "retention": lambda answered, old: old | {"years": int(answered["years"])},
    CALENDAR: lambda answered, _old: calendar_sheets.body(answered),
}
