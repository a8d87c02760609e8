"""The workers' queue: words written with their change, dead workers' words said again, no time kept in it."""

import asyncio
import datetime as dt
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest
from procrastinate import App, PsycopgConnector
from sqlalchemy import select, text

from app import clock
from app.cli import worker as command
from app.services import digest
from app.services import office as opening
from app.services.post import DELIVERY
from app.settings import from_environment
from app.worker import queue, queue_shape, recovery, running
from app.worker.jobs import app_for
from db.base import new_id
from db.models import Notice, Tally, Timer
from tests.office import Office
from tests.offices import TEMPLATE, open_at

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(founded_server, postgres):
    """The ward's office on PostgreSQL, with its queue."""
    founded, folder = founded_server
    name = f"queue_{uuid4().hex[:12]}"
    database = open_at(postgres.create(name, template=TEMPLATE), folder)
    database.sessions.kw["info"][DELIVERY] = queue.announce
    queue_shape.upgrade(database.url)
    yield Office(database, founded)
    database.close()
    postgres.drop(name)
    clock.forget()  # a worker of this process asked the database what time it is


@pytest.fixture
def settings(office, tmp_path):
    return from_environment(
        {"DATA": str(tmp_path), "DONTHU_DATABASE_URL": office.database.url, "DONTHU_SMTP": "127.0.0.1:1"}
    )


def ask(office, statement: str, *given: object) -> list[tuple]:
    with psycopg.connect(queue.address(office.database.url), autocommit=True) as connection:
        cursor = connection.execute(statement, given)
        return cursor.fetchall() if cursor.description else []


