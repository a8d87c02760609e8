"""What the states, events and ties of a case are called."""

from __future__ import annotations

from app.language import N_, _

STATES = {
    "open": N_("Being handled"),
    "suspended": N_("Suspended"),
    "closed": N_("Closed"),
}
CAPACITIES = {
    "petitioner": N_("Petitioner"),
    "representative": N_("Representative"),
    "on_behalf": N_("On behalf of"),
    "respondent": N_("Respondent"),
    "interested": N_("Person with related rights"),
}
TIES = {
    "first": N_("First petition"),
    "duplicate": N_("Duplicate"),
    "repeat": N_("Repeated petition"),
    "supplement": N_("Supplement"),
    "split": N_("Split off"),
    "linked": N_("Reached over the linked case"),
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
INWARD = {  # the same ties, told from the other side
    "second-of": N_("Complained of a second time in"),
    "born-of-settled": N_("Denounced afterwards in"),
    "split-from": N_("A content was split off into"),
    "repeat-of": N_("Came up again in"),
    "conciliation-of": N_("Settled after the failed conciliation in"),
    "executes": N_("Carried out in"),
    "protects": N_("The denouncer is protected in"),
    "challenges": N_("Challenged in"),
    "ends": N_("Its ending is decided in"),
}
ITEMS = {"open": N_("being handled"), "withdrawn": N_("withdrawn"), "split": N_("split off")}
LETTERS = {
    "open": N_("not drafted yet"),
    "drafted": N_("being drafted"),
    "submitted": N_("waits for signature"),
    "returned": N_("returned to the drafter"),
    "signed": N_("signed, not numbered yet"),
    "numbered": N_("numbered, not sent yet"),
    "sent": N_("sent"),
    "delivered": N_("delivered"),
    "filed": N_("sent"),
}
MEASURES = {
    "remind": N_("Reminded"),
    "urge": N_("Urged in writing"),
    "rectify": N_("Told to put right"),
    "criticise": N_("Criticised"),
    "reassign": N_("Gave the work to another unit"),
    "take_over": N_("Took the work over"),
    "extend": N_("Extended"),
    "suspend": N_("Suspended the time"),
    "record_reason": N_("Recorded the reason of the delay"),
}
CHANGES = {
    "extend": N_("Extension"),
    "suspend": N_("Suspension"),
    "resume": N_("Resumption"),
    "withdraw_part": N_("Partial withdrawal"),
    "reclassify": N_("Reclassification"),
    "split": N_("Contents split off"),
}


def word(table: dict[str, str], key: str | None) -> str:
    """Say a word of one of these tables in the reader's language; nothing for what it does not hold."""
    return _(table[key]) if key in table else ""
