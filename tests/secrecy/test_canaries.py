"""Two hundred words are planted, and everybody opens everything: each word appears only where it may.

The addresses come from the application's own map, so that a new page is tried without being named here; an
address with an argument that nobody taught ``crawl.py`` fails.
"""

import pytest

from app import clock
from app.casework import drafts
from app.listings import case_file, digest
from app.services import digest as digests
from app.settings import from_environment
from app.worker import mail
from db.models import Notice
from tests.office import PEOPLE
from tests.secrecy import crawl, stored
from tests.secrecy.allowed import may
from tests.secrecy.canaries import IDENTITY
from tests.secrecy.conftest import behind_the_door
from tests.secrecy.town import KNOWING, MORE, STATES, Town

EVERYBODY = ["", *PEOPLE, *MORE]
UNKNOWING = [who for who in EVERYBODY if who not in KNOWING]


def words(town: Town, kind: str = "") -> set[str]:
    return {canary.text for canary in town.canaries if kind in {"", canary.kind}}


def found(town: Town, text: str) -> set[str]:
    return crawl.words(text) & words(town)


def leaks(town: Town, app, who: str, only: str = "") -> list[tuple[str, str]]:
    """Open every address as somebody; give where a planted word stands that may not stand there."""
    visitor = crawl.Visitor(app, town.office, who)
    told = []
    for address, endpoint in crawl.addresses(app, town.office, narrow=who not in KNOWING):
        if only not in {"", endpoint}:
            continue
        answer = visitor.open(address)
        assert answer.status_code < 500 or address == "/readyz", address  # nothing ticks here
        if found(town, crawl.told(answer)) and not may(who, endpoint):
            told.append((endpoint, address))
    return told


def test_two_hundred_words_are_planted_in_cases_of_every_state(planted):
    assert len(words(planted)) >= 195
    office = planted.office
    states = {
        name: (office.case(case_id).state, office.open_steps(case_id))
        for name, case_id in planted.cases.items()
    }
    assert {state for state, _steps in states.values()} >= {"open", "closed"}
    assert len({tuple(steps) for _state, steps in states.values()}) >= 8
    assert all(planted.office.case(case_id).sealed for case_id in planted.cases.values())
    assert set(states) == set(STATES)


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_a_planted_word_only_where_they_may(planted, app, who):
    assert leaks(planted, app, who) == []


def test_who_received_it_reads_it_where_they_work_on_it(planted, app):
    """The search itself is proved: words that may be read are found."""
    visitor = crawl.Visitor(app, planted.office, "oanh")
    told = found(planted, crawl.told(visitor.open(f"/cases/{planted.cases['classified']}")))
    assert told


@pytest.mark.parametrize("who", UNKNOWING)
def test_a_search_for_a_planted_word_answers_like_a_search_for_nothing(planted, app, who):
    visitor = crawl.Visitor(app, planted.office, who)
    visitor.open("/account")

    def asked(word: str) -> str:
        return crawl.same(crawl.told(visitor.post("/search", q=word))).replace(word, "…")

    nothing = asked("xinchaothegioi")
    some = [canary.text for canary in planted.canaries if canary.kind == IDENTITY and canary.text.isalpha()]
    for word in (*some[::6], "NP1/2026"):
        assert asked(word) == nothing, word


def test_nothing_planted_lies_in_clear_in_any_row(planted):
    office = planted.office
    with office.work() as session:
        drafts.keep(session, "task:x", {"remark": sorted(words(planted))}, actor=office.oanh)
    for table, text in stored.rows(office.database).items():
        assert found(planted, text) == set(), table


def test_nothing_planted_lies_in_clear_in_any_file(planted):
    """The database as it is copied for a backup, its log, and every stored paper."""
    with planted.office.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # as before a copy is made
    raw = {name: content.lower() for name, content in stored.files(planted.folder).items()}
    assert any(name.endswith("office.db") for name in raw)
    for name, content in raw.items():
        assert [word for word in words(planted) if word.encode() in content] == [], name


def test_no_notice_and_no_mail_tells(planted):
    office = planted.office
    with clock.at(office.now):
        digests.write_due(office.database, by_mail=True)
    settings = from_environment({"DATA": str(planted.folder), "DONTHU_MAIL_FROM": "office@example.test"})
    with office.look() as session:
        waiting = digest.waiting(session, limit=100)
        kinds = {row.kind for row in session.query(Notice)}
    assert waiting
    assert kinds
    for letter in waiting:
        message = mail._compose(letter, settings)  # noqa: SLF001 - as it would leave
        assert found(planted, f"{message}{message.get_content()}") == set()


def test_a_failure_tells_neither_on_its_page_nor_in_the_log(planted, app, heard, monkeypatch):
    secret = " ".join(sorted(words(planted))[:20])

    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr(case_file, "read", broken)
    answer = crawl.Visitor(app, planted.office, "oanh").open(f"/cases/{planted.cases['new']}")
    assert answer.status_code == 500
    assert found(planted, crawl.told(answer)) == set()
    assert any("RuntimeError" in line for line in heard)


def test_z_nothing_that_was_logged_tells(planted, heard):
    """Runs last (conftest.py): everything else was heard."""
    assert heard
    assert [line for line in heard if found(planted, line)] == []


def test_a_page_that_leaks_is_found_without_being_named(planted):
    app = behind_the_door(planted)
    name = next(canary.text for canary in planted.canaries if canary.kind == IDENTITY)
    app.add_url_rule("/new-board", "new_board", lambda: f"<p>Bà {name.title()}</p>")
    app.view_functions["new_board"].route_policy = app.view_functions["health.healthz"].route_policy
    assert leaks(planted, app, "nhan", "new_board") == [("new_board", "/new-board")]


def test_a_row_that_leaks_is_found(planted):
    office = planted.office
    name = next(canary.text for canary in planted.canaries if canary.kind == IDENTITY)
    with office.database.sessions() as session:  # never committed
        row = Notice(
            person_id=office.oanh.person_id, case_id=None, task_id=None, kind=f"x-{name}"[:40], rule=None,
            on=office.now.date(), at=office.now, next_try_at=None, attempts=0, sent_at=None, read_at=None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        told = "\n".join(str(value) for row in session.execute(Notice.__table__.select()) for value in row)
        session.rollback()
    assert found(planted, told) == {name}


def test_an_address_that_nobody_taught_fails(planted):
    app = behind_the_door(planted)
    app.add_url_rule("/strange/<uuid:strange_id>", "strange", str)
    with pytest.raises(AssertionError, match="strange_id"):
        crawl.addresses(app, planted.office)
