"""A procedure seen running: where cases wait, on the drawing and in the table, and how its time was kept."""

import datetime as dt
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event, update

from app.errors import NotFound
from app.listings import flow_cases, flow_places, flow_shelf, procedure_flow
from app.listings.flow_cases import Asked
from app.listings.procedure_flow import Look
from db.models import Case, ContentItem, Task
from tests.casework.complaints import accepted, verified
from tests.office import COMPLAINT, FLOOD, LAND, Office

FIRST = "complaint_first"
EMBEDDED = pytest.mark.parametrize("office", ["embedded"], indirect=True)


def nowhere(_step: str) -> str:
    return ""


def seen(office: Office, procedure: str = FIRST, who: str = "long", **asked: object):
    with office.look() as session:
        asked = {"drafts": False, "href": nowhere} | asked
        return procedure_flow.show(session, procedure, actor=office.people[who], **asked)


def step(page, node: str):
    return next(line for line in page.steps if line.node == node)


def waiting(office: Office, many: int) -> list:
    """Let complaints wait for the leader's decision whether to accept them."""
    cases = [office.register(LAND).case_id for _each in range(many)]
    for case in cases:
        office.classify(case, COMPLAINT)
    return cases


@contextmanager
def counted(office: Office):
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(office.database.engine, "before_cursor_execute", note)


@EMBEDDED
def test_each_step_tells_how_many_wait_how_long_and_how_many_too_long(office: Office):
    waiting(office, 1)
    office.passes(days=4)
    waiting(office, 1)
    office.passes(days=16)
    waiting(office, 1)
    line = step(seen(office), "cf_acceptance").crowd
    assert (line.cases, line.days, line.late, line.share) == (3, 16, 2, 67)


@EMBEDDED
def test_the_drawing_carries_the_number_of_each_step_as_the_table_does(office: Office):
    waiting(office, 2)
    accepted(office)
    page = seen(office)
    picture = page.shown.sketch.picture
    assert "Quyết định thụ lý hoặc không thụ lý – Đang chờ, chưa việc nào quá hạn: 2" in picture
    assert "Chỉ đạo giải quyết, giao xác minh – Đang chờ, chưa việc nào quá hạn: 1" in picture
    notes = [line.note for line in page.shown.sketch.lines if line.element == "cf_acceptance"]
    assert notes == ["thường chờ 0 ngày · Đang chờ, chưa việc nào quá hạn: 2"]


@EMBEDDED
def test_a_letter_that_waits_stands_in_the_call_that_issues_it(office: Office):
    case_id = waiting(office, 1)[0]
    items = [str(item.id) for item in office.all(ContentItem, case_id)]
    office.does(
        office.long, "cf_acceptance", case_id,
        acceptance="accept", accepted_on=office.now.date().isoformat(), variant="normal",
        accepted_items=items,
    )  # fmt: skip
    page = seen(office)
    marked = {line.element for line in page.shown.sketch.lines if line.state == "waiting"}
    assert "cf_acceptance_letter" in marked
    assert not marked & {"cf_refusal_letter", "cf_verification_letter", "cf_termination_letter"}
    inside = seen(office, look=Look("letter_issue.bpmn"))
    assert {line.element for line in inside.shown.sketch.lines if line.state} == {"li_draft"}


@EMBEDDED
def test_colour_and_shape_follow_the_share_that_is_overdue(office: Office):
    waiting(office, 1)
    office.passes(days=20)
    assert "dr-is-jammed" in seen(office).shown.sketch.picture
    waiting(office, 2)
    picture = seen(office).shown.sketch.picture
    assert "dr-is-pressed" in picture
    assert "dr-is-jammed" not in picture


def test_steps_and_limits_tell_what_was_kept_month_by_month(office: Office):
    accepted(office)  # on its first day
    late = waiting(office, 1)[0]
    office.passes(days=30)
    items = [str(item.id) for item in office.all(ContentItem, late)]
    office.does(
        office.long, "cf_acceptance", late,
        acceptance="accept", accepted_on=office.now.date().isoformat(), variant="normal",
        accepted_items=items,
    )  # fmt: skip
    page = seen(office)
    assert step(page, "cf_acceptance").pace.months[-2:] == ((1, 1), (0, 1))
    assert step(page, "cf_acceptance").pace.share == 50
    kept = {line.rule: line.pace for line in page.limits}
    assert kept["KN1.ACCEPT"].missed == 1
    assert kept["KN.EFFECT"] is None


def test_a_step_done_on_its_last_evening_is_in_time(office: Office):
    case_id = waiting(office, 1)[0]
    due = office.task("cf_acceptance", case_id).due_on
    with office.work() as session:
        task = office.task("cf_acceptance", case_id).id
        evening = dt.datetime.combine(due, dt.time(16, 30), dt.UTC)  # 23:30 in Vietnam
        session.execute(update(Task).where(Task.id == task).values(state="done", closed_at=evening))
    office.until(due + dt.timedelta(days=1))
    assert step(seen(office), "cf_acceptance").pace.share == 100
    with office.work() as session:
        session.execute(update(Task).where(Task.id == task).values(closed_at=evening + dt.timedelta(hours=1)))
    assert step(seen(office), "cf_acceptance").pace.share == 0


