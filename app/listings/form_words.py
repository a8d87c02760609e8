"""What the choices of the office's own forms are called: kinds of handling, fields, channels, reasons."""

from __future__ import annotations

from functools import lru_cache

from app import formdefs
from app.formdefs.definition import FormDefinition, walk
from app.language import ROOT, content


def form_word(form: str, field: str, value: str | None) -> str:
    """Say a kept choice in the reader's language; what the form no longer offers is left unsaid."""
    return content(_labels(form, field).get(value or "", ""))


def field_word(form: str, field: str) -> str:
    """Say what a field of a shipped form is called in the reader's language."""
    part = next(each for each in walk(_shipped(form).components) if each.key == field)
    return content(part.label)


def form_choices(form: str, field: str) -> tuple[tuple[str, str], ...]:
    """List the choices of a field: what is kept, and what it is called."""
    return tuple((value, content(label)) for value, label in _labels(form, field).items() if value)


def said_choice(form: FormDefinition, field: str, value: str | None) -> str:
    """Say a choice of a form as pinned by a version."""
    part = next((each for each in walk(form.components) if each.key == field), None)
    found = (choice.label for choice in part.choices if choice.value == value) if part else ()
    return content(next(iter(found), ""))


@lru_cache(maxsize=64)
def _labels(form: str, field: str) -> dict[str, str]:
    definition = _shipped(form)
    part = next(each for each in walk(definition.components) if each.key == field)
    return {choice.value: choice.label for choice in part.choices}


@lru_cache(maxsize=16)
def _shipped(form: str) -> FormDefinition:
    return formdefs.read((ROOT / "forms" / f"{form}.json").read_bytes())
