"""What hearings, opinions, evidence and outreach are called."""

from __future__ import annotations

from app.language import N_, _

WORDS = {
    "role": {"head": N_("Head of the task force"), "member": N_("Member")},
    "seat": {
        "head": N_("Head of the committee"),
        "deputy": N_("Deputy head of the committee"),
        "member": N_("Member"),
    },
    "capacity": {
        "complainant": N_("complainant"),
        "respondent": N_("respondent"),
        "concerned": N_("person concerned"),
        "body": N_("other body"),
        "office": N_("this office"),
    },
    "presence": {
        "present": N_("present"),
        "excused": N_("away with good reason"),
        "absent": N_("away without good reason"),
    },
    "state": {"agreed": N_("Agreed"), "not_agreed": N_("Not agreed")},
    "evidence": {"papers": N_("Papers"), "expertise": N_("Expertise")},
    "purpose": {
        "opinion": N_("specialised opinion"),
        "coordination": N_("coordination"),
        "department": N_("consensus of departments"),
    },
    "answer": {
        "asked": N_("awaited"),
        "answered": N_("answered"),
        "silent": N_("stayed silent"),
        "late": N_("answered late"),
    },
    "stance": {
        "consents": N_("consents"),
        "partly": N_("consents in part"),
        "dissents": N_("dissents"),
        "none": N_("no opinion"),
    },
    "outreach": {
        "visit": N_("Visit at home"),
        "explanation": N_("Explaining the law"),
        "persuasion": N_("Persuasion"),
        "front": N_("With the Front and mass organisations"),
        "legal_aid": N_("Legal aid"),
        "other": N_("Other activity"),
    },
}
SESSIONS = {
    "complainant": N_("Session with the complainant"),
    "respondent": N_("Session with the respondent"),
    "concerned": N_("Session with persons concerned"),
    "site": N_("Inspection of the site"),
    "evidence": N_("Collecting evidence"),
    "expertise": N_("About the expertise"),
    "consultation": N_("With a specialised body"),
}
DIALOGUES = {
    "held": N_("Dialogue"),
    "absent": N_("Dialogue: the complainant stayed away without good reason"),
    "absent_excused": N_("Dialogue: put off, the complainant had a good reason"),
}


def said(kind: str, value: str) -> str:
    """Say a value in words; one that nobody knows stands as it is."""
    return _(WORDS[kind][value]) if value in WORDS[kind] else value


def meeting(kind: str, topic: str) -> str:
    """Say what sort of meeting it was."""
    if kind == "survey":
        return _("Survey by the leader")
    known = SESSIONS if kind == "session" else DIALOGUES
    return _(known[topic]) if topic in known else _("Working session")
