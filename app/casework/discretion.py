"""What a letter about a sealed case may say: only one that goes to the denouncer may tell who that is.

Whatever else a case knows passes the scanner first; what tells becomes a gap that somebody must fill
(Law on Denunciations 2018, articles 24, 35, 40 and 56).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from app.casework import denouncers, redacted_items, redactions
from app.formdefs import Problem
from app.language import _
from app.letters import Template
from app.sealing.giveaways import Facts
from db.models import Case

Value = str | int | list[str] | None
DENOUNCER = ("{{ petitioner }}", "{{ representative }}", "{{ complainant }}")
PARTS = ("title", "body", "addressees", "recipients")


def goes_to_denouncer(template: Template) -> bool:
    """Tell whether a letter is addressed to whoever brought the petition."""
    return any(field in line for line in template.addressees for field in DENOUNCER)


def without_denouncer(
    session: Session, case: Case, template: Template, known: Mapping[str, Value]
) -> dict[str, Value]:
    """Take from what is known of a sealed case whatever a letter to somebody else may not say."""
    if not case.sealed or goes_to_denouncer(template):
        return dict(known)
    people = denouncers.facts(session, case)
    return {name: _silent(value, people) for name, value in known.items()}


def copied(session: Session, case: Case) -> dict[str, Value]:
    """Give the contents without the denouncer, and the list of the papers of the working copy."""
    told = redacted_items.of_case(session, case).values()
    return {
        "redacted_contents": "; ".join(text.strip().rstrip(".;") for text, _request in told) or None,
        "working_copies": [_line(copy) for copy in redactions.working_copies(session, case.id)] or None,
    }


def problems(
    session: Session, case: Case, template: Template, answers: Mapping[str, object]
) -> tuple[Problem, ...]:
    """Tell at its field what in a drafted letter still tells who denounced; not in one to the denouncer."""
    if not case.sealed or goes_to_denouncer(template):
        return ()
    people = denouncers.facts(session, case)
    return tuple(
        Problem(name, _("This still tells who it is: {words}", words=words))
        for name in PARTS
        if (words := denouncers.told(_text(answers.get(name)), people))
    )


def _silent(value: Value, people: Iterable[Facts]) -> Value:
    if isinstance(value, list):
        return [text for text in value if not denouncers.told(text, people)] or None
    return None if isinstance(value, str) and denouncers.told(value, people) else value


def _line(copy: redactions.WorkingCopy) -> str:
    if copy.state not in redactions.DONE:
        return copy.title
    return f"{copy.title} ({copy.pages} trang)" if copy.pages else copy.title


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(map(_text, value.values()))
    return " ".join(map(_text, value)) if isinstance(value, list | tuple) else str(value or "")
