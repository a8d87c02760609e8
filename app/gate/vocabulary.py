"""The words that a drawing may use: forms, letters, roles, recorders, limits, texts of law, procedures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from app import formdefs
from app.formdefs import FormDefinition, FormRefused
from app.gate import shelf
from app.legaltime import limits, texts

ROLES = frozenset({"officer", "unit_head", "chairman", "clerk"})
DESKS = frozenset({"registrar", "lead_unit", "verifying_unit", "task_force", "leadership", "clerks"})
AUTHOR = "author:"
LONGEST_PROMISE = 250  # working days: a year
GUARDS = frozenset({"not_contested_author"})
RECORDERS = frozenset(
    {
        "acceptance", "answer", "assignment", "direction", "findings", "intake", "letter_draft",
        "letter_issue", "letter_sign", "redaction", "ruling", "ruling_sign",
    }
)  # fmt: skip
ANSWER_ALONE = frozenset({"archive", "clock_change", "dialogue", "publication"})  # nothing else is written
MILESTONES = frozenset(
    {
        "received", "classified", "accepted", "assigned", "verified", "dialogued", "decided", "sent",
        "published", "effective", "answered", "withdrawn", "archived",
    }
)  # fmt: skip
RESULTS = frozenset(
    {
        "settled", "filed", "transferred", "guided", "returned", "refused", "duplicate", "withdrawn",
        "answered",
    }
)  # fmt: skip
CHOICES = frozenset(
    {"units", "officers", "laws", "documents", "items", "parties", "deadlines", "books"}
)  # what the office offers in a select field
MESSAGES = frozenset({"withdrawal", "supplemented", "enough", "overtaken", "procedure_in_force"})
OWN_LIMITS = frozenset({"INTAKE"})  # the shortest limit of the candidates, until the type is known
TO_COME = frozenset(
    {"denunciation"}
)  # may be started already; its cases wait at the leader until it is there
_SYMBOL = re.compile(r"\d+[/-](?:\d{4}/)?[A-ZĐ]\w*(?:[/-]\w+)*")
_CALLED = re.compile(rb'\bcalledElement="([^"]+)"')


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What may be named besides the closed lists above: the files of a bundle, or else the shipped ones.

    ``forms`` maps keys to contents; they are read when they are first asked for.
    """

    forms: Mapping[str, bytes]
    letters: frozenset[str]
    procedures: frozenset[str]
    called: frozenset[str]  # procedures that others call, and that need not begin on their own

    def form(self, key: str) -> FormDefinition | None:
        """Give a form, or nothing where there is none that can be shown."""
        content = self.forms.get(key)
        try:
            return None if content is None else formdefs.read(content)
        except FormRefused:
            return None

    @cached_property
    def limits(self) -> frozenset[str]:
        """Name the limits that timers and scripts may name."""
        return OWN_LIMITS | {limit.rule for limit in limits.all_limits()}


def of(context: Mapping[str, bytes], *, whole: bool) -> Vocabulary:
    """Gather what the files of a bundle may name: its own forms and letters, or else the shipped ones.

    A bundle that is ``whole`` may name no others: a version pins what it names.
    """
    forms = {_stem(name): body for name, body in context.items() if name.startswith("forms/")}
    letters = frozenset(_stem(name) for name in context if name.startswith("letters/"))
    drawings = {_stem(name): body for name, body in context.items() if name.endswith(".bpmn")}
    besides = shipped()
    return Vocabulary(
        forms if whole or forms else besides.forms,
        letters if whole or letters else besides.letters,
        besides.procedures.union(drawings),
        besides.called.union(_called(drawings)),
    )


@cache
def shipped() -> Vocabulary:
    """Read the names of what comes with this release, once a process."""
    drawings = shelf.drawings()
    return Vocabulary(
        {path.stem: path.read_bytes() for path in sorted(shelf.FORMS.glob("*.json"))},
        frozenset(_stem(name) for name in shelf.letters()),
        TO_COME.union(drawings),
        _called(drawings),
    )


def _called(drawings: Mapping[str, bytes]) -> frozenset[str]:
    found = (found for body in drawings.values() for found in _CALLED.findall(body))
    return frozenset(name.decode(errors="replace") for name in found)


def unknown_law(cited: str) -> str:
    """Give the first law that a legal basis cites and the register does not know, or nothing.

    A basis is written as articles with the number or the short name of their text, parted by semicolons:
    ``Luật Khiếu nại, Điều 27; Nghị định 124/2020/NĐ-CP, Điều 16``.
    """
    for part in filter(None, (part.strip() for part in cited.split(";"))):
        numbers = [found.group() for found in _SYMBOL.finditer(part)]
        strange = [number for number in numbers if number not in _numbers()]
        if strange:
            return strange[0]
        if not numbers and not any(name in part.casefold() for name in _names()):
            return part
    return ""


@cache
def _numbers() -> frozenset[str]:
    return frozenset(text.number for text in texts.all_texts())


@cache
def _names() -> frozenset[str]:
    """List what laws are called without their number: only laws and codes have names of their own."""
    titles = (text.title.casefold() for text in texts.all_texts())
    return frozenset(title for title in titles if title.startswith(("luật", "bộ luật"))) | {"quy chế"}


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]
