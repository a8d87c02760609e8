"""The rooms of the office: one line a blueprint."""

from __future__ import annotations

from flask import Blueprint

from app.web import case_events, cases, documents, entrance, health, inbox, people, tasks, units

ROOMS: tuple[Blueprint, ...] = (
    entrance.bp,
    health.bp,
    inbox.bp,
    tasks.bp,
    documents.bp,
    cases.bp,
    case_events.bp,
    people.bp,
    units.bp,
)
