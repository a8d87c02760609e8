"""One page of the inbox costs the same however much waits, and answers from the index."""

import dataclasses
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import event

from app.listings import inbox
from app.listings.inbox import VIEWS, Filter
from app.services import tasks
from tests.office import FLOOD, Office


@contextmanager
def counted(office: Office):
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement != "BEGIN":
            statements.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(office.database.engine, "before_cursor_execute", note)


def recommendations(office: Office, many: int) -> list:
    cases = [office.register(FLOOD, matter=f"Đèn đường số {n} hỏng").case_id for n in range(many)]
    for case in cases:
        office.classify(case)
    return cases


def opened(office: Office, who, **asked: str):
    with office.look() as session:
        return inbox.page(session, Filter(**asked), actor=who)


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_costs_the_same_statements_for_one_row_and_for_many(office: Office, view):
    office.until(office.deadline("KNPA.ANSWER", recommendations(office, 1)[0]).due_on)
    opened(office, office.hoa, view=view)  # compiles the version once a process
    with counted(office) as first:
        opened(office, office.hoa, view=view)
    recommendations(office, 4)
    with counted(office) as later:
        opened(office, office.hoa, view=view)
    assert len(first) == len(later) <= 4


def test_a_view_reads_its_tasks_from_an_index(office: Office):
    if not office.database.embedded:
        pytest.skip("the plan of PostgreSQL follows the sizes of its tables")
    with counted(office) as statements:
        opened(office, office.kien, view="unit")
    shares = [statement for statement in statements if "LIMIT" in statement]
    assert shares
    with office.database.engine.connect() as connection:
        for statement in shares:
            blanks = dict.fromkeys(range(statement.count("?")))
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(blanks)).all()
            steps = [row[3] for row in plan]
            assert any(
                "USING INDEX ix_task" in step or "USING COVERING INDEX ix_task" in step for step in steps
            )
            assert not any(step.startswith("SCAN task") for step in steps)


def test_counts_stop_at_a_thousand(office: Office, monkeypatch):
    monkeypatch.setattr(inbox, "MOST", 2)
    recommendations(office, 3)
    assert opened(office, office.kien).counts["unit"] == 2


def test_a_head_of_unit_sees_the_steps_of_officers_and_of_heads_of_that_unit_only(office: Office):
    case = recommendations(office, 1)[0]
    assert [row.case_id for row in opened(office, office.hoa, view="unit").rows] == [case]
    assert opened(office, office.tam, view="unit").rows == ()
    assert opened(office, office.oanh, view="unit").rows == ()


def test_the_leader_sees_what_waits_for_the_leader_whichever_unit_drafted_it(office: Office):
    case = recommendations(office, 1)[0]
    office.does(
        office.kien, "rc_answer", case,
        result="agree", action_taken="Đã sửa", title="trả lời", body="Đã sửa./.",
    )  # fmt: skip
    assert [row.case_id for row in opened(office, office.long, view="unit").rows] == [case]


def test_the_nearest_limit_stands_first(office: Office):
    first, second = recommendations(office, 2)
    office.passes(days=3)
    third = recommendations(office, 1)[0]
    rows = opened(office, office.kien, view="unit").rows
    assert [row.due.on for row in rows] == sorted(row.due.on for row in rows)
    assert rows[-1].case_id == third
    assert {row.case_id for row in rows} == {first, second, third}


def test_after_the_last_task_there_is_no_next_one(office: Office):
    case = recommendations(office, 1)[0]
    task = office.task("rc_answer", case)
    with office.work() as session:
        tasks.claim(session, task.id, actor=office.kien)
    with office.look() as session:
        assert inbox.next_of(session, actor=office.kien) == task.id
        assert inbox.next_of(session, actor=office.hoa) is None


def test_who_works_in_two_authorities_sees_in_each_only_its_own(office: Office):
    recommendations(office, 1)
    elsewhere = dataclasses.replace(office.kien, authority_id=uuid4())
    page = opened(office, elsewhere, view="unit")
    assert page.rows == ()
    assert set(page.counts.values()) == {0}
