"""What the parts of the office's figures are called."""

from __future__ import annotations

from app.language import N_, _, content
from app.legaltime import limits
from app.listings.kinds import KINDS

GROUPS = {
    "kind": N_("By kind"),
    "channel": N_("By channel"),
    "signer_class": N_("By signers"),
    "how": N_("In which way"),
    "closed_as": N_("How they ended"),
    "state": N_("By state"),
    "letter_state": N_("By state"),
    "rule": N_("By limit"),
    "given_back": N_("Given back"),
    "execution": N_("Of it"),
}
VALUES = {
    **KINDS,
    "counter": N_("at the counter"), "post": N_("by post"), "online": N_("online"),
    "reception": N_("at a reception"), "forwarded": N_("forwarded"),
    "one": N_("one signer"), "many": N_("many signers"), "repeat": N_("here before"),
    "duplicate": N_("joined as duplicate"), "settled": N_("settled by ruling"), "answered": N_("answered"),
    "withdrawn": N_("withdrawn"), "guided": N_("guided elsewhere"), "transferred": N_("transferred"),
    "returned": N_("sent back"), "refused": N_("not accepted"), "filed": N_("filed"),
    "open": N_("open"), "letter_state/open": N_("not yet drafted"),
    "letter_state/returned": N_("to be redrafted"), "letter_state/filed": N_("sent, no proof owed"),
    "suspended": N_("suspended"), "owed": N_("still owed"),
    "recorded": N_("on record"), "whole": N_("whole"), "part": N_("in part"),
    "submitted": N_("to be signed"), "signed": N_("signed"), "numbered": N_("numbered"), "sent": N_("sent"),
    "delivered": N_("delivered"), "kept": N_("in time"), "broken": N_("late"), "rulings": N_("rulings"),
    "money_dong": N_("đồng"), "land_m2": N_("m²"), "execution/land_m2": N_("land due, m²"),
    "executed": N_("carried out whole"), "orders": N_("orders"), "orders_done": N_("orders done"),
    "orders_late": N_("orders done late"), "to_police": N_("passed to the police"),
    "amount_dong": N_("money due, đồng"), "done_dong": N_("money paid, đồng"),
    "done_m2": N_("land handed over, m²"), "people": N_("people to be dealt with"),
    "done_people": N_("people dealt with"),
}  # fmt: skip


def group_word(group: str) -> str:
    """Say by what something was grouped; a rule of the law by its name."""
    return _(GROUPS[group]) if group in GROUPS else value_word(group)


def value_word(value: str, group: str = "") -> str:
    """Say what one part of a group is called; a rule of the law by its name."""
    if f"{group}/{value}" in VALUES:
        return _(VALUES[f"{group}/{value}"])
    if value in VALUES:
        return _(VALUES[value])
    known = {limit.rule: limit.name for limit in limits.all_limits()}
    return content(known[value]) if value in known else _("Processing of the petition")
