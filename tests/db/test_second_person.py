"""Whoever writes to the database by hand puts nothing in force that no second person approved."""

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app import clock
from app.casework import definitions
from app.services import effective, staff_trail
from db.base import new_id
from db.models import AuditEntry, RefusedChange, Review, Version
from tests.office import Office
from tests.reviewing import approved, drafted, running, sent, state, tomorrow, trail, with_two_legal_staff

Act = Callable[..., int]
DAY = dt.date(2026, 8, 1)
AT = "2026-08-01 00:00:00.000000"


@pytest.fixture
def office(office: Office) -> Office:
    return with_two_legal_staff(office)


@pytest.fixture
def intruder(office: Office) -> Iterator[Act]:
    """Somebody who writes to the database past the program: on PostgreSQL under another name."""
    engine = office.database.engine if office.database.embedded else _another_role(office)

    def act(statement: str, **given: object) -> int:
        held = {n: _held(office, v) if isinstance(v, UUID) else v for n, v in given.items()}
        with engine.connect() as connection:
            done = connection.execute(text(statement), held).rowcount
            connection.commit()
        return done

    yield act
    if not office.database.embedded:
        engine.dispose()


def _held(office: Office, row: UUID) -> object:
    return row.hex if office.database.embedded else row


def _another_role(office: Office):
    with office.database.engine.connect() as connection:
        known = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = 'intruder'")).first()
        if known is None:
            connection.execute(text("CREATE ROLE intruder LOGIN"))
        for table in (
            "procedure_version",
            "procedure_review",
            "bundle_file",
            "procedure_draft",
            "draft_author",
        ):
            connection.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO intruder"))
        for table in ("holding", "person"):
            connection.execute(text(f"GRANT SELECT ON {table} TO intruder"))
        connection.commit()
    return create_engine(office.database.url.replace("office@", "intruder@"))


def refusals(office: Office) -> list[RefusedChange]:
    with office.look() as session:
        return list(session.query(RefusedChange).order_by(RefusedChange.id))


@pytest.mark.parametrize("stage", [drafted, sent])
def test_an_unapproved_version_is_not_put_in_force_by_hand(office: Office, intruder: Act, stage):
    version_id, before = stage(office, office.an), running(office)
    put = "UPDATE procedure_version SET state = :wanted, effective_from = :day WHERE id = :id"
    for wanted in ("approved", "in_force", "retired"):
        assert intruder(put, wanted=wanted, day=DAY, id=version_id) == 0
    assert state(office, version_id) in {"draft", "in_review"}
    assert running(office) == before
    row = refusals(office)[1]
    assert (row.place, row.act, row.row_id) == ("procedure_version", "update", version_id)
    assert row.wanted == "in_force"
    if not office.database.embedded:
        assert row.login == "intruder"
    with clock.at(office.now):
        assert effective.record_refusals(office.database) == 3
        assert effective.record_refusals(office.database) == 0
    assert trail(office, version_id)[-1] == "procedure.refused"
    with office.look() as session:
        assert staff_trail.first_broken(session) is None


def test_the_program_itself_is_stopped_too(office: Office):
    version_id = sent(office, office.an)
    with pytest.raises(StaleDataError), office.work() as session:
        session.get_one(Version, version_id).state = "in_force"
    assert state(office, version_id) == "in_review"


def test_a_version_written_anew_is_not_in_force(office: Office, intruder: Act):
    made = intruder(
        "INSERT INTO procedure_version"
        " (id, procedure, number, state, origin, digest, effective_from, created_at)"
        " VALUES (:id, 'recommendation', 99, 'in_force', 'local', 'x', :day, :at)",
        id=uuid4(), day=DAY, at=AT,
    )  # fmt: skip
    assert made == 0
    assert refusals(office)[-1].act == "insert"


