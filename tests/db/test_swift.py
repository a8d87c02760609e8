"""Rows read and written at the driver's speed stay ordinary objects of their session."""

import datetime as dt

import pytest
from sqlalchemy import bindparam, event, inspect, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import swift
from db.base import Base
from db.models import Authority, Person, Pulse, SearchWord, Tally
from tests.office import Office

NOW = dt.datetime(2026, 8, 3, 2, 0, tzinfo=dt.UTC)
LOOK = swift.Look(
    select(Person, Pulse, Person.login)
    .outerjoin(Pulse, Pulse.name == Person.login)
    .where(Person.login == bindparam("login"))
)


def pulse(office: Office, name: str) -> dt.datetime | None:
    with office.look() as session:
        found = session.get(Pulse, name)
    return found.at if found else None


def write(session: Session, *names: str) -> None:
    for name in names:
        session.add(Pulse(name=name, at=NOW))
        swift.flush(session)


def refused(session: Session) -> None:
    """Write three things of three kinds, of which the first cannot be."""
    swift.put(session, Pulse, name="oanh", at=NOW)
    session.add(Tally(name="never", count=0))
    session.scalars(select(Person).where(Person.login == "oanh")).one().email = "never@kept.example"
    swift.flush(session)


def test_what_was_written_is_known_as_stored_and_not_written_again(office: Office):
    with office.work() as session:
        row = Pulse(name="oanh", at=NOW)
        session.add(row)
        swift.flush(session)
        assert inspect(row).persistent
        assert not session.new
        assert not session.dirty
        row.at = NOW + dt.timedelta(days=1)
        swift.flush(session)
        assert session.get(Pulse, "oanh") is row
    assert pulse(office, "oanh") == NOW + dt.timedelta(days=1)


def test_a_row_with_a_key_of_several_parts_finds_itself_again(office: Office):
    case_id = office.register().case_id
    with office.work() as session:
        row = SearchWord(authority_id=office.authority_id, word="de", case_id=case_id, kind="place")
        session.add(row)
        swift.flush(session)
        key = (office.authority_id, "de", case_id)
        assert session.get(SearchWord, key) is row


def test_what_fails_is_undone_as_a_whole_and_told_in_the_usual_words(office: Office):
    with office.work() as session:
        session.add(Pulse(name="oanh", at=NOW))
    with pytest.raises(IntegrityError), office.work() as session:
        write(session, "sau", "oanh")
    assert pulse(office, "sau") is None
    with office.work() as session:
        session.add(Pulse(name="sau", at=NOW))
    assert pulse(office, "sau") == NOW


def test_what_travels_together_fails_in_the_usual_words_and_the_connection_goes_on(office: Office):
    with office.work() as session:
        session.add(Pulse(name="oanh", at=NOW))
    with pytest.raises(IntegrityError), office.work() as session:
        refused(session)
    with office.work() as session:
        assert session.get(Tally, "never") is None
        assert (
            session.scalars(select(Person.email).where(Person.login == "oanh")).one() != "never@kept.example"
        )
        write(session, "sau")
    assert pulse(office, "sau") == NOW


def test_a_broken_reference_is_told_at_the_commit_and_the_next_work_goes_on(office: Office):
    case_id = office.register().case_id
    with pytest.raises(IntegrityError), office.work() as session:
        session.add(SearchWord(authority_id=case_id, word="de", case_id=case_id, kind="place"))
    with office.work() as session:
        session.add(Pulse(name="sau", at=NOW))
    assert pulse(office, "sau") == NOW


def test_a_look_gives_the_sessions_own_object_with_the_values_of_now(office: Office):
    with office.work() as session:
        known = session.scalars(select(Person).where(Person.login == "oanh")).one()
        known.email = "not@kept.example"
        person, nothing, login = LOOK.rows(session, login="oanh")[0]
        assert person is known
        assert person.email != "not@kept.example"
        assert not session.dirty
        assert (nothing, login) == (None, "oanh")
        session.add(Pulse(name="oanh", at=NOW))
        swift.flush(session)
        assert LOOK.rows(session, login="oanh")[0][1].at == NOW
        assert LOOK.rows(session, login="nobody") == []


def test_what_a_look_leaves_out_is_read_when_somebody_asks_for_it(office: Office):
    short = swift.Look(
        select(Person).where(Person.login == bindparam("login")), without=(Person.email, Person.language)
    )
    with office.work() as session:
        whole = session.scalars(select(Person).where(Person.login == "oanh")).one()
        told = whole.email
        session.execute(update(Person).where(Person.login == "oanh").values(email="new@kept.example"))
        (known,) = short.rows(session, login="oanh")[0]
        assert known is whole
        assert known.email == "new@kept.example"  # not what it held before
        known.email = told
        session.flush()
    with office.work() as session:
        (person,) = short.rows(session, login="oanh")[0]
        assert "email" not in vars(person)
        person.email = "later@kept.example"  # written without having been read
        swift.flush(session)
        assert person.language == "vi"
        assert not session.dirty
    with office.look() as session:
        assert (
            session.scalars(select(Person.email).where(Person.login == "oanh")).one() == "later@kept.example"
        )


def test_who_listens_hears_what_is_said_to_the_driver(office: Office):
    heard = []

    def hear(_connection, _cursor, statement, *_rest) -> None:
        heard.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", hear)
    with office.work() as session:
        session.add(Pulse(name="oanh", at=NOW))
        swift.flush(session)
        LOOK.rows(session, login="oanh")
    assert any(each.startswith("INSERT INTO pulse") for each in heard)
    assert any(each.startswith("SELECT person") for each in heard)


def test_a_row_is_not_made_with_a_column_that_is_not_there():
    with pytest.raises(TypeError, match="colour"):
        Authority(colour="red")


def test_no_model_declares_a_relationship():
    assert [kind for kind in Base.registry.mappers if kind.relationships] == []


def test_a_row_put_without_an_object_is_written_with_the_next_flush(office: Office):
    with office.work() as session:
        swift.put(session, Pulse, name="oanh", at=NOW)
        assert session.get(Pulse, "oanh") is None
        session.flush()
        assert session.get(Pulse, "oanh").at == NOW
        swift.put(session, Pulse, name="sau", at=NOW)
    assert pulse(office, "sau") == NOW
    with pytest.raises(TypeError, match="colour"):
        swift.put(session, Pulse, colour="red")


@pytest.mark.parametrize("office", [pytest.param("server", marks=pytest.mark.postgres)], indirect=True)
def test_the_server_keeps_its_plan_of_a_statement_from_one_look_to_the_next(office: Office):
    for _time in range(9):
        with office.look() as session:
            LOOK.rows(session, login="oanh")
    with office.look() as session:
        planned = session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any(each.startswith("SELECT person") for each in planned)
