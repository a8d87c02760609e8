"""The dates worked out by hand in the office's notes on the law, and the rules they stand for."""

from __future__ import annotations

import datetime as dt

import pytest

from app import language
from app.legaltime.calendar import Calendar, Day, Year
from app.legaltime.limits import Promise
from app.legaltime.pauses import Pause
from app.legaltime.reckoning import Reckoning, reckon


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def texts_of(reckoning: Reckoning, kind: str) -> list[str]:
    return [step.text for step in reckoning.steps if step.kind == kind]


@pytest.mark.parametrize(
    ("rule", "base", "due"),
    [
        ("KN1.ACCEPT", "2026-08-14", "2026-08-27"),  # 10 wd over a swapped Saturday
        ("KN1.SETTLE", "2026-08-03", "2026-09-03"),  # 2 September is a holiday
        ("KN1.SETTLE", "2026-01-15", "2026-02-23"),  # rolls over Tết
        ("TC.NOTIFY", "2026-11-20", "2026-11-30"),  # 5 wd over Culture Day
        ("KN1.SETTLE", "2026-03-27", "2026-04-28"),  # Sunday, then a compensatory Monday
        ("KN.TIMEBAR", "2026-08-28", "2026-11-26"),  # 90 d
        ("KN1.SETTLE", "2026-09-07", "2026-10-07"),  # the last vector without its suspension
    ],
)
def test_the_published_dates_come_out(rule: str, base: str, due: str):
    assert reckon(rule, base=day(base)).due == day(due)


@pytest.mark.parametrize("start", ["2026-09-08", "2026-09-10", "2026-10-07"])
def test_twenty_five_suspended_days_move_the_end_wherever_they_lie_within_the_limit(start: str):
    pause = Pause(day(start), day(start) + dt.timedelta(days=24))
    assert reckon("KN1.SETTLE", base=day("2026-09-07"), pauses=[pause]).due == day("2026-11-02")


def test_a_suspension_after_the_last_day_changes_nothing():
    pause = Pause(day("2026-10-08"), day("2026-10-20"))
    assert reckon("KN1.SETTLE", base=day("2026-09-07"), pauses=[pause]).due == day("2026-10-07")


def test_a_one_day_suspension_is_one_day():
    pause = Pause(day("2026-09-10"), day("2026-09-10"))
    assert reckon("KN1.SETTLE", base=day("2026-09-07"), pauses=[pause]).due == day("2026-10-08")


def test_overlapping_and_touching_suspensions_count_each_day_once():
    pauses = [
        Pause(day("2026-09-20"), day("2026-10-04")),
        Pause(day("2026-09-10"), day("2026-09-24")),
        Pause(day("2026-09-12"), day("2026-09-12")),
    ]
    assert reckon("KN1.SETTLE", base=day("2026-09-07"), pauses=pauses).due == day("2026-11-02")


def test_only_the_days_of_a_suspension_that_follow_the_event_count():
    early = Pause(day("2026-08-01"), day("2026-09-07"))
    assert reckon("KN1.SETTLE", base=day("2026-09-07"), pauses=[early]).due == day("2026-10-07")
    longer = Pause(day("2026-08-01"), day("2026-09-08"))
    assert reckon("KN1.SETTLE", base=day("2026-09-07"), pauses=[longer]).due == day("2026-10-08")


def test_a_limit_rolls_to_the_next_working_day_even_when_a_suspension_begins_there():
    # The 30 days are used up on Sunday 1 November; the roll counts nothing, so it skips nothing either.
    pauses = [Pause(day("2026-09-10"), day("2026-10-04")), Pause(day("2026-11-02"), day("2026-11-06"))]
    assert reckon("KN1.SETTLE", base=day("2026-09-07"), pauses=pauses).due == day("2026-11-02")


