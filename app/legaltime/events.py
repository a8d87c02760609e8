"""What the legal events of a case are called, its outcomes, and what may arrive while it is handled."""

from __future__ import annotations

from app.language import N_

CLOSED = {
    "settled": N_("settled by a decision"),
    "filed": N_("filed without handling"),
    "transferred": N_("transferred to the competent body"),
    "guided": N_("the petitioner was guided to the right body"),
    "returned": N_("returned to the forwarder"),
    "refused": N_("not accepted"),
    "duplicate": N_("joined to an earlier petition"),
    "withdrawn": N_("withdrawn by the petitioner"),
    "answered": N_("answered"),
    "executed": N_("executed"),
    "conciliated": N_("conciliated"),
    "not_conciliated": N_("conciliation failed"),
    "overtaken": N_("overtaken by another decision"),
}
MILESTONES = {
    "received": N_("Date of receipt"),
    "classified": N_("Date of classification"),
    "accepted": N_("Date of acceptance"),
    "assigned": N_("Date of assignment"),
    "verified": N_("Verification finished on"),
    "dialogued": N_("Date of the dialogue"),
    "decided": N_("Date of the decision"),
    "sent": N_("Date of sending"),
    "published": N_("Date of publication"),
    "effective": N_("In force since"),
    "answered": N_("Date of the answer"),
    "withdrawn": N_("Date of withdrawal"),
    "archived": N_("Date of archiving"),
    "received_at_reception": N_("Received at a reception on"),
    "received_by_leader": N_("Received by the leader on"),
    "first_ruling_received": N_("First decision received, or its limit passed"),
    "contested": N_("Second complaint filed on"),
    "sued": N_("Taken to court on"),
    "measure_imposed": N_("Contested decision not to be carried out from"),
    "measure_lifted": N_("Contested decision may be carried out again from"),
    "executed": N_("Executed on"),
    "notified": N_("Parties notified on"),
    "conciliated": N_("Conciliated on"),
    "not_conciliated": N_("Conciliation failed on"),
    "registered_change": N_("Land register updated on"),
    "ruling_received": N_("Decision received on"),
    "enforced": N_("Enforcement decided on"),
    "order_done": N_("Order carried out on"),
}
MESSAGES = {
    "withdrawal": N_("The petition was withdrawn"),
    "supplemented": N_("The petition was supplemented"),
    "second_complaint": N_("A second complaint was filed"),
    "lawsuit": N_("The matter was taken to court"),
    "ground_gone": N_("The ground of the measure is gone"),
    "objection": N_("A party objected to what was agreed"),
}
