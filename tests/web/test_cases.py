"""The case file on one page, and what it keeps to itself."""

import datetime as dt
from html import unescape

import pytest

from app.casework.audit import first_broken
from db.models import AuditEntry, AuditText
from tests.casework.complaints import accepted, verified
from tests.sealed import PASSWORD, with_passwords
from tests.web.deskwork import Desk, desk
from tests.web.filed import CANARY, denunciation, readable, recommendation, seen

__all__ = ["desk"]


def test_the_file_says_what_waits_for_whom_until_when(desk: Desk):
    page = seen(desk.browser("kien"), recommendation(desk))
    for words in ("Đường khối 3 ngập nước sau mưa", "Xem xét và soạn trả lời", "Phòng Kinh tế", "còn "):
        assert words in page


def test_the_history_tells_who_did_what_and_never_an_id(desk: Desk):
    case_id = accepted(desk.office)
    verified(desk.office, case_id)
    page = seen(desk.browser("kien"), case_id)
    history = page.partition('id="history"')[2].partition('id="parties"')[0]
    for words in (
        "Đã nhận đơn",
        "Nguyễn Thị Oanh",
        "Ngày thụ lý: 03/08/2026",
        "Báo cáo kết quả xác minh",
    ):
        assert words in history
    for entry in desk.office.all(AuditEntry, case_id):
        ids = [str(value) for value in entry.facts.values() if len(str(value)) == 36]
        assert [each for each in ids if each in history] == []


def test_a_back_dated_petition_shows_its_legal_day_and_when_it_was_recorded(desk: Desk):
    case_id = recommendation(desk, received_on="2026-07-30", backdating_reason="Nhận qua bưu điện")
    page = seen(desk.browser("kien"), case_id)
    assert "30/07/2026" in page
    assert "ghi lúc 09:00 03/08/2026" in page


def test_a_longer_file_takes_no_more_statements(desk: Desk):
    case_id = accepted(desk.office)
    hoa = desk.browser("hoa")
    counts = []
    for _stretch in range(2):
        seen(hoa, case_id)  # what a process reads only once
        with desk.counted() as statements:
            seen(hoa, case_id)
        counts.append(len(statements))
        if len(counts) == 1:
            verified(desk.office, case_id)
    assert counts[1] <= counts[0] + 3  # what a report brings: contents found, papers, answers
    assert counts[1] <= 60, statements  # the length of a file does not count, only what a file has


def test_every_limit_opens_its_why_in_the_readers_language(desk: Desk):
    case_id = recommendation(desk)
    steps = desk.office.deadline("KNPA.ANSWER", case_id).steps
    kien = desk.browser("kien")
    assert steps[0]["text"]["vi"] in seen(kien, case_id)
    kien.client.set_cookie("language", "en")
    assert steps[0]["text"]["en"] in seen(kien, case_id)


def test_the_answers_of_each_step_stand_under_the_labels_of_their_form(desk: Desk):
    case_id = accepted(desk.office)
    verified(desk.office, case_id)
    page = seen(desk.browser("hoa"), case_id)
    assert "Đơn giá áp sai vị trí" in page
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in page
    assert "force_majeure" not in page


def test_the_desk_item_is_drawn_for_the_leader_only(desk: Desk):
    case_id = recommendation(desk)
    office = desk.office
    office.until(office.deadline("KNPA.ANSWER", case_id).due_on + dt.timedelta(days=1), hour=0)
    office.sweep()
    assert "Việc cần chỉ đạo</h2>" in seen(desk.browser("long"), case_id)
    assert "Việc cần chỉ đạo</h2>" not in seen(desk.browser("kien"), case_id)


@pytest.mark.parametrize("who", ["kien", "hoa", "tam", "van", "sau", "an"])
def test_a_sealed_case_is_not_there_for_others(desk: Desk, who):
    case_id = denunciation(desk).case_id
    person = desk.browser(who)
    for page in ("", "/drawing/1", "/record/withdrawal", "/record/change"):
        assert person.get(f"/cases/{case_id}{page}").status_code in {403, 404}
    assert person.post(f"/cases/{case_id}/identity", {"reason": "tò mò"}).status_code in {403, 404}


@pytest.mark.parametrize("who", ["oanh", "long"])
def test_a_sealed_identity_is_shown_for_a_reason_and_a_password_and_then_not_any_more(desk: Desk, who):
    with_passwords(desk.office)
    case_id = denunciation(desk).case_id
    person = desk.browser(who)
    form = {"kind": "meet", "reason": "Mời người tố cáo làm việc", "password": PASSWORD}
    assert "Phạm Kín Đáo" not in seen(person, case_id)
    assert "Phạm Kín Đáo" not in seen(person, case_id, "/identity")
    assert person.post(f"/cases/{case_id}/identity", {**form, "reason": " "}).status_code == 422
    assert person.post(f"/cases/{case_id}/identity", {**form, "password": "x"}).status_code == 422
    assert person.post(f"/cases/{case_id}/identity", form).status_code == 303
    shown = person.get(f"/cases/{case_id}/identity")
    assert "Phạm Kín Đáo" in unescape(shown.text)
    assert shown.headers["Cache-Control"] == "no-store"
    assert "Phạm Kín Đáo" not in seen(person, case_id)
    desk.office.passes(minutes=5)
    assert "Phạm Kín Đáo" not in seen(person, case_id, "/identity")
    entries = [e for e in desk.office.all(AuditEntry, case_id) if e.tag == "identity.read"]
    assert [e.actor_id for e in entries] == [desk.office.people[who].person_id]
    assert "Mời người" not in str(entries[0].facts)
    with desk.office.look() as session:
        assert session.get_one(AuditText, entries[0].id).body is not None
        assert first_broken(session, case_id) is None


def test_a_file_costs_the_same_statements_however_long_its_history_is(desk: Desk):
    short = recommendation(desk)
    long = recommendation(desk)
    office = desk.office
    for turn in range(3):
        office.does(
            office.kien,
            "rc_answer",
            long,
            result="agree",
            action_taken="Đã sửa",
            title="trả lời",
            body="Đã sửa.",
        )
        office.does(office.long, "rc_sign", long, letter_outcome="return", comment=f"Lần {turn}")
    kien = desk.browser("kien")
    counts = []
    for case_id in (short, long, short, long):
        with desk.counted() as statements:
            seen(kien, case_id)
        counts.append(len(statements))
    assert counts[2] == counts[3], counts


def test_the_denouncers_words_appear_on_no_page_of_who_may_not_see(desk: Desk):
    registered = denunciation(desk)
    recommendation(desk)
    number = "1/2026"
    for who in ("kien", "hoa", "tam", "van", "sau", "an"):
        person = desk.browser(who)
        pages = [
            f"/cases/{registered.case_id}", "/register", "/register/print", "/register.xlsx", "/inbox",
            f"/search?q={number}", "/search?q=Pham Kin Dao", "/search?q=0933000111", "/search?q=040099887766",
            f"/search?q={registered.code}", "/search?q=nhan tien",
        ]  # fmt: skip
        for page in pages:
            answer = person.get(page, buffered=True)
            body = readable(answer)
            echoed = page.partition("q=")[2]
            found = [word for word in CANARY if word in body and word.lower() != echoed.lower()]
            assert found == [], (who, page)
            assert str(registered.case_id) not in body or page.startswith("/cases/"), (who, page)
