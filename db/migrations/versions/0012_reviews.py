"""Versions are reviewed and put in force by a second person

Adds what is kept of a review, and triggers that hold the rule of the second person against whoever writes to
the database: a change that breaks it is skipped and leaves a row in ``refused_change``. The same conditions
are written for SQLite and for PostgreSQL.

Revision ID: 0012
Revises: 0011
"""

from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

from db.base import Instant

# ruff: noqa: S608 - every word of these statements is written here

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

LOOSE = "('draft', 'replaced')"  # whose files may still change
RAN = "('approved', 'in_force', 'retired')"  # by which cases run, have run or will


def _authors(version: str) -> str:
    return f"""SELECT a.person_id FROM draft_author a JOIN procedure_draft d ON d.root_id = a.root_id
        WHERE d.version_id = {version}"""


UNAPPROVED = f"""NEW.origin = 'local' AND NEW.state IN {RAN} AND NOT EXISTS (
    SELECT 1 FROM procedure_review r WHERE r.version_id = NEW.id AND r.state = 'approved'
    AND r.digest = NEW.digest AND r.effective_from = NEW.effective_from
    AND EXISTS ({_authors("NEW.id")}) AND r.judge_id NOT IN ({_authors("NEW.id")}))"""
GONE_BACK = f"""OLD.state IN {RAN} AND NEW.state NOT IN {RAN} AND (OLD.origin <> 'local' OR EXISTS (
    SELECT 1 FROM procedure_review r WHERE r.version_id = OLD.id AND r.state = 'approved'))"""
OTHER_FILES = f"""NEW.id <> OLD.id OR NEW.origin <> OLD.origin OR (OLD.state NOT IN {LOOSE}
    AND (NEW.digest <> OLD.digest OR NEW.procedure <> OLD.procedure OR NEW.number <> OLD.number))"""
NOT_A_SECOND_PERSON = f"""NEW.state = 'approved' AND (NEW.judge_id IS NULL OR NEW.judge_id = NEW.sender_id
    OR NEW.judge_id IN ({_authors("NEW.version_id")})
    OR NOT EXISTS (SELECT 1 FROM holding h
        WHERE h.person_id = NEW.judge_id AND h.role IN ('legal_staff', 'chairman')))"""
APPROVED_IS_KEPT = """OLD.state = 'approved' AND (NEW.state NOT IN ('approved', 'stopped')
    OR NEW.version_id <> OLD.version_id OR NEW.digest <> OLD.digest OR NEW.sender_id <> OLD.sender_id
    OR NEW.judge_id <> OLD.judge_id OR NEW.effective_from <> OLD.effective_from)"""
OTHER_DRAFT = (
    "NEW.version_id <> OLD.version_id OR NEW.root_id <> OLD.root_id OR NEW.person_id <> OLD.person_id"
)
SENT = f"""EXISTS (SELECT 1 FROM procedure_draft d JOIN procedure_version v ON v.id = d.version_id
    WHERE d.root_id = OLD.root_id AND v.state NOT IN {LOOSE})"""


def _frozen(row: str) -> str:
    return f"""EXISTS (SELECT 1 FROM procedure_version v
    WHERE v.id = {row}.version_id AND v.state NOT IN {LOOSE})"""


@dataclass(frozen=True)
class Guard:
    """What a table does not let through: which act, under which condition, and what is written of it."""

    table: str
    act: str
    when: str
    row: str
    wanted: str = "''"

    @property
    def name(self) -> str:
        """Name the trigger."""
        return f"second_person_{self.table}_{self.act}"


GUARDS = (
    Guard("procedure_version", "insert", UNAPPROVED, "NEW.id", "NEW.state"),
    Guard(
        "procedure_version",
        "update",
        f"({OTHER_FILES}) OR ({GONE_BACK}) OR ({UNAPPROVED})",
        "OLD.id",
        "NEW.state",
    ),
    Guard("procedure_version", "delete", f"OLD.state IN {RAN}", "OLD.id"),
    Guard("procedure_review", "insert", NOT_A_SECOND_PERSON, "NEW.version_id", "NEW.state"),
    Guard(
        "procedure_review",
        "update",
        f"({NOT_A_SECOND_PERSON}) OR ({APPROVED_IS_KEPT})",
        "OLD.version_id",
        "NEW.state",
    ),
    Guard("procedure_review", "delete", "OLD.state = 'approved'", "OLD.version_id"),
    Guard("procedure_draft", "update", f"({OTHER_DRAFT}) AND {_frozen('OLD')}", "OLD.version_id"),
    Guard("procedure_draft", "delete", _frozen("OLD"), "OLD.version_id"),
    Guard("draft_author", "update", SENT, "OLD.root_id"),
    Guard("draft_author", "delete", SENT, "OLD.root_id"),
    Guard("bundle_file", "insert", _frozen("NEW"), "NEW.version_id"),
    Guard("bundle_file", "update", f"{_frozen('OLD')} OR {_frozen('NEW')}", "OLD.version_id"),
    Guard("bundle_file", "delete", _frozen("OLD"), "OLD.version_id"),
)


