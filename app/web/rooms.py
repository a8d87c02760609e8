"""The rooms of the office: one line a blueprint."""

from __future__ import annotations

from flask import Blueprint

from app.web import entrance, health, people, units

ROOMS: tuple[Blueprint, ...] = (
    entrance.bp,
    health.bp,
    people.bp,
    units.bp,
)