def test_nobody_becomes_their_own_second_person(office: Office, intruder: Act):
    version_id = sent(office, office.lan)
    for judge in (office.lan, office.oanh):
        moved = intruder(
            "UPDATE procedure_review SET state = 'approved', judge_id = :judge, judged_at = :at,"
            " effective_from = :day, transition = 'finish' WHERE version_id = :id",
            judge=judge.person_id, at=AT, day=DAY, id=version_id,
        )  # fmt: skip
        assert moved == 0, judge.name
    assert intruder("DELETE FROM draft_author WHERE person_id = :id", id=office.lan.person_id) == 0
    assert intruder("UPDATE draft_author SET person_id = :id", id=office.oanh.person_id) == 0
    assert intruder("DELETE FROM procedure_draft WHERE version_id = :id", id=version_id) == 0
    assert intruder("UPDATE procedure_draft SET root_id = :other WHERE version_id = :id",
                    other=running(office), id=version_id) == 0  # fmt: skip
    assert len(refusals(office)) >= 6


def test_an_approval_of_other_files_or_of_another_day_does_not_count(office: Office, intruder: Act):
    version_id = approved(office, office.an, office.lan, on=tomorrow(office))
    for change in ("digest = 'x'", "effective_from = '2026-08-03'", "origin = 'shipped'", "state = 'draft'"):
        statement = f"UPDATE procedure_version SET {change} WHERE id = :id"  # noqa: S608 - the words above
        assert intruder(statement, id=version_id) == 0, change
    for change in ("digest = 'x'", "effective_from = '2026-08-03'", "state = 'open'"):
        statement = f"UPDATE procedure_review SET {change} WHERE version_id = :id"  # noqa: S608 - the words above
        assert intruder(statement, id=version_id) == 0, change
    assert intruder("DELETE FROM procedure_review WHERE version_id = :id", id=version_id) == 0
    assert intruder("DELETE FROM procedure_version WHERE id = :id", id=version_id) == 0
    assert state(office, version_id) == "approved"


@pytest.mark.parametrize("stage", [sent, lambda office, _who: running(office)])
def test_files_under_review_or_in_force_do_not_change(office: Office, intruder: Act, stage):
    version_id = stage(office, office.an)
    with office.look() as session:
        before = definitions.files_of(session, version_id)
    assert intruder("UPDATE bundle_file SET digest = 'x' WHERE version_id = :id", id=version_id) == 0
    assert intruder("DELETE FROM bundle_file WHERE version_id = :id", id=version_id) == 0
    added = "INSERT INTO bundle_file (version_id, name, digest, content) VALUES (:id, 'a.dmn', 'x', :body)"
    assert intruder(added, id=version_id, body=b"<x/>") == 0
    with office.look() as session:
        assert definitions.files_of(session, version_id) == before


def test_the_files_of_a_draft_may_change(office: Office, intruder: Act):
    version_id = drafted(office, office.an)
    assert intruder("UPDATE bundle_file SET digest = 'x' WHERE version_id = :id", id=version_id) > 0
    assert refusals(office) == []


def test_the_table_itself_knows_two_people(office: Office):
    version_id = sent(office, office.an)
    with pytest.raises(IntegrityError, match="judged_by_a_second_person"), office.work() as session:
        session.add(_round(version_id, office.an.person_id))


def test_what_was_refused_stands_in_the_trail_without_a_name(office: Office, intruder: Act):
    version_id = sent(office, office.an)
    intruder("UPDATE procedure_version SET state = 'in_force' WHERE id = :id", id=version_id)
    with clock.at(office.now):
        effective.record_refusals(office.database)
    with office.look() as session:
        entry = session.query(AuditEntry).filter_by(tag="procedure.refused").one()
    assert entry.actor_id is None
    assert entry.facts == {
        "row": str(version_id), "table": "procedure_version", "act": "update", "wanted": "in_force",
    }  # fmt: skip


def _round(version_id: UUID, person_id: UUID) -> Review:
    return Review(
        id=new_id(), version_id=version_id, number=1, digest="x", state="given_back", sender_id=person_id,
        sent_at=clock.now(), judge_id=person_id, judged_at=clock.now(), reason="", effective_from=None,
        transition="", stopper_id=None, stopped_at=None, stop_reason="",
    )  # fmt: skip
