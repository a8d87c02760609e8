"""What an article, or a version about to change, touches: steps, limits, letters, rows, and open cases."""

from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import event, update

from app.casework import definitions
from app.errors import NotFound
from app.listings import flow_places, law_touched, procedure_flow, reach, standing, version_impact
from app.services import drafting, procedure_drafts
from app.services.procedure_drafts import Content
from db.models import Case, ContentItem
from tests.casework.complaints import accepted
from tests.listings.test_procedure_flow import waiting
from tests.office import FLOOD, Office

LAW_ON_COMPLAINTS = "02/2011/QH13"
ACCEPTANCE = "Về việc thụ lý giải quyết khiếu nại lần đầu"
EMBEDDED = pytest.mark.parametrize("office", ["embedded"], indirect=True)


@contextmanager
def counted(office: Office):
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(office.database.engine, "before_cursor_execute", note)


def text(office: Office, article: str = "", who: str = "long", number: str = LAW_ON_COMPLAINTS):
    with office.look() as session:
        return law_touched.show(session, number, article=article, actor=office.people[who])


def touched(page, part: str, name: str):
    rows = [row for _part, rows in page.touched for row in rows if row.part == part and row.name == name]
    return max(rows, key=lambda row: row.running)


def test_a_text_lists_steps_limits_letters_and_rows_with_the_cases_they_touch(office: Office):
    new = waiting(office, 2)
    later = accepted(office)
    page = text(office)
    parts = {rows[0].part for _name, rows in page.touched}
    assert {"limit", "step", "letter_words", "row"} <= parts
    acceptance = touched(page, "step", "Quyết định thụ lý hoặc không thụ lý")
    assert acceptance.cases == set(new)  # the other has passed it
    assert touched(page, "step", "Ký quyết định giải quyết").cases == {*new, later}
    assert touched(page, "limit", "Giải quyết khiếu nại lần đầu").cases == {later}
    assert page.open_cases == 3
    assert {row.case_id for row in page.listed} == {*new, later}


@EMBEDDED
def test_one_article_shows_only_what_rests_on_it(office: Office):
    case_id = accepted(office)
    whole, one = text(office), text(office, "Điều 30")
    assert {row.article for _part, rows in one.touched for row in rows} <= {
        row.article for _part, rows in whole.touched for row in rows
    }
    names = {row.name for _part, rows in one.touched for row in rows}
    assert "Đối thoại với người khiếu nại" in names
    assert "Thụ lý khiếu nại lần đầu" not in names
    assert one.article == "Điều 30"
    assert touched(one, "step", "Đối thoại với người khiếu nại").cases == {case_id}
    assert text(office, "Điều 999").touched == ()


@EMBEDDED
def test_a_letter_counts_the_drafts_that_nobody_has_signed(office: Office):
    accepted(office)  # its letters are sent
    case_id = waiting(office, 1)[0]
    accepting(office, case_id)
    with office.look() as session:
        where = standing.of(session, actor=office.long)
    assert where.drafts == {("complaint_first", "acceptance_notice"): {case_id}}
    told = touched(text(office, number="124/2020/NĐ-CP"), "letter_words", ACCEPTANCE)
    assert told.cases == {case_id}


def accepting(office: Office, case_id: UUID) -> None:
    """Let the leader accept a complaint: the notice is opened and waits for its words."""
    items = [str(item.id) for item in office.all(ContentItem, case_id)]
    office.does(
        office.long, "cf_acceptance", case_id,
        acceptance="accept", accepted_on=office.now.date().isoformat(), variant="normal",
        accepted_items=items,
    )  # fmt: skip


def test_what_a_text_touches_costs_the_same_for_few_and_for_many_cases(office: Office):
    spent = []
    for _round in range(2):
        waiting(office, 2)
        accepted(office)
        text(office)  # what a process reads only once
        with counted(office) as statements:
            text(office)
        spent.append(len(statements))
    assert spent[0] == spent[1] <= 6, statements


