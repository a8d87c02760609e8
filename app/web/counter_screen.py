"""The counter's screen made ready to be drawn: both forms as one, with the proposals and their why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from app import clock, formdefs
from app.casework.documents import Scan
from app.casework.proposals import Note, Proposal
from app.formdefs import FormDefinition, Problem
from app.formdefs.view import FieldView, FormView, GroupView
from app.language import content, long_date
from app.legaltime import limits
from app.legaltime.errors import LegalTimeError
from app.legaltime.reckoning import reckon
from app.services.counter import Lodged
from app.services.counter_sheet import FOLLOWS, Sheet

Posted = Mapping[str, Sequence[str]]

BUTTONS = re.compile(r"csrf_token|act|link|scan-remove|scans|row-(?:add|remove):.*")
LINK = re.compile(r"(duplicate|repeat):([0-9]{1,9}/[0-9]{4})", re.ASCII)
REMOVED = re.compile(r"row-remove:(\w{1,64}):([0-9]{1,4})", re.ASCII)
DENUNCIATION, LEADER = "denunciation", "leader"
RARE = "lacks_date"  # the group that begins with it lists defects: closed while none is ticked


@dataclass(frozen=True, kw_only=True)
class Block:
    """One group of fields; ``boxes`` are what stays folded until one of them is ticked."""

    title: str
    fields: tuple[FieldView, ...]
    boxes: tuple[FieldView, ...] = ()
    open: bool = False
    visible: bool = True


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Everything the page draws of one registration."""

    view: FormView  # for the list of problems on top
    entry: tuple[Block, ...]
    classification: tuple[Block, ...]
    proposed: frozenset[str]  # fields that the tables may fill
    why: Mapping[str, Proposal]
    was: Mapping[str, str]
    notes: tuple[Note, ...]
    limit: str
    filled: bool
    denunciation: bool
    duplicate_of: str
    repeat_of: str
    scans: tuple[Scan, ...]


def fresh() -> dict[str, list[str]]:
    """Give what stands on a new screen: today."""
    return {"received_on": [clock.today().isoformat()]}


def pressed(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """Read what was typed, and obey the buttons that only change the screen: rows taken away, links set."""
    posted = {name: texts for name, texts in form.lists() if not BUTTONS.fullmatch(name)}
    for name in form:
        if removed := REMOVED.fullmatch(name):
            gone = f"{removed[1]}.{removed[2]}."
            posted = {key: texts for key, texts in posted.items() if not key.startswith(gone)}
    if link := LINK.fullmatch(form.get("link", "")):
        posted |= _linked(link[1], link[2])
    return posted


def clues(posted: Posted) -> dict[str, str]:
    """Give what earlier petitions are looked for by."""
    names = (
        "full_name",
        "organisation_name",
        "identity_number",
        "phone",
        "address",
        "place",
        "parcel",
        "matter",
    )
    return {name: next((text.strip() for text in posted.get(name, ())), "") for name in names}


def build(sheet: Sheet, scans: tuple[Scan, ...], lodged: Lodged | None = None) -> Screen:
    """Make the screen ready: fields with what was typed, proposals filled in, what is wrong."""
    problems = lodged.problems if lodged else ()
    entry = _view(sheet.registration, sheet, problems)
    classification = _view(sheet.intake, sheet, problems)
    kind = _first(sheet.posted, "petition_kind")
    groups = tuple(_only_way(group, kind) for group in classification.groups)
    shown = {f.name for group in groups for f in group.fields if f.visible}
    by_field = sheet.proposals.by_field
    return Screen(
        view=replace(entry, problems=(*entry.problems, *classification.problems)),
        entry=tuple(_block(group) for group in entry.groups),
        classification=_facts_first([_block(group) for group in groups]),
        proposed=frozenset(FOLLOWS),
        why={
            n: p for n, p in by_field.items() if n in shown and n in FOLLOWS and p.value not in {None, False}
        },
        was={n: _written(by_field[n].value) for n in FOLLOWS if n in by_field},
        notes=sheet.proposals.notes,
        limit=_limit(sheet),
        filled=bool(lodged and sheet.filled),
        denunciation=kind == DENUNCIATION,
        duplicate_of=_first(sheet.posted, "duplicate_of") if sheet.posted.get("duplicate") else "",
        repeat_of=_first(sheet.posted, "repeat_of"),
        scans=scans,
    )


def status_address(public_url: str) -> str:
    """Write the address that the receipt's square code opens; the code itself is never part of one."""
    return f"{public_url.rstrip('/')}/status"


def _linked(how: str, number: str) -> dict[str, list[str]]:
    again = {"earlier_visit": ["repeat"]}
    if how == "duplicate":
        return {**again, "duplicate": ["true"], "duplicate_of": [number], "repeat_of": [""]}
    return {**again, "repeat_of": [number], "duplicate": [], "duplicate_of": [""]}


def _view(form: FormDefinition, sheet: Sheet, problems: Iterable[Problem]) -> FormView:
    mine = {part.key for part in form.walk()}
    typed = formdefs.typed(form, sheet.posted)
    lists = {part.key for part in form.walk() if part.kind == "dynamiclist"}
    said: dict[str, Any] = {n: v for n, v in typed.items() if n in sheet.posted or (n in lists and v)}
    return formdefs.view(
        form,
        said,
        choices=sheet.choices,
        problems=[each for each in problems if each.field.partition(".")[0] in mine],
        context=sheet.context,
    )


def _only_way(group: GroupView, kind: str) -> GroupView:
    """Offer a denunciation no way but the leader's desk, and that desk to nothing else."""
    return replace(
        group, fields=tuple(_narrowed(f, kind) if f.name == "outcome" else f for f in group.fields)
    )


def _narrowed(outcome: FieldView, kind: str) -> FieldView:
    if not kind:
        return outcome
    kept = [o for o in outcome.options if (o.value == LEADER) == (kind == DENUNCIATION)]
    return replace(outcome, options=tuple(kept))


def _block(group: GroupView) -> Block:
    if not group.fields or group.fields[0].name != RARE:
        return Block(title=group.title, fields=group.fields, visible=group.visible)
    boxes = tuple(f for f in group.fields if f.kind == "checkbox")
    rest = tuple(f for f in group.fields if f.kind != "checkbox")
    ticked = any(f.value for f in boxes)
    return Block(title=group.title, fields=rest, boxes=boxes, open=ticked, visible=group.visible)


def _facts_first(blocks: list[Block]) -> tuple[Block, ...]:
    """Ask first what the petition says, then what it lacks: the first decides nearly every petition."""
    rare = [block for block in blocks if block.boxes]
    others = [block for block in blocks if not block.boxes]
    return (*others[:1], *rare, *others[1:])


def _limit(sheet: Sheet) -> str:
    """Say by when the petition is to be answered or settled, as far as it is known now."""
    rule, variant = (sheet.proposals.values.get(name) for name in ("rule", "variant"))
    received = sheet.entry.answers.get("received_on")
    if not rule or not received or not sheet.proposals.values.get("petition_kind"):
        return ""
    try:
        day = dt.date.fromisoformat(str(received))
        limit = limits.find(str(rule), day)
        due = reckon(limit.rule, base=day, variant=str(variant or "normal")).due
    except LegalTimeError:
        return ""
    return f"{content(limit.name)}: {long_date(due)} ({content(limit.article)})" if due else ""


def _written(value: object) -> str:
    return "" if value in {None, False} else "true" if value is True else str(value)


def _first(posted: Posted, name: str) -> str:
    return next((text.strip() for text in posted.get(name, ()) if text.strip()), "")
