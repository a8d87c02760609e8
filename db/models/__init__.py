"""All models, so that metadata is whole whichever door opens it."""

from db.models.audit import AuditAnchor, AuditEntry, AuditText, Pulse, SentForm
from db.models.authorities import Authority, AuthoritySuccession, Unit, UnitSuccession
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
from db.models.clocks import ClockHold
from db.models.conciliations import CouncilMember
from db.models.consultations import Consultation
from db.models.deadlines import Deadline, LateReason, Measure, Suspension
from db.models.denunciations import Conclusion, EndingConfirmation, ProtectionMeasure
from db.models.drafting import DraftAuthor, DraftLock, DraftWork
from db.models.emergencies import EmergencyMeasure
from db.models.executions import ExecutionOrder
from db.models.grants import Grant, Reveal
from db.models.handovers import CaseUnit, Handover
from db.models.hearings import Attendance, Evidence, Hearing, HearingOverride, HearingRule, Opinion, Outreach
from db.models.incidents import Incident, IncidentAct
from db.models.law import LawEntry, LawRevision
from db.models.letters import Addressee, Letter, Notice, NumberBook
from db.models.people import Holding, LoginAttempt, LoginSession, Person
from db.models.petitions import BlindKey, Classification, Party, Petition, Upload
from db.models.procedures import BundleFile, ProcedureDraft, Rehearsal, Version
from db.models.prolonged import (
    Cohort,
    Committee,
    CommitteeMeeting,
    CommitteeMember,
    Directive,
    HigherReport,
    Watch,
)
from db.models.receptions import (
    ReceptionAssignment,
    ReceptionBody,
    ReceptionMark,
    ReceptionMember,
    ReceptionSession,
    ReceptionVisit,
)
from db.models.recounts import Recount, RecountLine
from db.models.redactions import RedactedItem, Redaction
from db.models.reviews import Comment, Reading, RefusedChange, Review
from db.models.runs import Answer, Draft, Run, Task, Timer
from db.models.scenarios import WalkedScenarios
from db.models.takeovers import Takeover, TakeoverCase
from db.models.tallies import Tally
from db.models.teams import TaskForce, TaskForceMember
from db.models.vault import Identity, VaultKey

__all__ = [
    "Addressee",
    "Answer",
    "Attendance",
    "AuditAnchor",
    "AuditEntry",
    "AuditText",
    "Authority",
    "AuthoritySuccession",
    "BlindKey",
    "BundleFile",
    "Case",
    "CaseLink",
    "CasePetition",
    "CaseUnit",
    "Classification",
    "ClockHold",
    "Cohort",
    "Comment",
    "Committee",
    "CommitteeMeeting",
    "CommitteeMember",
    "Conclusion",
    "Consultation",
    "ContentItem",
    "CouncilMember",
    "Deadline",
    "Directive",
    "Document",
    "Draft",
    "DraftAuthor",
    "DraftLock",
    "DraftWork",
    "EmergencyMeasure",
    "EndingConfirmation",
    "Evidence",
    "ExecutionOrder",
    "Grant",
    "Handover",
    "Hearing",
    "HearingOverride",
    "HearingRule",
    "HigherReport",
    "Holding",
    "Identity",
    "Incident",
    "IncidentAct",
    "LateReason",
    "LawEntry",
    "LawRevision",
    "Letter",
    "LoginAttempt",
    "LoginSession",
    "Measure",
    "Milestone",
    "Notice",
    "NumberBook",
    "Opinion",
    "Outreach",
    "Party",
    "Person",
    "Petition",
    "ProcedureDraft",
    "ProtectionMeasure",
    "Pulse",
    "Reading",
    "ReceptionAssignment",
    "ReceptionBody",
    "ReceptionMark",
    "ReceptionMember",
    "ReceptionSession",
    "ReceptionVisit",
    "Recount",
    "RecountLine",
    "RedactedItem",
    "Redaction",
    "RefusedChange",
    "Rehearsal",
    "Reveal",
    "Review",
    "Ruling",
    "Run",
    "SearchWord",
    "SentForm",
    "Suspension",
    "Takeover",
    "TakeoverCase",
    "Tally",
    "Task",
    "TaskForce",
    "TaskForceMember",
    "Timer",
    "Unit",
    "UnitSuccession",
    "Upload",
    "VaultKey",
    "Version",
    "WalkedScenarios",
    "Watch",
]  # fmt: skip