@EMBEDDED
def test_sealed_cases_are_touched_for_whoever_may_see_them_alone(office: Office):
    case_id = waiting(office, 2)[0]
    with office.work() as session:
        session.execute(update(Case).where(Case.id == case_id).values(sealed=True, matter=""))
    assert text(office).open_cases == 2
    for who in ("hoa", "sau", "an"):
        page = text(office, who=who)
        assert page.open_cases == 1
        assert case_id not in {row.case_id for row in page.listed}
    stranger = replace(office.long, authority_id=office.long.unit_id)
    with office.look() as session:
        assert law_touched.show(session, LAW_ON_COMPLAINTS, actor=stranger).open_cases == 0


@EMBEDDED
def test_before_a_step_lies_what_leads_to_it_over_calls_loops_and_phases(office: Office):
    with office.look() as session:
        places = flow_places.of(procedure_flow.in_force(session, "complaint_first"))
    before = reach.at_or_before(places, ["cf_dialogue"])
    assert {"cf_acceptance", "cf_assign", "ve_report", "cf_verify", "cf_ruling_sign"} <= before
    assert not before & {"cf_publish", "cf_send", "cf_archive", "cf_end_withdrawn"}
    withdrawn = reach.at_or_before(places, ["cf_termination_letter"])
    assert "ve_work" in withdrawn  # a withdrawal may come while it is verified
    assert "cf_send" not in withdrawn
    assert reach.at_or_before(places, ["no_such"]) == frozenset()


def drafted(office: Office, procedure: str, *turned: tuple[str, str]) -> UUID:
    """Draw a new version of what is in force, with some words of its drawing turned."""
    with office.work() as session:
        base = definitions.in_force(session, procedure, office.now.date())
        files = definitions.files_of(session, base)
        name = f"{procedure}.bpmn"
        for old, new in turned:
            assert old.encode() in files[name]
            files[name] = files[name].replace(old.encode(), new.encode())
        copy = drafting.copy_of(session, base, actor=office.an)
        return procedure_drafts.correct(session, copy, Content(files, {}), actor=office.an)


def impact(office: Office, version_id: UUID, who: str = "long"):
    with office.look() as session:
        return version_impact.show(session, version_id, actor=office.people[who])


def test_each_change_of_a_draft_says_how_many_cases_it_meets(office: Office):
    first, second = (office.register(FLOOD).case_id for _each in range(2))
    for case_id in (first, second):
        office.classify(case_id)
    words = {"result": "agree", "action_taken": "Đã sửa", "title": "Trả lời", "body": "Kính gửi bà Chi."}
    office.does(office.kien, "rc_answer", second, **words)
    draft = drafted(
        office, "recommendation", ("Xem xét và soạn trả lời", "Soạn trả lời"),
        ('reminder("KNPA.ANSWER", 2)', 'reminder("KNPA.ANSWER", 3)'),
    )  # fmt: skip
    page = impact(office, draft)
    rows = {row.change.element: row for row in page.rows}
    met = rows["rc_answer"]  # it may be returned to the drafter
    assert (met.waiting, met.running) == (2, 0)
    assert (rows["rc_reminder"].waiting, rows["rc_reminder"].running) == (2, 2)
    assert (page.touched, page.open_cases, page.against) == (2, 2, 1)
    assert [row.case_id for row in page.listed] == [first, second]


@EMBEDDED
def test_a_draft_that_only_moves_boxes_touches_nothing(office: Office):
    office.classify(office.register(FLOOD).case_id)
    page = impact(office, drafted(office, "recommendation"))
    assert (page.rows, page.touched, page.open_cases) == ((), 0, 1)


@EMBEDDED
def test_a_draft_that_does_not_run_yet_is_still_compared(office: Office):
    office.classify(office.register(FLOOD).case_id)
    page = impact(
        office,
        drafted(office, "recommendation", ('name="role" value="chairman"', 'name="rolle" value="chairman"')),
    )
    assert [row.waiting for row in page.rows if row.change.element == "rc_sign"] != []


@EMBEDDED
def test_what_is_in_force_is_not_about_to_change(office: Office):
    with office.look() as session:
        running = definitions.in_force(session, "recommendation", office.now.date())
    with pytest.raises(NotFound):
        impact(office, running)
