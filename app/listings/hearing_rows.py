"""The rows of the page about hearings: a task force, a meeting, a question, a paper, something done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Force:
    """The task force as it stands or stood: mandate, dates, head and members."""

    mandate: str
    since: dt.date
    until: dt.date | None
    report_due_on: dt.date | None
    unit: str
    members: tuple[tuple[str, str], ...]  # role in words, name; the head first


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One session, survey or dialogue, with who came and what was said."""

    kind: str
    on: dt.date
    place: str
    findings: str
    led_by: str
    read_back: bool
    attended: tuple[tuple[str, str, str], ...]  # name, capacity, presence; in words
    opinions: tuple[tuple[str, str, str], ...]  # opinion, agreed or not, how it was treated


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question to a unit or body, with its answer or its silence."""

    who: str
    purpose: str
    question: str
    asked_on: dt.date
    answer_by: dt.date
    state: str  # asked | answered | silent | late
    state_words: str
    stance: str
    answer: str
    answered_on: dt.date | None
    awaited: bool


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper or expertise that was asked for."""

    kind: str
    what: str
    source: str
    asked_on: dt.date
    due_on: dt.date | None
    received_on: dt.date | None
    result: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """One outreach activity, or the leader's reason for letting the case pass."""

    title: str
    on: dt.date
    who: str
    text: str
