"""A rehearsal's page: steps, forms, letters, the clock that is turned past limits; no case is touched."""

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import clock
from app.services import procedures, tidying
from db.models import Case, Deadline, Letter, Notice, Rehearsal, Run, Task
from tests.web.test_procedures import draft_of, read

CORPUS = Path(__file__).parents[1] / "corpus"
DECIDE = "Quyết định thụ lý hoặc không thụ lý"
REAL = (Case, Run, Task, Deadline, Letter, Notice)


@pytest.fixture
def lan(browser):
    return browser("vinh.legal_staff")


@pytest.fixture
def borrowed(lan):
    return rehearse(lan, draft_of(lan))


@pytest.fixture
def complaint(lan, town):
    with town.database.transaction() as session:
        version = procedures.load(session, "complaint_first")
        address = f"/procedures/{version.id}"
    return rehearse(lan, address)


def rehearse(visitor, draft):
    answer = visitor.post(f"/rehearsals/of/{draft.rpartition('/')[2]}")
    assert answer.status_code == 303
    return answer.location


def revision(page):
    return re.search(r'name="revision" value="(\d+)"', page)[1]


def tasks(page):
    found = re.findall(r'id="task-([^"]+)".*?<h3[^>]*>(.*?)</h3>', page, re.DOTALL)
    return {html.unescape(name): key for key, name in found}


def day_of(page):
    shown = re.search(r'class="clock-now".*?datetime="(\d{4}-\d\d-\d\d)', page, re.DOTALL)
    return dt.date.fromisoformat(shown[1])


def send(visitor, address, act, fields=None, **more: str):
    """Press a button of the page as it stands now."""
    page = visitor.get(address).text
    answer = visitor.post(f"{address}/{act}", {"revision": revision(page), **(fields or {}), **more})
    assert answer.status_code == 303, read(answer)
    return read(visitor.get(address))


def turned(visitor, address, days):
    to = clock.today() + dt.timedelta(days=days)
    return send(visitor, address, "turn", to=to.strftime("%d/%m/%Y"))


def test_a_borrowed_drawing_is_played_to_its_end_by_stand_ins(lan, borrowed):
    page = lan.get(borrowed).text
    assert "Không đụng đến hồ sơ thật" in page
    for _step in range(12):
        if "Quy trình đã kết thúc." in html.unescape(page):
            break
        key = next(iter(tasks(page).values()))
        choice = re.search(r'<button class="btn" name="([^"]+)" value="([^"]+)"', page)
        answer = {choice[1]: choice[2]} if choice else {}
        page = send(lan, borrowed, "choose", task=key, **answer)
    assert "Quy trình đã kết thúc." in page
    assert "Trả kết quả" in page


def test_the_clock_turned_past_two_limits_says_that_nobody_has_acted(lan, complaint, town):
    page = turned(lan, complaint, 31)
    assert "Ngày 31: chưa ai làm gì." in page
    assert "Chọn biện pháp chỉ đạo" in page
    page = send(lan, complaint, "choose", task=tasks(page)[DECIDE], acceptance="accept")
    assert "chưa ai làm gì.</b>" not in page
    page = turned(lan, complaint, 120)
    assert "Ngày 120: chưa ai làm gì." in page
    assert page.count("told-desk") >= 2
    with town.database.reading() as session:
        assert [session.scalar(select(func.count()).select_from(each)) for each in REAL] == [0] * len(REAL)


def test_the_clock_goes_by_a_working_day_a_week_and_to_what_comes_next(lan, complaint):
    began = clock.today()
    after = day_of(send(lan, complaint, "turn", by="day"))
    assert began < after <= began + dt.timedelta(days=10)
    assert day_of(send(lan, complaint, "turn", by="week")) == after + dt.timedelta(weeks=1)
    assert "Đến mốc kế tiếp" in lan.get(complaint).text
    page = send(lan, complaint, "turn", by="next")
    assert "told-reminder" in page or "told-desk" in page


def test_pressed_twice_one_rehearsal_begins(lan, borrowed, town):
    version_id = re.search(r"/procedures/([0-9a-f-]{36})", lan.get(borrowed).text)[1]
    assert rehearse(lan, f"/procedures/{version_id}") == borrowed
    send(lan, borrowed, "turn", by="week")
    assert rehearse(lan, f"/procedures/{version_id}") != borrowed
    with town.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Rehearsal)) == 2


@pytest.mark.parametrize("to", ["01/01/2020", "hôm qua", "", "31/12/9999"])
def test_a_day_that_cannot_be_turned_to_is_told(lan, complaint, to):
    page = lan.get(complaint).text
    answer = lan.post(f"{complaint}/turn", {"revision": revision(page), "to": to})
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_the_form_of_a_step_is_checked_as_in_the_office_and_keeps_what_was_typed(lan, complaint):
    page = lan.get(complaint).text
    key = tasks(page)[DECIDE]
    opened = lan.get(f"{complaint}?task={key}").text
    assert 'name="acceptance"' in opened
    sent = {"revision": revision(page), "task": key, "acceptance": "accept", "accepted_on": "ngày mai"}
    answer = lan.post(f"{complaint}/form", sent)
    assert answer.status_code == 422
    assert 'value="ngày mai"' in html.unescape(answer.text)
    assert "error-summary" in answer.text


