"""The inbox in a browser without script: what is mine, what waits for my unit, what is due."""

import datetime as dt
from html import unescape

from app.casework.numbers import number_of
from tests.office import FLOOD
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]


def recommendation(desk: Desk, **changed: object):
    case_id = desk.office.register(FLOOD, **changed).case_id
    desk.office.classify(case_id)
    return case_id


def listed(person, view: str, more: str = "") -> str:
    answer = person.get(f"/inbox?view={view}{more}")
    assert answer.status_code == 200
    return unescape(answer.text)


def test_a_task_waits_for_its_unit_until_somebody_takes_it_on(desk: Desk):
    case_id = recommendation(desk)
    task = desk.office.task("rc_answer", case_id)
    kien, tam = desk.browser("kien"), desk.browser("tam")
    assert FLOOD["matter"] in listed(kien, "unit")
    assert FLOOD["matter"] not in listed(tam, "unit")
    answer = kien.post("/inbox/claim", {"claim": str(task.id)})
    assert answer.status_code == 303
    assert FLOOD["matter"] in listed(kien, "mine")
    assert FLOOD["matter"] not in listed(kien, "unit")


def test_several_tasks_are_taken_on_at_once(desk: Desk):
    cases = [recommendation(desk, matter=f"Đèn đường số {n} hỏng") for n in range(3)]
    tasks = [str(desk.office.task("rc_answer", case).id) for case in cases]
    kien = desk.browser("kien")
    kien.post("/inbox/claim", {"chosen": tasks[:2]})
    held = listed(kien, "mine")
    assert "Bạn đã nhận 2 việc" in held
    assert "Đèn đường số 1 hỏng" in held
    assert "Đèn đường số 2 hỏng" not in held


def test_what_a_colleague_took_first_does_not_keep_the_others_back(desk: Desk):
    cases = [recommendation(desk, matter=f"Đèn đường số {n} hỏng") for n in range(2)]
    tasks = [str(desk.office.task("rc_answer", case).id) for case in cases]
    desk.browser("hoa").post("/inbox/claim", {"claim": tasks[0]})
    kien = desk.browser("kien")
    kien.post("/inbox/claim", {"chosen": tasks})
    held = listed(kien, "mine")
    assert "Đồng nghiệp vừa nhận" in held
    assert "Đèn đường số 1 hỏng" in held
    assert "Đèn đường số 0 hỏng" not in held


def test_a_sealed_petition_shows_no_matter_and_only_to_who_may_see_it(desk: Desk):
    registered = desk.office.register(FLOOD)
    number = number_of(desk.office.case(registered.case_id))
    held = listed(desk.browser("oanh"), "mine")
    assert "Đơn đang niêm phong" in held
    assert number in held
    assert FLOOD["matter"] not in held
    for login in ("kien", "hoa", "van"):
        for view in ("mine", "unit", "soon", "late"):
            assert number not in listed(desk.browser(login), view)


def test_an_overdue_task_stands_in_its_view_with_the_days_it_is_late(desk: Desk):
    case_id = recommendation(desk)
    due = desk.office.deadline("KNPA.ANSWER", case_id).due_on
    desk.office.until(due)
    assert FLOOD["matter"] in listed(desk.browser("kien"), "soon")
    assert FLOOD["matter"] not in listed(desk.browser("kien"), "late")
    desk.office.until(due + dt.timedelta(days=2))
    page = listed(desk.browser("kien"), "late")
    assert FLOOD["matter"] in page
    assert "quá hạn 2 ngày" in page


def test_filters_stand_in_the_address(desk: Desk):
    recommendation(desk, matter="Đèn đường khối 9 hỏng", place="Khối 9")
    recommendation(desk)
    kien = desk.browser("kien")
    assert FLOOD["matter"] not in listed(kien, "unit", "&text=den+duong")
    assert "Đèn đường khối 9 hỏng" in listed(kien, "unit", "&text=đèn")
    assert "Đèn đường khối 9 hỏng" in listed(kien, "unit", "&text=1/2026")
    assert FLOOD["matter"] not in listed(kien, "unit", "&text=1/2026")
    assert FLOOD["matter"] in listed(kien, "unit", "&kind=recommendation&step=rc_answer")
    assert "Không có việc nào khớp" in listed(kien, "unit", "&kind=complaint")


def test_an_empty_view_says_what_will_appear_and_when_the_next_thing_is_due(desk: Desk):
    recommendation(desk)
    page = listed(desk.browser("kien"), "late")
    assert "Không có việc nào quá hạn" in page
    assert "Việc gần nhất đến hạn: Thứ" in page
    assert "Hiện không có thời hạn nào" in listed(desk.browser("tam"), "mine")


def test_a_page_is_followed_by_the_next_without_repeating_or_losing_a_row(desk: Desk, monkeypatch):
    monkeypatch.setattr("app.listings.inbox.PAGE", 2)
    for n in range(5):
        recommendation(desk, matter=f"Đèn đường số {n} hỏng")
    kien, seen = desk.browser("kien"), []
    address = "/inbox?view=unit"
    while address:
        page = unescape(kien.get(address).text)
        seen += [n for n in range(5) if f"số {n} hỏng</a>" in page]
        address = (
            page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
            if 'rel="next"' in page
            else ""
        )
    assert sorted(seen) == [0, 1, 2, 3, 4]


def test_administrators_have_no_inbox(desk: Desk):
    assert desk.browser("an").get("/inbox").status_code == 403
