"""The signing queue in a browser without script: read, sign, return, next, and many at once."""

import re
from html import unescape

import pytest

from app import clock
from db.models import AuditEntry, ContentItem
from tests.casework.complaints import DRAFT, accepted, letter_goes_out, parties, verified
from tests.casework.test_recommendation_day import ANSWER
from tests.office import COMPLAINT, FLOOD, LAND
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]

NOTE = "Đủ điều kiện thụ lý theo Điều 11 Luật Khiếu nại"


def answered(desk: Desk, matter: str = FLOOD["matter"]):
    """An answer to a recommendation that waits for its signature."""
    case_id = desk.office.register(FLOOD, matter=matter).case_id
    desk.office.classify(case_id)
    desk.office.does(desk.office.kien, "rc_answer", case_id, **ANSWER)
    return desk.office.task("rc_sign", case_id)


@pytest.fixture
def notice(desk: Desk):
    """A notice of acceptance that waits for its signature."""
    office = desk.office
    case_id = office.register(LAND).case_id
    office.classify(case_id, COMPLAINT)
    items = [str(item.id) for item in office.all(ContentItem, case_id)]
    today = clock.local(office.now).date().isoformat()
    office.does(
        office.long, "cf_acceptance", case_id,
        acceptance="accept", accepted_on=today, variant="normal", accepted_items=items,
    )  # fmt: skip
    office.does(office.kien, "li_draft", case_id, **DRAFT, note=NOTE)
    return office.task("li_sign", case_id)


def letter(desk: Desk, task):
    return next(each for each in desk.office.letters(task.case_id) if each.id == task.letter_id)


def decide(long, task, **fields: str):
    return long.post(f"/signing/{task.id}", {**long.hidden, **fields})


def test_the_letter_stands_beside_its_file(desk: Desk, notice):
    page = unescape(desk.browser("long").get(f"/signing/{notice.id}").text)
    for words in (DRAFT["body"], "DỰ THẢO", "Hồ Đức Long", NOTE, LAND["matter"], "Nguyễn Thị Chi"):
        assert words in page
    for item in LAND["content_items"]:
        assert item["text"] in page
    assert LAND["documents"][0]["title"] in page


def test_signing_opens_the_next_letter_and_the_last_one_the_list(desk: Desk, notice):
    answer = answered(desk)
    long = desk.browser("long")
    page = unescape(long.get("/signing").text)
    assert page.index(LAND["matter"]) < page.index("có thể ký một lần") < page.index(FLOOD["matter"])
    long.get(f"/signing/{notice.id}")
    done = decide(long, notice, letter_outcome="sign", following=str(answer.id))
    assert done.location == f"/signing/{answer.id}"
    assert letter(desk, notice).state == "signed"
    long.get(done.location)
    assert decide(long, answer, letter_outcome="sign").location == "/signing"
    assert "Không có văn bản nào chờ ký" in unescape(long.get("/signing").text)


def test_returning_needs_a_comment_and_brings_the_letter_back_with_it(desk: Desk, notice):
    long = desk.browser("long")
    long.get(f"/signing/{notice.id}")
    refused = decide(long, notice, letter_outcome="return", comment="")
    assert refused.status_code == 422
    assert '<details class="signing-return" open' in refused.text
    assert 'href="#f-comment"' in refused.text
    assert letter(desk, notice).state == "submitted"

    returned = decide(long, notice, letter_outcome="return", comment="Ghi rõ thửa đất")
    assert returned.status_code == 303
    assert letter(desk, notice).state == "returned"
    assert "Ghi rõ thửa đất" in desk.browser("kien").open(desk.office.task("li_draft", notice.case_id).id)
    assert "Ghi rõ thửa đất" in unescape(desk.browser("kien").get(f"/letters/{notice.letter_id}").text)


@pytest.fixture
def ruling(desk: Desk):
    """A drafted ruling that waits for its signature."""
    office = desk.office
    case_id = accepted(office)
    verified(office, case_id)
    today = clock.local(office.now).date().isoformat()
    office.does(
        office.kien, "di_invite", case_id,
        meeting_on=today, meeting_hour="09:00", meeting_place="Trụ sở UBND phường", topics="Đơn giá đất",
        invited=parties(office, case_id),
    )  # fmt: skip
    letter_goes_out(office, case_id)
    held = {
        "points.0.opinion": "Tính lại theo vị trí 1",
        "points.0.state": "agreed",
        "points.0.treatment": "Tiếp thu",
        "attendance.0.name": "Nguyễn Thị Chi",
        "attendance.0.capacity": "complainant",
        "attendance.0.presence": "present",
    }
    office.does(
        office.kien, "di_hold", case_id,
        dialogue_outcome="held", dialogued_on=today, chaired_in_person="true", read_back="true", **held,
    )  # fmt: skip
    office.does(
        office.kien, "cf_ruling", case_id,
        ruling_kind="amend", result="partly", facts="Đất ở vị trí 1", laws=["31/2024/QH15"],
        conclusion="Khiếu nại đúng một phần", orders="Sửa đơn giá", money_dong="125.000.000", land_m2="0",
        rights="Khiếu nại lần hai trong 30 ngày hoặc khởi kiện",
    )  # fmt: skip
    office.does(office.kien, "cf_ruling_letter", case_id, **DRAFT)
    return office.task("cf_ruling_sign", case_id)