def upgrade() -> None:
    _create_tables()
    embedded = op.get_bind().dialect.name == "sqlite"
    for guard in GUARDS:
        for statement in _embedded(guard) if embedded else _server(guard):
            op.execute(sa.text(statement))


def downgrade() -> None:
    embedded = op.get_bind().dialect.name == "sqlite"
    for guard in GUARDS:
        if embedded:
            op.execute(f"DROP TRIGGER {guard.name}")
        else:
            op.execute(f"DROP FUNCTION {guard.name}() CASCADE")
    for table in (
        "refused_change",
        "procedure_reading",
        "procedure_comment",
        "procedure_review",
    ):
        op.drop_table(table)


def _embedded(guard: Guard) -> tuple[str, ...]:
    return (
        f"""CREATE TRIGGER {guard.name} BEFORE {guard.act} ON {guard.table} WHEN {guard.when}
        BEGIN
            INSERT INTO refused_change (at, place, row_id, act, wanted, login)
            VALUES (strftime('%Y-%m-%d %H\\:%M\\:%f', 'now') || '000', '{guard.table}', {guard.row},
                '{guard.act}', {guard.wanted}, '');
            SELECT RAISE(IGNORE);
        END""",
    )


def _server(guard: Guard) -> tuple[str, ...]:
    """Let the function run as its owner: whoever writes a version need have no right to what was refused."""
    given = "OLD" if guard.act == "delete" else "NEW"
    return (
        f"""CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path FROM CURRENT AS $$
        BEGIN
            IF {guard.when} THEN
                INSERT INTO refused_change (at, place, row_id, act, wanted, login)
                VALUES (clock_timestamp(), '{guard.table}', {guard.row}, '{guard.act}', {guard.wanted},
                    session_user);
                RETURN NULL;
            END IF;
            RETURN {given};
        END $$""",
        f"""CREATE TRIGGER {guard.name} BEFORE {guard.act} ON {guard.table}
        FOR EACH ROW EXECUTE FUNCTION {guard.name}()""",
    )


def _create_tables() -> None:
    _create_reviews()
    op.create_table(
        "procedure_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=300), nullable=False),
        sa.Column("element", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("resolver_id", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", Instant(), nullable=True),
        _to("procedure_comment", "root_id", "procedure_version"),
        _to("procedure_comment", "person_id", "person"),
        _to("procedure_comment", "answers_id", "procedure_comment"),
        _to("procedure_comment", "resolver_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_comment")),
    )
    op.create_index(op.f("ix_procedure_comment_root_id"), "procedure_comment", ["root_id"])
    op.create_table(
        "procedure_reading",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _to("procedure_reading", "version_id", "procedure_version"),
        _to("procedure_reading", "person_id", "person"),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_procedure_reading")),
    )
    op.create_table(
        "refused_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("wanted", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_change")),
    )


def _create_reviews() -> None:
    table = "procedure_review"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("judge_id", sa.Uuid(), nullable=True),
        sa.Column("judged_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("transition", sa.String(length=40), nullable=False),
        sa.Column("stopper_id", sa.Uuid(), nullable=True),
        sa.Column("stopped_at", Instant(), nullable=True),
        sa.Column("stop_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("judge_id <> sender_id", name=op.f(f"ck_{table}_judged_by_a_second_person")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'stopped') OR (judge_id IS NOT NULL AND judged_at IS NOT NULL"
            " AND effective_from IS NOT NULL AND transition IN ('finish', 'offer'))",
            name=op.f(f"ck_{table}_approved_for_a_day"),
        ),
        sa.CheckConstraint(
            "(state = 'stopped') = (stopper_id IS NOT NULL AND stop_reason <> '')",
            name=op.f(f"ck_{table}_stopped_with_a_reason"),
        ),
        sa.CheckConstraint("stopper_id <> sender_id", name=op.f(f"ck_{table}_stopped_by_a_second_person")),
        _to(table, "version_id", "procedure_version"),
        _to(table, "sender_id", "person"),
        _to(table, "judge_id", "person"),
        _to(table, "stopper_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_version_id"), table, ["version_id"])
    op.create_index(op.f(f"ix_{table}_state_sent_at"), table, ["state", "sent_at"])


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )
