"""Receptions of citizens

Adds six tables and changes none: it may run before or after the new program starts.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_reception_body()
    _create_reception_member()
    _create_reception_session()
    _create_reception_visit()
    _create_reception_mark()
    _create_reception_assignment()


def downgrade() -> None:
    for table in (
        "reception_assignment",
        "reception_mark",
        "reception_visit",
        "reception_session",
        "reception_member",
        "reception_body",
    ):
        op.drop_table(table)


def _create_reception_body() -> None:
    op.create_table(
        "reception_body",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=300), nullable=True),
        _to("reception_body", "authority_id", "authority"),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_reception_body_ends_after_it_began")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_body")),
    )
    op.create_index(op.f("ix_reception_body_authority_id"), "reception_body", ["authority_id"])


def _create_reception_member() -> None:
    op.create_table(
        "reception_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        _to("reception_member", "body_id", "reception_body"),
        _to("reception_member", "person_id", "person"),
        _to("reception_member", "recorded_by_id", "person"),
        _to("reception_member", "ended_by_id", "person"),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_reception_member_ends_after_it_began")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_member")),
    )
    op.create_index(op.f("ix_reception_member_body_id"), "reception_member", ["body_id"])


def _create_reception_session() -> None:
    op.create_table(
        "reception_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("hours", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=True),
        sa.Column("receiver", sa.String(length=300), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        _to("reception_session", "authority_id", "authority"),
        _to("reception_session", "receiver_id", "person"),
        _to("reception_session", "body_id", "reception_body"),
        _to("reception_session", "planned_by_id", "person"),
        sa.CheckConstraint(
            "(state = 'held') = (held_on IS NOT NULL)", name=op.f("ck_reception_session_held_on_if_held")
        ),
        sa.CheckConstraint(
            "state <> 'not_held' OR reason IS NOT NULL", name=op.f("ck_reception_session_reason_if_not_held")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_session")),
    )
    op.create_index(
        op.f("ix_reception_session_authority_id_planned_on_id"),
        "reception_session",
        ["authority_id", "planned_on", "id"],
    )


def _create_reception_visit() -> None:
    op.create_table(
        "reception_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("identity_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("petitioner_kind", sa.String(length=40), nullable=False),
        sa.Column("capacity", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("representatives", sa.Integer(), nullable=False),
        sa.Column("crowd", sa.Boolean(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("contested_author_id", sa.Uuid(), nullable=True),
        sa.Column("contested_unit_id", sa.Uuid(), nullable=True),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("signed", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("refusal_ground", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("petition_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("conclusion", sa.LargeBinary(), nullable=True),
        _to("reception_visit", "authority_id", "authority"),
        _to("reception_visit", "session_id", "reception_session"),
        _to("reception_visit", "key_id", "vault_key"),
        _to("reception_visit", "identity_id", "identity"),
        _to("reception_visit", "by_id", "person"),
        _to("reception_visit", "unit_id", "unit"),
        _to("reception_visit", "contested_author_id", "person"),
        _to("reception_visit", "contested_unit_id", "unit"),
        _to("reception_visit", "petition_id", "petition"),
        _to("reception_visit", "case_id", "petition_case"),
        _to("reception_visit", "run_id", "run"),
        sa.UniqueConstraint(
            "authority_id", "year", "number", name=op.f("uq_reception_visit_authority_id_year_number")
        ),
        sa.CheckConstraint("people >= 1", name=op.f("ck_reception_visit_somebody_came")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_visit")),
    )
    op.create_index(
        op.f("ix_reception_visit_authority_id_on_date_id"),
        "reception_visit",
        ["authority_id", "on_date", "id"],
    )
    op.create_index(op.f("ix_reception_visit_case_id"), "reception_visit", ["case_id"])
    op.create_index(op.f("ix_reception_visit_draft_id"), "reception_visit", ["draft_id"])
    op.create_index(op.f("ix_reception_visit_run_id"), "reception_visit", ["run_id"])
    op.create_index(op.f("ix_reception_visit_session_id"), "reception_visit", ["session_id"])


def _create_reception_mark() -> None:
    op.create_table(
        "reception_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        _to("reception_mark", "authority_id", "authority"),
        _to("reception_mark", "visit_id", "reception_visit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_mark")),
    )
    op.create_index(
        op.f("ix_reception_mark_authority_id_kind_value"), "reception_mark", ["authority_id", "kind", "value"]
    )
    op.create_index(op.f("ix_reception_mark_visit_id"), "reception_mark", ["visit_id"])


def _create_reception_assignment() -> None:
    op.create_table(
        "reception_assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        _to("reception_assignment", "visit_id", "reception_visit"),
        _to("reception_assignment", "case_id", "petition_case"),
        _to("reception_assignment", "unit_id", "unit"),
        _to("reception_assignment", "person_id", "person"),
        _to("reception_assignment", "run_id", "run"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_assignment")),
    )
    op.create_index(op.f("ix_reception_assignment_case_id"), "reception_assignment", ["case_id"])
    op.create_index(op.f("ix_reception_assignment_run_id"), "reception_assignment", ["run_id"])
    op.create_index(op.f("ix_reception_assignment_visit_id"), "reception_assignment", ["visit_id"])


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