def test_a_ruling_is_signed_on_the_day_that_is_given_and_numbered_at_once(desk: Desk, ruling):
    long = desk.browser("long")
    page = unescape(long.get(f"/signing/{ruling.id}").text)
    assert 'name="decided_on"' in page
    assert 'value="03/08/2026"' in page
    refused = decide(long, ruling, letter_outcome="sign", decided_on="04/08/2026")
    assert refused.status_code == 422
    assert "Ngày này không thể ở tương lai" in unescape(refused.text)
    assert 'value="04/08/2026"' in refused.text
    assert decide(long, ruling, letter_outcome="sign", decided_on="03/08/2026").status_code == 303
    assert (letter(desk, ruling).state, letter(desk, ruling).number) == ("numbered", "1")
    tray = unescape(desk.browser("van").get("/letters?tab=enter").text)
    assert "Quyết định 01/QĐ-UBND" in tray


def test_a_ruling_goes_back_to_be_verified_again(desk: Desk, ruling):
    long = desk.browser("long")
    long.get(f"/signing/{ruling.id}")
    done = decide(long, ruling, letter_outcome="return", return_to="verification", comment="Đo lại diện tích")
    assert done.status_code == 303
    assert "ve_work" in desk.office.open_steps(ruling.case_id)


def test_many_answers_are_signed_at_once_each_by_itself(desk: Desk):
    tasks = [answered(desk, f"Việc thứ {n}") for n in range(3)]
    long = desk.browser("long")
    page = unescape(long.get("/signing").text)
    assert page.count(ANSWER["body"]) == 3
    desk.office.does(
        desk.office.long, "rc_sign", tasks[1].case_id, letter_outcome="return", comment="Sửa ngày"
    )
    many = {"chosen": [str(task.id) for task in tasks], **long.hidden, **revisions(page)}
    assert long.post("/signing/many", many).location == "/signing"

    page = unescape(long.get("/signing").text)
    assert "Đã ký 2 văn bản" in page
    assert "Chưa ký: Công văn, vụ việc 2/2026. Hồ Đức Long" in page
    assert [letter(desk, task).state for task in tasks] == ["numbered", "returned", "numbered"]
    assert [letter(desk, task).number for task in (tasks[0], tasks[2])] == ["1", "2"]


def test_the_same_page_sent_twice_signs_once(desk: Desk):
    task = answered(desk)
    long = desk.browser("long")
    page = long.get("/signing").text
    many = {"chosen": [str(task.id)], **long.hidden, **revisions(page)}
    for _time in range(2):
        long.post("/signing/many", many)
    assert [e.tag for e in desk.office.all(AuditEntry, task.case_id)].count("letter.sign") == 1
    assert "Chưa ký" not in unescape(long.get("/signing").text)


def test_an_answer_that_changed_since_it_was_read_is_not_signed(desk: Desk):
    task = answered(desk)
    long = desk.browser("long")
    page = long.get("/signing").text
    many = {"chosen": [str(task.id)], **long.hidden, **revisions(page, later=1)}
    long.post("/signing/many", many)
    assert letter(desk, task).state == "submitted"
    assert "Chưa ký: Công văn, vụ việc 1/2026" in unescape(long.get("/signing").text)


def test_who_comes_second_learns_who_signed(desk: Desk, notice):
    first, second = desk.browser("long"), desk.browser("long")
    for long in (first, second):
        long.get(f"/signing/{notice.id}")
    decide(first, notice, letter_outcome="sign")
    answer = decide(second, notice, letter_outcome="sign")
    assert answer.location == "/signing"
    assert "Hồ Đức Long" in unescape(second.get("/signing").text)


@pytest.mark.parametrize("who", ["kien", "hoa", "van", "an", "sau"])
def test_nobody_but_the_leader_comes_in(desk: Desk, notice, who: str):
    person = desk.browser(who)
    assert person.get("/signing").status_code == 403
    assert person.get(f"/signing/{notice.id}").status_code == 403


def test_a_step_that_is_not_a_signature_is_not_found_here(desk: Desk):
    case_id = desk.office.register().case_id
    task = desk.office.task("in_classify", case_id)
    assert desk.browser("long").get(f"/signing/{task.id}").status_code == 404


def test_a_longer_queue_takes_no_more_statements(desk: Desk):
    counts = []
    for more in (1, 4):
        for _each in range(more):
            answered(desk)
        long = desk.browser("long")
        with desk.counted() as statements:
            long.get("/signing")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def revisions(page: str, later: int = 0) -> dict[str, str]:
    found = re.findall(r'name="(revision-[^"]+)" value="(\d+)"', page)
    return {name: str(int(value) + later) for name, value in found}
