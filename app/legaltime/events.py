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
}
MESSAGES = {
    "withdrawal": N_("The petition was withdrawn"),
    "supplemented": N_("The petition was supplemented"),
}
