"""Task forces, opinions, surveys, the committee for prolonged cases

Adds tables and changes none: it may run before or after the new program starts.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "task_force",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("mandate", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("task_force", "case_id", "petition_case"),
        _to("task_force", "unit_id", "unit"),
        _to("task_force", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_force")),
    )
    op.create_index(op.f("ix_task_force_case_id"), "task_force", ["case_id"])
    op.create_table(
        "task_force_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_force_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        _to("task_force_member", "task_force_id", "task_force"),
        _to("task_force_member", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_force_member")),
    )
    op.create_index(op.f("ix_task_force_member_person_id"), "task_force_member", ["person_id"])
    op.create_index(op.f("ix_task_force_member_task_force_id"), "task_force_member", ["task_force_id"])
    op.create_table(
        "hearing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("findings", sa.LargeBinary(), nullable=False),
        sa.Column("led_by_id", sa.Uuid(), nullable=True),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("hearing", "case_id", "petition_case"),
        _to("hearing", "led_by_id", "person"),
        _to("hearing", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
    )
    op.create_index(op.f("ix_hearing_case_id"), "hearing", ["case_id"])
    op.create_table(
        "attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("capacity", sa.String(length=40), nullable=False),
        sa.Column("presence", sa.String(length=40), nullable=False),
        _to("attendance", "hearing_id", "hearing"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_hearing_id"), "attendance", ["hearing_id"])
    op.create_table(
        "opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("treatment", sa.LargeBinary(), nullable=False),
        _to("opinion", "case_id", "petition_case"),
        _to("opinion", "hearing_id", "hearing"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
    )
    op.create_index(op.f("ix_opinion_case_id"), "opinion", ["case_id"])
    op.create_index(op.f("ix_opinion_hearing_id"), "opinion", ["hearing_id"])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("evidence", "case_id", "petition_case"),
        _to("evidence", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_case_id"), "evidence", ["case_id"])
    op.create_table(
        "outreach",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("outreach", "case_id", "petition_case"),
        _to("outreach", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach")),
    )
    op.create_index(op.f("ix_outreach_case_id"), "outreach", ["case_id"])
    op.create_table(
        "hearing_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("hearing_rule", "authority_id", "authority"),
        _to("hearing_rule", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_rule")),
    )
    op.create_index(op.f("ix_hearing_rule_authority_id"), "hearing_rule", ["authority_id"])
    op.create_table(
        "hearing_override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("hearing_override", "case_id", "petition_case"),
        _to("hearing_override", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_override")),
    )
    op.create_index(op.f("ix_hearing_override_case_id"), "hearing_override", ["case_id"])
    op.create_table(
        "consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        _to("consultation", "case_id", "petition_case"),
        _to("consultation", "run_id", "run"),
        _to("consultation", "unit_id", "unit"),
        _to("consultation", "asked_by_id", "person"),
        _to("consultation", "answered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_index(op.f("ix_consultation_case_id"), "consultation", ["case_id"])
    op.create_index(op.f("ix_consultation_run_id"), "consultation", ["run_id"])
    op.create_table(
        "watch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("criteria", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("left_as", sa.String(length=40), nullable=True),
        sa.Column("left_reason", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("watch", "case_id", "petition_case"),
        _to("watch", "authority_id", "authority"),
        _to("watch", "run_id", "run"),
        _to("watch", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
    )
    op.create_index(op.f("ix_watch_authority_id"), "watch", ["authority_id"])
    op.create_index(op.f("ix_watch_case_id"), "watch", ["case_id"])
    op.create_index(op.f("ix_watch_run_id"), "watch", ["run_id"])
    op.create_table(
        "cohort",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("cohort", "authority_id", "authority"),
        _to("cohort", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
    )
    op.create_index(op.f("ix_cohort_authority_id"), "cohort", ["authority_id"])
    op.create_table(
        "higher_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("watch_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("obstacle", sa.LargeBinary(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("given_up_on", sa.Date(), nullable=True),
        _to("higher_report", "case_id", "petition_case"),
        _to("higher_report", "watch_id", "watch"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_higher_report")),
    )
    op.create_index(op.f("ix_higher_report_case_id"), "higher_report", ["case_id"])
    op.create_index(op.f("ix_higher_report_watch_id"), "higher_report", ["watch_id"])
    op.create_table(
        "committee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        _to("committee", "authority_id", "authority"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee")),
    )
    op.create_index(op.f("ix_committee_authority_id"), "committee", ["authority_id"])
    op.create_table(
        "committee_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("committee_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        _to("committee_member", "committee_id", "committee"),
        _to("committee_member", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_member")),
    )
    op.create_index(op.f("ix_committee_member_committee_id"), "committee_member", ["committee_id"])
    op.create_table(
        "committee_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("committee_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("committee_meeting", "committee_id", "committee"),
        _to("committee_meeting", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_meeting")),
    )
    op.create_index(op.f("ix_committee_meeting_committee_id"), "committee_meeting", ["committee_id"])
    op.create_table(
        "directive",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        _to("directive", "case_id", "petition_case"),
        _to("directive", "run_id", "run"),
        _to("directive", "meeting_id", "committee_meeting"),
        _to("directive", "unit_id", "unit"),
        _to("directive", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive")),
    )
    op.create_index(op.f("ix_directive_case_id"), "directive", ["case_id"])
    op.create_index(op.f("ix_directive_meeting_id"), "directive", ["meeting_id"])
    op.create_index(op.f("ix_directive_run_id"), "directive", ["run_id"])


def downgrade() -> None:
    op.drop_table("directive")
    op.drop_table("committee_meeting")
    op.drop_table("committee_member")
    op.drop_table("committee")
    op.drop_table("higher_report")
    op.drop_table("cohort")
    op.drop_table("watch")
    op.drop_table("consultation")
    op.drop_table("hearing_override")
    op.drop_table("hearing_rule")
    op.drop_table("outreach")
    op.drop_table("evidence")
    op.drop_table("opinion")
    op.drop_table("attendance")
    op.drop_table("hearing")
    op.drop_table("task_force_member")
    op.drop_table("task_force")


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
