"""The rooms of the office: one line a blueprint."""

from __future__ import annotations

from flask import Blueprint

from app.web import (
    board,
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
    notices,
    people,
    tasks,
    units,
)

ROOMS: tuple[Blueprint, ...] = (
    entrance.bp,
    health.bp,
    inbox.bp,
    counter.bp,
    tasks.bp,
    documents.bp,
    cases.bp,
    case_events.bp,
    desk.bp,
    late_reasons.bp,
    board.bp,
    notices.bp,
    law.bp,
    people.bp,
    units.bp,
)
