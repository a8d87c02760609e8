"""The words for what is written on a drawing: who does a step, what it records, how it all begins."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.told import NOTHING, Cited, Days, Part, Quoted, Told, quoted, row
from app.language import N_
from app.legaltime.events import CLOSED, MESSAGES, MILESTONES

ROLES = {
    "officer": N_("Officer"),
    "unit_head": N_("Head of unit"),
    "chairman": N_("Chairman"),
    "clerk": N_("Clerk"),
}
DESKS = {
    "registrar": N_("whoever registered"),
    "lead_unit": N_("the lead unit"),
    "verifying_unit": N_("the verifying unit"),
    "task_force": N_("the head of the task force"),
    "leadership": N_("the leadership"),
    "clerks": N_("the clerks"),
    "receiver": N_("whoever received the citizen"),
    "assignee": N_("whoever was given the work"),
}
GUARDS = {
    "not_contested_author": N_("not who made the contested decision"),
    "heard_first": N_("survey and dialogue or reception first"),
    "not_conciliator": N_("not who conciliated before"),
    "not_confirmed_before": N_("not who confirmed before"),
    "received_by_chairman": N_("the Chairman received the citizen before"),
}
RECORDERS = {
    "acceptance": N_("the acceptance"),
    "answer": N_("the answer"),
    "assignment": N_("the assignment"),
    "conciliation_council": N_("the conciliation council"),
    "consultation": N_("the question to a unit or body"),
    "consultation_answer": N_("the answer of who was asked"),
    "denunciation_acceptance": N_("the acceptance of the denunciation"),
    "denunciation_check": N_("the check of the denunciation"),
    "denunciation_conclusion": N_("the conclusion"),
    "denunciation_publication": N_("the publication of the conclusion"),
    "dialogue": N_("the dialogue"),
    "direction": N_("the leader's direction"),
    "directive_check": N_("the check of a directive"),
    "directive_report": N_("the report on a directive"),
    "emergency_measure": N_("the emergency measure"),
    "ending_confirmation": N_("the confirmation before the ending"),
    "evidence_receipt": N_("the receipt of evidence"),
    "evidence_request": N_("the request for evidence"),
    "execution_orders": N_("the orders to be carried out"),
    "execution_result": N_("the result of an order"),
    "findings": N_("the findings"),
    "handover": N_("the handover"),
    "higher_answer": N_("the answer of the higher body"),
    "intake": N_("the classification"),
    "land_acceptance": N_("the acceptance of the land dispute"),
    "land_outcome": N_("the outcome of the conciliation"),
    "leader_assign": N_("to whom the leader gave it"),
    "letter_draft": N_("the draft of the letter"),
    "letter_issue": N_("the issue of the letter"),
    "letter_sign": N_("the signature"),
    "prolonged_review": N_("the review of the prolonged case"),
    "protection": N_("the measures of protection"),
    "protection_end": N_("the end of the protection"),
    "reception_check": N_("the check of the work from a reception"),
    "reception_conclusion": N_("the conclusion of the reception"),
    "reception_work": N_("the work from a reception"),
    "redaction": N_("the redacted copies"),
    "ruling": N_("the ruling"),
    "ruling_sign": N_("the signed ruling"),
    "second_filing": N_("the filing of the second complaint"),
    "sessions": N_("the working sessions"),
    "survey": N_("the survey on the spot"),
    "verification_team": N_("the verification team"),
}
BEGINS = {
    "by_intake": N_("the intake"),
    "by_procedure": N_("another procedure"),
    "by_command": N_("an officer on the page of a case"),
}
LINKS = {
    "second-of": N_("Second complaint after"),
    "born-of-settled": N_("Born of the settled case"),
    "split-from": N_("Split from"),
    "repeat-of": N_("The same matter again, after"),
    "conciliation-of": N_("Conciliation of"),
    "executes": N_("Carries out"),
    "protects": N_("Protection in"),
    "challenges": N_("Challenges"),
    "ends": N_("Ends"),
}
NEEDS = {
    "not_watched": N_("the case is not on the watchlist yet"),
    "failed_conciliation": N_("a conciliation failed"),
    "first_ruling_or_late": N_("there is a first ruling, or its limit has passed"),
    "no_measure_yet": N_("no measure stands yet"),
    "in_force": N_("the decision is in force"),
    "settled": N_("the case is settled"),
    "may_be_protected": N_("somebody may be protected"),
    "was_ended": N_("the settling was ended"),
    "still_open": N_("the case is still open"),
}
CASES = {
    "complaint": N_("Complaint"),
    "denunciation": N_("Denunciation"),
    "recommendation": N_("Recommendation"),
    "reflection": N_("Reflection"),
    "land_dispute": N_("Land dispute"),
    "execution": N_("Carrying out a decision"),
    "protection": N_("Protection of a denouncer"),
    "ending": N_("Ending of a settling"),
    "other": N_("Other petition"),
    "unclassified": N_("Not classified yet"),
}
AWAITED = MESSAGES | {
    "enough": N_("enough has come in"),
    "results_in": N_("the results are in"),
    "round_closed": N_("the round of questions is closed"),
    "overtaken": N_("overtaken by another event"),
    "orders_stopped": N_("the orders are stopped"),
    "case_decided": N_("the case is decided"),
    "opinion": N_("an opinion"),
    "terminated": N_("the settling is terminated"),
    "withdrawn": N_("the denunciation is withdrawn"),
}
SETS: Mapping[str, Mapping[str, str]] = {
    "role": ROLES,
    "assign": DESKS,
    "guard": GUARDS,
    "records": RECORDERS,
    "begins": BEGINS,
    "link": LINKS,
    "needs": NEEDS,
    "kinds": CASES,
    "tells": AWAITED,
    "milestone": MILESTONES,
    "result": CLOSED,
    "beside": {"yes": N_("Yes")},
}


def word(of: str, key: str) -> Part:
    """Say one word of a drawing's vocabulary; what nobody knows is quoted as it stands."""
    known = SETS.get(of, {}).get(key)
    return Told(known) if known else quoted(key)


def awaited(message: str) -> Part:
    """Say what is awaited or sent."""
    return Quoted(Told(AWAITED[message])) if message in AWAITED else quoted(message)


def words(of: str, keys: str) -> Part:
    """Say a comma-separated list of such words."""
    return row(word(of, key) for key in listed(keys))


def listed(keys: str) -> tuple[str, ...]:
    """Part a comma-separated list."""
    return tuple(filter(None, (key.strip() for key in keys.split(","))))


def days(number: str) -> Part:
    """Say a number of working days."""
    return Days(int(number)) if number.isascii() and number.isdigit() else quoted(number)


def cited(text: str) -> Part:
    """Say a legal basis."""
    return Cited(text) if text else NOTHING