def alone(work: Coroutine[object, object, object]) -> object:
    """Run something in a thread of its own: a browser's test may have left its loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def words(office) -> list[tuple]:
    return ask(office, "SELECT task_name, queueing_lock, args, status FROM procrastinate_jobs ORDER BY id")


def test_a_word_stands_with_its_change_and_falls_with_it(office):
    with clock.at(office.now):
        digest.write_due(office.database, by_mail=True)
    with office.look() as session:
        waiting = set(session.scalars(select(Notice.id).where(Notice.next_try_at.is_not(None))))
    assert len(waiting) > 0
    assert {lock for _name, lock, _args, _status in words(office)} == {f"deliver:{each}" for each in waiting}
    with pytest.raises(ZeroDivisionError):
        undone(office)
    assert len(words(office)) == len(waiting)


def undone(office) -> None:
    with office.work() as session:
        queue.announce(session, [new_id()])
        raise ZeroDivisionError


def test_a_word_that_waits_already_undoes_nothing(office):
    about = new_id()
    for turn in range(2):
        with office.work() as session:
            session.get_one(Tally, "drains").count = turn + 5
            session.flush()
            queue.announce(session, [about])
    assert words(office) == [("deliver", f"deliver:{about}", {}, "todo")]
    with office.look() as session:
        assert session.get_one(Tally, "drains").count == 6


def test_without_a_queue_the_change_is_made_all_the_same(office):
    ask(office, "DROP TABLE procrastinate_jobs CASCADE")
    with office.work() as session:
        session.get_one(Tally, "drains").count = 7
        session.flush()
        queue.announce(session, [new_id()])
    with office.look() as session:
        assert session.get_one(Tally, "drains").count == 7


def test_words_of_dead_workers_are_said_again_and_a_superfluous_one_is_finished(office):
    dead = ask(
        office,
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id",
    )[0][0]
    write = "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, worker_id) VALUES "
    ask(office, f"{write} ('drain', 'drain', 'drain:0', 'todo', NULL)")
    for lock in ("drain:0", "drain:1", "drain:1", "drain:2"):
        ask(office, f"{write} ('drain', 'drain', %s, 'doing', %s)", lock, dead)
    app = App(connector=PsycopgConnector(conninfo=queue.address(office.database.url)))

    async def recovered() -> int:
        async with app.open_async():
            return await recovery.recover(app.job_manager)

    assert alone(recovered()) == 4
    assert sorted((lock, status) for _name, lock, _args, status in words(office)) == [
        ("drain:0", "todo"),
        ("drain:1", "todo"),
        ("drain:2", "todo"),
    ]


def test_a_worker_fires_what_is_due_and_the_queue_knows_no_time_beyond_a_minute(office, settings):
    cases = [office.register().case_id for _each in range(3)]
    seen: list[tuple] = []

    async def shift() -> None:
        told = asyncio.Event()
        working = asyncio.create_task(running._shift(app_for(office.database, settings), 2, told))  # noqa: SLF001
        for _turn in range(200):
            await asyncio.sleep(0.1)
            seen.extend(words(office))
            if not await asyncio.to_thread(due, office):
                break
        told.set()
        await working

    with office.work() as session:
        queue.announce(session, [new_id()])
    alone(shift())
    assert due(office) == 0
    assert all("es_direct" in office.open_steps(case_id) for case_id in cases)
    assert {name for name, *_rest in seen} <= {"tick", "drain", "deliver"}
    assert {key for _name, _lock, args, _status in seen for key in args} <= {"timestamp"}
    assert_no_later_time(office)


def due(office) -> int:
    with office.database.reading() as session:
        found = select(Timer.id).where(Timer.state == "pending", Timer.next_try_at <= clock.now())
        return len(session.scalars(found).all())


def assert_no_later_time(office) -> None:
    columns = ask(
        office,
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_name LIKE 'procrastinate%%' AND (data_type LIKE 'timestamp%%' OR data_type = 'jsonb' "
        "OR column_name LIKE '%%timestamp%%')",
    )
    assert len(columns) > 4
    latest = clock.now() + dt.timedelta(minutes=1)
    for table, column, kind in columns:
        for (value,) in ask(office, f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"):  # noqa: S608
            if kind == "jsonb":
                assert set(value) <= {"timestamp"}, json.dumps(value)
                assert value.get("timestamp", 0) <= latest.timestamp()
            elif kind == "bigint":
                assert value <= latest.timestamp(), (table, column)
            else:
                assert value <= latest, (table, column)


def test_the_queue_is_made_once_and_a_foreign_one_is_refused(office):
    assert queue_shape.upgrade(office.database.url) == []
    assert queue_shape.is_current(office.database.url)
    ask(office, "COMMENT ON TABLE procrastinate_jobs IS NULL")
    with pytest.raises(queue_shape.QueueUnknown):
        queue_shape.upgrade(office.database.url)


def test_an_older_queue_runs_what_it_lacks(office):
    trigger = "procrastinate_trigger_function_status_events_update_v1"
    ask(office, f"DROP FUNCTION {trigger} CASCADE")
    ask(office, "COMMENT ON TABLE procrastinate_jobs IS '03.04.00_01_pre_add_retry_failed_job_procedure'")
    assert not queue_shape.is_current(office.database.url)
    assert queue_shape.upgrade(office.database.url) == [queue_shape.newest()]
    assert queue_shape.is_current(office.database.url)
    assert ask(office, "SELECT 1 FROM pg_proc WHERE proname = %s", trigger) == [(1,)]


def test_a_database_of_another_release_is_refused_in_a_sentence(office, settings, monkeypatch):
    key = office.database.sessions.kw["info"]["ring"].path
    monkeypatch.setenv("DONTHU_KEY_FILE", str(key))
    with office.work() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    with pytest.raises(opening.OtherRelease) as refused:
        command._work(settings, 1)  # noqa: SLF001
    assert "donthu migrate" in refused.value.sentence


def test_a_worker_beside_an_embedded_office_is_refused(tmp_path):
    with pytest.raises(command.ClockInside):
        command._work(from_environment({"DATA": str(tmp_path)}), 1)  # noqa: SLF001
