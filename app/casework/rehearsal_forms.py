"""Forms as a rehearsal shows them: the office's own fields, with invented things to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.casework.choices import BOOKS, extendable
from app.formdefs import Choice, FormDefinition
from app.formdefs.definition import Component
from app.language import N_, _, content
from app.legaltime import grounds, limits, texts

_INVENTED: Mapping[str, Sequence[str]] = {
    "units": (N_("First example unit"), N_("Second example unit")),
    "officers": (N_("First example officer"), N_("Second example officer")),
    "parties": (N_("Example petitioner"), N_("Example respondent")),
    "documents": (N_("First example paper"), N_("Second example paper")),
    "items": (N_("First example content"), N_("Second example content")),
}


def playable(form: FormDefinition) -> FormDefinition:
    """Give a form without its places for files: in a rehearsal nothing is handed in."""
    return replace(form, components=_without_files(form.components))


def choices(form: FormDefinition) -> dict[str, Sequence[Choice]]:
    """Offer something to choose wherever the office would offer its own people, units and papers."""
    keys = {part.choices_key for part in form.walk() if part.choices_key}
    return {key: _offered(key) for key in sorted(keys)}


def _offered(key: str) -> tuple[Choice, ...]:
    match key:
        case "laws":
            return tuple(Choice(text.number, text.citation) for text in texts.all_texts())
        case "deadlines":
            return tuple(Choice(rule, content(limits.find(rule).name)) for rule in extendable())
        case "books":
            return tuple(Choice(book, content(title)) for book, title in BOOKS.items())
    if key.startswith(grounds.CHOICE):
        found = grounds.ever(key.removeprefix(grounds.CHOICE))
        return tuple(Choice(each.value, content(each.label)) for each in found)
    words = _INVENTED.get(key, (N_("First example"), N_("Second example")))
    return tuple(Choice(f"example-{place}", _(word)) for place, word in enumerate(words, start=1))


def _without_files(components: Sequence[Component]) -> tuple[Component, ...]:
    return tuple(
        replace(part, children=_without_files(part.children))
        for part in components
        if part.kind != "filepicker"
    )
