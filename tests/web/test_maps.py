"""The public maps: plain words from the drawing in force, for anybody, telling nothing of any case."""

import datetime as dt
import re
from html import unescape

import pytest
from sqlalchemy import update

from app import language
from app.listings import citizen_words, public_maps
from db.models import ContentItem, Version
from tests.casework.complaints import accepted
from tests.office import COMPLAINT, LAND
from tests.web.browser import Browser
from tests.web.deskwork import Desk, desk
from tests.web.filed import denunciation
from tests.web.test_status import Citizen

__all__ = ["desk"]

JARGON = ("complaint_first", "cf_", "li_", "token", "gateway", "run", "bpmn", "JSON", "KN1", "{{")
HERE = "Vụ việc của ông/bà đang ở đây"


def opened(desk: Desk, path: str = "/maps/complaint_first", **more: object):
    return Browser(desk.app).get(path, **more)


def words(page: str) -> str:
    """Give what a reader sees of a page, without the drawing."""
    body = re.sub(r"(?s)<svg.*?</svg>", " ", page.partition("<main")[2].partition("</main>")[0])
    return unescape(re.sub(r"<[^>]+>", " ", body))


def place(page: str) -> str:
    """Give the part of a status page that says where the matter stands."""
    return unescape(page).partition('class="map map-brief"')[2].partition("</section>")[0]


@pytest.mark.parametrize("tongue", ["vi", "en"])
def test_every_map_tells_phases_limits_letters_and_what_a_citizen_can_do(desk: Desk, tongue):
    with desk.office.look() as session, language.use(tongue):
        lines = public_maps.all_maps(session)
        assert [line.procedure for line in lines] == list(citizen_words.MAPS)
        for line in lines:
            told = public_maps.show(session, line.procedure)
            assert all((line.title, line.about, told.rights, told.ends)), line.procedure
            assert all(phase.name and phase.steps for phase in told.phases), line.procedure
            assert any(step.letters for phase in told.phases for step in phase.steps) or (
                line.procedure == "reception"
            ), line.procedure
            assert told.sketch.picture


def test_a_complaint_is_told_in_the_order_in_which_it_is_settled(desk: Desk):
    page = words(opened(desk).text)
    order = (
        "Thụ lý", "chậm nhất 10 ngày làm việc", "Điều 27 Luật Khiếu nại", "thông báo về việc thụ lý",
        "kiểm tra lại quyết định bị khiếu nại", "Cơ quan đang xác minh", "đối thoại trực tiếp",
        "dự thảo quyết định", "đang được gửi đến ông/bà", "khởi kiện tại Tòa án",
    )  # fmt: skip
    at = [page.lower().find(each.lower()) for each in order]
    assert -1 not in at
    assert "vụ việc phức tạp: chậm nhất 45 ngày" in " ".join(page.split())


def test_no_page_of_a_map_speaks_the_language_of_the_program(desk: Desk):
    for path in ("/maps", *(f"/maps/{key}" for key in citizen_words.MAPS)):
        page = words(opened(desk, path).text)
        assert [word for word in JARGON if word in page] == [], path


def test_the_same_page_is_read_in_english(desk: Desk):
    page = words(opened(desk, "/maps/complaint_first?language=en").text)
    assert "You receive: Notice" in page
    assert "at most 10 working days" in page
    assert not re.search("[ằẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự]", page), page


def test_a_draft_is_on_no_map_and_what_is_not_in_force_is_not_found(desk: Desk):
    assert opened(desk, "/maps/escalation").status_code == 404
    assert opened(desk, "/maps/no_such").status_code == 404
    with desk.office.work() as session:
        session.execute(
            update(Version)
            .where(Version.procedure == "reception")
            .values(effective_to=desk.office.now.date() - dt.timedelta(days=1))
        )
    assert opened(desk, "/maps/reception").status_code == 404
    assert "/maps/reception" not in opened(desk, "/maps").text


def test_anybody_may_keep_a_page_and_it_carries_nothing_of_one_reader(desk: Desk):
    for path in ("/maps", "/maps/complaint_first"):
        answer = opened(desk, path)
        assert answer.headers["Cache-Control"] == "public, max-age=600"
        assert "Set-Cookie" not in answer.headers
        assert "csrf" not in answer.text
        again = opened(desk, path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_no_case_changes_a_map(desk: Desk):
    before = [opened(desk, path).data for path in ("/maps", "/maps/denunciation", "/maps/complaint_first")]
    denunciation(desk)
    accepted(desk.office)
    after = [opened(desk, path).data for path in ("/maps", "/maps/denunciation", "/maps/complaint_first")]
    assert before == after


def test_the_maps_are_found_from_the_entrance_the_code_and_the_schedule(desk: Desk):
    for path in ("/sign-in", "/status", "/schedule"):
        assert 'href="/maps"' in opened(desk, path).text, path


def code_of(desk: Desk, **said: object) -> tuple[object, str]:
    registered = desk.office.register(**said)
    return registered.case_id, registered.code


def test_the_status_page_says_where_the_matter_is(desk: Desk):
    case_id, code = code_of(desk)
    desk.office.classify(case_id)
    page = place(Citizen(desk).reads(code))
    assert page.count(HERE) == 1
    assert "Đơn vị chuyên môn đang xem xét" in page.partition(HERE)[2]
    desk.office.does(
        desk.office.kien, "rc_answer", case_id,
        result="agree", action_taken="Đã sửa", title="Trả lời", body="Kính gửi bà Chi.",
    )  # fmt: skip
    assert "đang chờ lãnh đạo ký" in place(Citizen(desk).reads(code)).partition(HERE)[2]


def test_of_a_sealed_matter_the_page_says_no_place(desk: Desk):
    page = Citizen(desk).reads(denunciation(desk).code)
    assert place(page) == ""
    assert HERE not in page
    assert "/maps/" not in page


def test_a_closed_matter_stands_nowhere(desk: Desk):
    case_id, code = code_of(desk)
    desk.office.classify(case_id, outcome="file", procedure="")
    assert HERE not in Citizen(desk).reads(code)


def while_writing(desk: Desk, **answers: object) -> str:
    """Give the place of a complaint while the letter about its acceptance is written."""
    case_id, code = code_of(desk, **LAND)
    desk.office.classify(case_id, COMPLAINT)
    if answers["acceptance"] == "accept":
        answers["accepted_items"] = [str(item.id) for item in desk.office.all(ContentItem, case_id)]
    desk.office.does(desk.office.long, "cf_acceptance", case_id, **answers)
    return place(Citizen(desk).reads(code))


def test_while_a_letter_is_written_the_place_does_not_tell_which(desk: Desk):
    today = desk.office.now.date().isoformat()
    accepting = while_writing(desk, acceptance="accept", accepted_on=today, variant="normal")
    refusing = while_writing(
        desk, acceptance="refuse", refusal_ground="time_bar", refusal_reason="Đã hết thời hiệu"
    )
    assert accepting == refusing
    assert accepting.count(HERE) == 1
    assert "không thụ lý" not in accepting
