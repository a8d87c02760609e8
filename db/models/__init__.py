"""All models, so that metadata is whole whichever door opens it."""

from db.models.audit import AuditAnchor, AuditEntry, AuditText, Pulse, SentForm
from db.models.authorities import Authority, Unit, UnitSuccession
from db.models.cases import (
    Case,
    CaseLink,
    CasePetition,
    ContentItem,
    Document,
    Milestone,
    Ruling,
    SearchWord,
)
from db.models.deadlines import Deadline, LateReason, Measure, Suspension
from db.models.grants import Grant, Reveal
from db.models.letters import Addressee, Letter, Notice, NumberBook
from db.models.people import Holding, LoginAttempt, LoginSession, Person
from db.models.petitions import BlindKey, Classification, Party, Petition, Upload
from db.models.procedures import BundleFile, ProcedureDraft, Rehearsal, Version
from db.models.receptions import (
    ReceptionAssignment,
    ReceptionBody,
    ReceptionMark,
    ReceptionMember,
    ReceptionSession,
    ReceptionVisit,
)
from db.models.redactions import RedactedItem, Redaction
from db.models.runs import Answer, Draft, Incident, Run, Task, Timer
from db.models.vault import Identity, VaultKey

__all__ = [
    "Addressee", "Answer", "AuditAnchor", "AuditEntry", "AuditText", "Authority", "BlindKey", "BundleFile",
    "Case", "CaseLink", "CasePetition", "Classification", "ContentItem", "Deadline", "Document", "Draft",
    "Grant", "Holding", "Identity", "Incident", "LateReason", "Letter", "LoginAttempt", "LoginSession", "Measure",
    "Milestone", "Notice", "NumberBook", "Party", "Person", "Petition", "ProcedureDraft", "Pulse", "ReceptionAssignment", "ReceptionBody", "ReceptionMark",
    "ReceptionMember", "ReceptionSession", "ReceptionVisit",
    "RedactedItem", "Redaction", "Rehearsal", "Reveal", "Ruling", "Run", "SearchWord", "SentForm", "Suspension", "Task", "Timer", "Unit",
    "UnitSuccession", "Upload", "VaultKey", "Version",
]  # fmt: skip