def test_what_has_ended_tells_how_long_its_phases_took(office: Office):
    case_id = office.register(FLOOD).case_id
    office.classify(case_id)
    office.passes(days=5)
    words = {"result": "agree", "action_taken": "Đã sửa", "title": "Trả lời", "body": "Kính gửi bà Chi."}
    office.does(office.kien, "rc_answer", case_id, **words)
    office.passes(days=2)
    office.does(office.long, "rc_sign", case_id, letter_outcome="sign")
    phases = {line.name: (line.days, line.runs) for line in seen(office, "recommendation").phases}
    assert phases == {"Giải quyết và trả lời": (7, 1), "": (7, 1)}


def test_every_number_opens_as_many_cases_as_it_says(office: Office, monkeypatch):
    monkeypatch.setattr(flow_cases, "PAGE", 2)
    waiting(office, 2)
    office.passes(days=20)
    waiting(office, 3)
    verified(office, accepted(office))
    page = seen(office)
    for line in page.steps:
        for late, number in ((False, line.crowd.cases), (True, line.crowd.late)):
            assert listed(office, step=line.node, late=late) == number, (line.node, late)
    assert listed(office) == page.whole.cases == 6
    for version in page.versions:
        assert listed(office, version=version.version_id) == version.running


def listed(office: Office, **asked: object) -> int:
    rows, after, counts = [], None, set()
    while True:
        with office.look() as session:
            wanted = Asked(procedure=FIRST, after=after, **asked)
            page = flow_cases.show(session, wanted, actor=office.long)
        rows += [row.case_id for row in page.rows]
        counts.add(page.count)
        if page.after is None:
            assert len(set(rows)) == len(rows) == counts.pop()
            return len(rows)
        since, _line, case = page.after.partition("_")
        after = (dt.datetime.fromisoformat(since), type(rows[0])(case))


@EMBEDDED
def test_the_page_costs_the_same_for_few_and_for_many_cases(office: Office):
    spent = []
    for _round in range(2):
        waiting(office, 2)
        accepted(office)
        seen(office)  # what a process reads only once
        with counted(office) as statements:
            seen(office)
        spent.append(len(statements))
    assert spent[0] == spent[1] <= 9, statements


@EMBEDDED
def test_what_waits_and_what_is_done_are_found_by_an_index(office: Office):
    with counted(office) as statements:
        seen(office)
    with office.database.engine.connect() as connection:
        plans = [
            str(row)
            for statement in statements
            if "FROM task" in statement or "FROM run" in statement
            for row in connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?")
            )
        ]
    for index in ("ix_task_waiting", "ix_task_finished", "ix_run_authority_id_procedure_status_ended_at"):
        assert any(index in plan for plan in plans), plans
    assert not any("SCAN task" in plan or "SCAN run" in plan for plan in plans), plans


@EMBEDDED
def test_sealed_cases_are_counted_for_whoever_may_see_them_alone(office: Office):
    case_id = waiting(office, 2)[0]
    with office.work() as session:
        session.execute(update(Case).where(Case.id == case_id).values(sealed=True, matter=""))
    assert step(seen(office), "cf_acceptance").crowd.cases == 2
    for who in ("hoa", "sau", "an"):
        page = seen(office, who=who)
        assert step(page, "cf_acceptance").crowd.cases == 1
        assert sum(version.running for version in page.versions) == 1
        with office.look() as session:
            lines = {line.procedure: line for line in flow_shelf.show(session, actor=office.people[who])}
        assert lines[FIRST].cases == 1


@EMBEDDED
def test_another_ward_is_on_no_page(office: Office):
    waiting(office, 1)
    stranger = replace(office.long, authority_id=office.long.unit_id)
    with office.look() as session:
        page = procedure_flow.show(session, FIRST, drafts=False, href=nowhere, actor=stranger)
    assert page.whole.cases == 0
    assert all(version.running == 0 for version in page.versions)


@EMBEDDED
def test_a_procedure_at_which_nobody_waits_says_so(office: Office):
    page = seen(office, "ending")
    assert page.whole.cases == 0
    assert page.shown.sketch.picture
    assert page.phases == ()


@EMBEDDED
def test_a_procedure_that_nobody_drew_is_not_found(office: Office):
    with pytest.raises(NotFound):
        seen(office, "no_such_thing")


@EMBEDDED
def test_every_step_of_every_procedure_has_a_sheet_and_a_name(office: Office):
    with office.look() as session:
        for each in flow_shelf.show(session, actor=office.long):
            places = flow_places.of(procedure_flow.in_force(session, each.procedure))
            assert places.steps, each.procedure
            assert all(places.sheets[node] and places.name(node) for node in places.steps)
