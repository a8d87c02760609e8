"""The words that a drawing may use: forms, letters, roles, recorders, limits, texts of law, procedures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from app import formdefs
from app.formdefs import FormDefinition, FormRefused
from app.gate import shelf
from app.legaltime import grounds, limits

ROLES = frozenset({"officer", "unit_head", "chairman", "clerk"})
DESKS = frozenset(
    {"registrar", "lead_unit", "verifying_unit", "task_force", "leadership", "clerks", "receiver", "assignee"}
)
AUTHOR = "author:"
GRANT = "grant:"  # who holds this right to a sealed case
UNIT = "unit:"  # the unit that a field names
LONGEST_PROMISE = 250  # working days: a year
GUARDS = frozenset(
    {
        "heard_first", "not_conciliator", "not_confirmed_before", "not_contested_author",
        "received_by_chairman",
    }
)  # fmt: skip
RECORDERS = frozenset(
    {
        "handover", "leader_assign",
        "sessions", "survey", "dialogue", "evidence_request", "evidence_receipt", "consultation",
        "consultation_answer", "prolonged_review", "higher_answer", "directive_report", "directive_check",
        "acceptance", "answer", "assignment", "direction", "findings", "intake", "letter_draft",
        "letter_issue", "letter_sign", "reception_check", "reception_conclusion",
        "reception_work", "redaction", "ruling", "ruling_sign", "second_filing", "emergency_measure",
        "execution_orders", "execution_result", "conciliation_council", "land_acceptance", "land_outcome",
        "denunciation_check", "denunciation_acceptance", "verification_team", "denunciation_conclusion",
        "denunciation_publication", "protection", "protection_end", "ending_confirmation",
    }
)  # fmt: skip
ANSWER_ALONE = frozenset({"archive", "clock_change", "publication"})  # nothing else is written
MILESTONES = frozenset(
    {
        "received", "classified", "accepted", "assigned", "surveyed", "heard", "verified", "dialogued",
        "decided", "sent", "published", "effective",
        "answered", "withdrawn", "archived", "first_ruling_received", "contested",
        "sued", "measure_imposed", "measure_lifted", "executed", "notified", "minutes_made", "conciliated",
        "not_conciliated", "registered_change", "ruling_received", "enforced", "received_at_reception",
        "received_by_leader", "order_done", "concluded", "acted",
        "checked", "overdue_told", "report_asked", "suspended", "protected", "ended",
    }
)  # fmt: skip
RESULTS = frozenset(
    {
        "settled", "filed", "transferred", "guided", "returned", "refused", "duplicate", "withdrawn",
        "answered", "executed", "overtaken", "conciliated", "not_conciliated", "concluded", "terminated",
        "protected", "ended",
    }
)  # fmt: skip
CHOICES = frozenset(
    {"units", "officers", "laws", "documents", "items", "parties", "deadlines", "books"}
)  # what the office offers in a select field
MESSAGES = frozenset(
    {
        "withdrawal",
        "supplemented",
        "enough",
        "results_in",
        "round_closed",
        "overtaken",
        "second_complaint",
        "orders_stopped",
        "case_decided",
        "lawsuit",
        "ground_gone",
        "objection",
        "taken_over",
        "opinion",
        "terminated",
        "withdrawn",
        "report_asked",
        "retaliation",
    }
)
OWN_LIMITS = frozenset({"INTAKE"})  # the shortest limit of the candidates, until the type is known
TO_COME = frozenset(
    {
        "complaint_second", "consultation", "denunciation", "emergency_measure", "ending", "execution",
        "land_conciliation", "land_settlement", "prolonged", "protection", "reception",
    }
)  # fmt: skip # may be named already, while they are being drawn
BEGINS = frozenset({"by_command", "by_intake", "by_procedure"})  # who may let a procedure begin
LINKS = frozenset(
    {
        "second-of", "born-of-settled", "split-from", "conciliation-of", "executes", "protects", "challenges",
        "ends", "repeat-of",
    }
)  # fmt: skip # how the case of a procedure is tied to the one it grows out of
KINDS = frozenset(
    {
        "complaint", "denunciation", "recommendation", "reflection", "land_dispute", "execution",
        "protection", "ending", "other", "unclassified",
    }
)  # fmt: skip # of cases
NEEDS = frozenset(
    {
        "not_watched",
        "failed_conciliation",
        "first_ruling_or_late",
        "no_measure_yet",
        "in_force",
        "settled",
        "may_be_protected",
        "was_ended",
        "still_open",
    }
)  # what must be so before a procedure begins: app/casework/preconditions.py
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


def offered(key: str) -> bool:
    """Tell whether the office has the choices that a field names, the grounds of the law among them."""
    if key.startswith(grounds.CHOICE):
        return key.removeprefix(grounds.CHOICE) in grounds.groups()
    return key in CHOICES


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]
