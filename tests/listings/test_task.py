"""The page of a task: constant in cost, honest about what follows, marked on its drawing."""

from contextlib import contextmanager

from sqlalchemy import event

from app import language
from app.casework import definitions
from app.listings import drawing_marks, task, what_follows
from db.models import ContentItem
from tests.casework.complaints import accepted, letter_goes_out
from tests.office import COMPLAINT, FLOOD, LAND, Office

MOST = 40  # statements of one page; none of them in a loop over what the page lists


def address(task_id) -> str:
    return f"/tasks/{task_id}"


@contextmanager
def counted(office: Office):
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement != "BEGIN":
            statements.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(office.database.engine, "before_cursor_execute", note)


def opened(office: Office, who, node: str, case_id):
    task_id = office.task(node, case_id).id
    with office.look() as session:
        return task.open_page(session, task_id, actor=who, href=address)


def recommendation(office: Office):
    case_id = office.register(FLOOD).case_id
    office.classify(case_id)
    return case_id


def test_a_page_costs_the_same_statements_after_more_has_happened(office: Office):
    case_id = recommendation(office)
    answer = {"result": "agree", "action_taken": "Đã sửa", "title": "trả lời", "body": "Đã sửa./."}
    office.does(office.kien, "rc_answer", case_id, **answer)
    office.does(office.long, "rc_sign", case_id, letter_outcome="return", comment="Sửa")
    opened(office, office.kien, "rc_answer", case_id)
    with counted(office) as first:
        opened(office, office.kien, "rc_answer", case_id)
    for _round in range(3):
        office.does(office.kien, "rc_answer", case_id, **answer)
        office.does(office.long, "rc_sign", case_id, letter_outcome="return", comment="Sửa")
    with counted(office) as later:
        page = opened(office, office.kien, "rc_answer", case_id)
    assert len(page.earlier) == 8
    assert len(first) == len(later) <= MOST


def test_what_follows_is_what_the_drawing_leads_to(office: Office):
    case_id = recommendation(office)
    assert opened(office, office.kien, "rc_answer", case_id).consequence == (
        "Gửi xong: Ký văn bản trả lời (Chủ tịch)."
    )
    office.does(
        office.kien, "rc_answer", case_id,
        result="agree", action_taken="Đã sửa", title="trả lời", body="Đã sửa./.",
    )  # fmt: skip
    assert opened(office, office.long, "rc_sign", case_id).consequence == (
        "Gửi xong, tùy câu trả lời: Xem xét và soạn trả lời (chuyên viên); "
        "hoặc kết thúc thủ tục (Đã trả lời)."
    )


def test_what_follows_leaves_a_called_procedure_where_it_was_called(office: Office):
    """The same drawing sends every letter; what comes after depends on which letter it is."""
    case_id = office.register(LAND).case_id
    office.classify(case_id, COMPLAINT)
    items = [str(each.id) for each in office.all(ContentItem, case_id)]
    office.does(
        office.long, "cf_acceptance", case_id,
        acceptance="accept", accepted_on="2026-08-03", variant="normal", accepted_items=items,
    )  # fmt: skip
    letter = {"title": "Về việc thụ lý", "addressees.0.name": "Bà Chi", "body": "Thụ lý./."}
    office.does(office.kien, "li_draft", case_id, **letter)
    office.does(office.long, "li_sign", case_id, letter_outcome="sign")
    said = opened(office, office.van, "li_issue", case_id).consequence
    assert "Đối thoại" not in said


def test_marks_show_done_now_next_and_late(office: Office):
    case_id = recommendation(office)
    run = office.runs(case_id)["recommendation"]
    with office.look() as session:
        marks = drawing_marks.marks(session, run, href=address)
    assert marks["rc_accepted"].state == "done"
    assert marks["rc_answer"].state == marks["rc_phase"].state == "now"
    assert marks["rc_answer"].note == "còn 15 ngày làm việc"
    assert marks["rc_answer"].href == address(office.task("rc_answer", case_id).id)
    assert marks["rc_sign"].state == "next"
    office.passes(days=30)
    with office.look() as session:
        assert drawing_marks.marks(session, run, href=address)["rc_answer"].state == "late"


def test_after_a_return_the_step_is_now_again_and_the_signature_comes_next(office: Office):
    case_id = recommendation(office)
    office.does(
        office.kien, "rc_answer", case_id,
        result="agree", action_taken="Đã sửa", title="trả lời", body="Đã sửa./.",
    )  # fmt: skip
    office.does(office.long, "rc_sign", case_id, letter_outcome="return", comment="Sửa")
    with office.look() as session:
        marks = drawing_marks.marks(session, office.runs(case_id)["recommendation"], href=address)
    assert (marks["rc_answer"].state, marks["rc_sign"].state) == ("now", "next")


def test_a_step_inside_a_called_procedure_marks_the_call_that_led_to_it(office: Office):
    case_id = accepted(office)
    office.does(
        office.long, "cf_assign", case_id,
        settle_by="unit", verifying_unit=str(office.units["economy"]), verify_content="Xác minh vị trí đất",
        verify_days="10", report_due_on="2026-08-20",
    )  # fmt: skip
    run = office.runs(case_id)["complaint_first"]
    with office.look() as session:
        marks = drawing_marks.marks(session, run, href=address)
        picture, _twin = drawing_marks.near(session, run, "li_draft", href=address)
    now = {element for element, mark in marks.items() if mark.state == "now" and element.startswith("cf_")}
    assert [each for each in now if "letter" in each] == ["cf_verification_letter"]
    assert "dr-is-now" in picture
    letter_goes_out(office, case_id)
    with office.look() as session:
        marks = drawing_marks.marks(session, office.runs(case_id)["complaint_first"], href=address)
    assert marks["cf_verification_letter"].state == "done"


def test_the_same_page_speaks_english(office: Office):
    case_id = recommendation(office)
    with language.use("en"):
        page = opened(office, office.kien, "rc_answer", case_id)
    assert page.consequence == "After sending: Sign the answer (chairman)."
    assert page.due.words == "15 working days left"


def test_a_course_without_an_answer_goes_on_to_everything_that_may_follow(office: Office):
    case_id = recommendation(office)
    with office.look() as session:
        pinned = definitions.pinned(session, office.runs(case_id)["recommendation"].version_id)
    assert set(what_follows.course(pinned).next_steps("rc_sign")) == {"rc_answer", "rc_done"}