def test_of_two_windows_the_second_is_told_and_loses_nothing(lan, complaint):
    page = lan.get(complaint).text
    key, seen = tasks(page)[DECIDE], revision(page)
    send(lan, complaint, "choose", task=key, acceptance="accept")
    for act, fields in (
        ("turn", {"by": "week"}),
        ("choose", {"task": key}),
        ("message", {"message": "x"}),
        ("again", {}),
    ):
        answer = lan.post(f"{complaint}/{act}", {"revision": seen, **fields})
        assert answer.status_code == 409
        assert "vừa được đi tiếp ở cửa sổ khác" in read(answer)
    typed = {"revision": seen, "task": key, "acceptance": "accept", "reason": "Lý do viết rất dài"}
    answer = lan.post(f"{complaint}/form", typed)
    assert answer.status_code == 409
    assert "Lý do viết rất dài" in read(answer)


def test_a_letter_is_shown_as_it_would_be_printed(lan, complaint):
    key = tasks(lan.get(complaint).text)[DECIDE]
    page = send(lan, complaint, "choose", task=key, acceptance="accept")
    assert "letter-thong_bao" in page
    assert "ỦY BAN NHÂN DÂN" in page


def test_the_citizen_withdraws_and_the_rehearsal_ends(lan, complaint):
    page = lan.get(complaint).text
    button = r'name="message" value="([^"]+)"><button[^>]*>.*?</svg>(.*?)</button>'
    message, words = re.search(button, page).groups()
    assert "Rút đơn" in html.unescape(words)
    assert "told-message" in send(lan, complaint, "message", message=message)


def test_a_rehearsal_begins_again_is_seen_by_the_other_role_and_thrown_away(lan, borrowed, browser):
    turned(lan, borrowed, 40)
    an = browser("vinh.administrator")
    page = send(an, borrowed, "again")
    assert "Ngày 0" in page
    assert an.post(f"{borrowed}/discard").status_code == 303
    assert lan.get(borrowed).status_code == 404


@pytest.mark.parametrize("role", ["officer", "chairman", "auditor"])
def test_nobody_else_looks_at_rehearsals(borrowed, browser, role):
    assert browser(f"vinh.{role}").get(borrowed).status_code == 403


def test_an_unknown_step_or_message_is_told(lan, borrowed):
    seen = revision(lan.get(borrowed).text)
    for act, fields in (("choose", {"task": "x"}), ("form", {"task": "y"}), ("message", {"message": "z"})):
        answer = lan.post(f"{borrowed}/{act}", {"revision": seen, **fields})
        assert answer.status_code == 422, act
        assert "error-summary" in answer.text


@pytest.mark.usefixtures("borrowed")
def test_a_rehearsal_that_nobody_moves_is_tidied_away(town, travel):
    travel(days=31)
    tidying.tidy(town.database)
    with town.database.reading() as session:
        assert session.scalars(select(Rehearsal)).all() == []


def test_a_scene_that_can_no_longer_be_read_is_told(lan, borrowed, town):
    with town.database.transaction() as session:
        session.scalars(select(Rehearsal)).one().scene = b"not a scene"
    answer = lan.get(borrowed)
    assert answer.status_code == 303
    assert "flash-warning" in lan.get(answer.location).text


PROGRAMS = sorted(folder.name for folder in CORPUS.iterdir() if folder.is_dir() and any(folder.glob("*.*")))


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_drawing_of_every_program_comes_in_and_is_played(lan, program):
    drawn = min((CORPUS / program).glob("*.*"))
    address = rehearse(lan, draft_of(lan, (drawn.name, drawn.read_bytes())))
    page = lan.get(address).text
    for turn in range(20):
        if "Quy trình đã kết thúc." in page:
            break
        page = send(lan, address, *_next_act(page, turn))
    assert "Quy trình đã kết thúc." in page
    assert "told-incident" not in page


def _next_act(page, turn):
    """Do what stands first on the page; of several choices another each time, so that no loop is for ever."""
    step = re.search(r'<article class="rehearsal-step" id="task-([^"]+)"(.*?)</article>', page, re.DOTALL)
    if step:
        choices = re.findall(r'<button class="btn" name="([^"]+)" value="([^"]+)"', step[2])
        return "choose", {"task": step[1], **dict(choices[turn % len(choices) :][:1] if choices else ())}
    message = re.search(r'name="message" value="([^"]+)"', page)
    return ("message", {"message": html.unescape(message[1])}) if message else ("turn", {"by": "next"})
