"""All that a person reads on a form, for those who translate it."""

from __future__ import annotations

from app.formdefs.definition import FormDefinition


def texts(form: FormDefinition) -> tuple[str, ...]:
    """List every text of a form once, in reading order: labels, help, choices, units, messages."""
    found: dict[str, None] = {}
    for part in form.walk():
        for text in (
            part.label,
            part.help,
            part.unit,
            *(choice.label for choice in part.choices),
            part.limits.pattern_message,
            part.rule_message,
        ):
            if any(letter.isalpha() for letter in text):
                found[text] = None
    return tuple(found)
