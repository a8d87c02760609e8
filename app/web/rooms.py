"""The rooms of the office: one line a blueprint."""

from __future__ import annotations

from flask import Blueprint

from app.web import (
    board,
    case_begin,
    case_events,
    cases,
    counter,
    desk,
    documents,
    entrance,
    health,
    inbox,
    late_reasons,
    law,
    letters,
    notices,
    people,
    procedures,
    register,
    rehearsals,
    search,
    signing,
    status,
    tasks,
    tray,
    units,
)

ROOMS: tuple[Blueprint, ...] = (
    entrance.bp,
    health.bp,
    inbox.bp,
    counter.bp,
    tasks.bp,
    signing.bp,
    letters.bp,
    tray.bp,
    documents.bp,
    cases.bp,
    search.bp,
    register.bp,
    status.bp,
    case_events.bp,
    case_begin.bp,
    desk.bp,
    late_reasons.bp,
    board.bp,
    notices.bp,
    law.bp,
    people.bp,
    units.bp,
    procedures.bp,
    rehearsals.bp,
)