@pytest.mark.parametrize(
    ("rule", "variant", "extended", "due"),
    [
        ("KN1.SETTLE", "normal", 1, "2026-10-22"),  # 30 → 45
        ("KN1.SETTLE", "complex", 0, "2026-10-22"),
        ("KN1.SETTLE", "complex", 1, "2026-10-22"),  # the cap is reached
        ("KN1.SETTLE", "remote", 1, "2026-11-06"),  # 45 → 60
        ("KN2.SETTLE", "normal", 1, "2026-11-06"),
        ("KN2.SETTLE", "remote", 1, "2026-11-16"),  # 60 → 70
        ("TC.SETTLE", "complex", 0, "2026-10-07"),  # complexity alone gives no day
        ("TC.SETTLE", "complex", 1, "2026-11-06"),
        ("TC.SETTLE", "complex", 2, "2026-11-06"),  # only once
        ("TC.SETTLE", "particularly-complex", 1, "2026-11-06"),
        ("TC.SETTLE", "particularly-complex", 2, "2026-12-07"),  # 90 d end on Sunday 6 December
        ("TC.CHECK", "normal", 1, "2026-09-21"),  # 7 → 10 wd
    ],
)
def test_an_extension_changes_the_cap_from_the_same_day(rule: str, variant: str, extended: int, due: str):
    assert reckon(rule, base=day("2026-09-07"), variant=variant, extended=extended).due == day(due)


def test_an_extension_beyond_the_law_says_that_it_gives_nothing():
    reckoning = reckon("TC.SETTLE", base=day("2026-09-07"), variant="complex", extended=2)
    assert texts_of(reckoning, "not_extended") == ["Thời hạn này không được gia hạn thêm."]


def test_acceptance_is_promised_in_ten_days_and_broken_after_ten_working_days():
    reckoning = reckon("KN1.ACCEPT", base=day("2026-11-02"))
    assert (reckoning.promised, reckoning.due) == (day("2026-11-12"), day("2026-11-16"))


def test_a_promise_is_never_later_than_the_law():
    reckoning = reckon("KN1.SEND", base=day("2026-11-02"), promise=Promise(30, "d"))
    assert reckoning.promised == reckoning.due == day("2026-11-05")


def test_a_promise_runs_on_while_the_limit_is_suspended():
    pause = Pause(day("2026-11-03"), day("2026-11-20"))
    reckoning = reckon("KN1.ACCEPT", base=day("2026-11-02"), pauses=[pause])
    assert (reckoning.promised, reckoning.due) == (day("2026-11-12"), day("2026-12-07"))


def test_an_answer_to_a_recommendation_has_a_promise_but_no_statutory_limit():
    reckoning = reckon("KNPA.ANSWER", base=day("2026-08-14"))
    assert (reckoning.due, reckoning.promised) == (None, day("2026-09-08"))
    own = reckon("KNPA.ANSWER", base=day("2026-08-14"), promise=Promise(5, "wd"))
    assert own.promised == day("2026-08-21")


def test_an_office_may_hand_in_its_own_calendar():
    working = Calendar({2026: Year(2026, "uncertain", "", "", {day("2026-08-24"): Day("holiday", "Lễ hội")})})
    assert reckon("TC.TRANSFER", base=day("2026-08-19"), calendar=working).due == day("2026-08-27")


def test_a_deadline_explains_itself_in_both_languages():
    reckoning = reckon("KN1.SETTLE", base=day("2026-01-15"))
    assert [step.text for step in reckoning.steps] == [
        "Ngày thụ lý: Thứ Năm, 15/01/2026. Không tính ngày này, bắt đầu tính từ ngày tiếp theo.",
        "Giải quyết khiếu nại lần đầu: 30 ngày, theo Điều 28 Luật Khiếu nại 02/2011/QH13.",
        "Từ 16/01/2026 đến 14/02/2026: tính 30 ngày.",
        (
            "Ngày cuối cùng là ngày nghỉ (thứ Bảy, Chủ nhật, Tết Nguyên đán): "
            "thời hạn kết thúc vào cuối ngày làm việc tiếp theo."
        ),
        (
            "Ngày nghỉ theo lịch năm 2026 (Bộ luật Lao động 45/2019/QH14, Điều 111 và 112; "
            "Công văn 12729/VPCP-KGVX (25/12/2025); Nghị quyết 80-NQ/TW (Ngày Văn hóa Việt Nam))."
        ),
        "Hạn cuối: Thứ Hai, 23/02/2026 (đến hết ngày).",
    ]
    with language.use("en"):
        assert reckoning.steps[1].text.endswith(": 30 days (Law on Complaints 02/2011/QH13, Art. 28).")
        assert reckoning.steps[-1].text == "Due at the end of Monday, 23/02/2026."
