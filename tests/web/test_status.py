"""How a petition stands, told to whoever has the code on the receipt, and to nobody else."""

import datetime as dt
from html import unescape

import pytest

from app import clock
from app.casework import vault
from app.sealing import codes
from app.services.public_status import PER_NETWORK
from db.models import CasePetition, LoginAttempt, Petition
from tests.casework.complaints import accepted, verified
from tests.office import FLOOD, RECOMMENDATION
from tests.web.browser import Browser
from tests.web.deskwork import Desk, desk
from tests.web.filed import CANARY, denunciation

__all__ = ["desk"]

BARE = "Đơn của ông/bà đã được tiếp nhận, đang được xem xét."
UNKNOWN = "Không có đơn nào mang mã này"


class Citizen:
    """Chi at home, with her receipt."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.browser = Browser(desk.app)

    def asks(self, code: str, **more: object):
        with clock.at(self.desk.office.now):
            self.browser.get("/status")
            return self.browser.post("/status", {"code": code}, **more)

    def reads(self, code: str) -> str:
        answer = self.asks(code)
        assert answer.status_code == 200, answer.text
        return unescape(answer.text)


@pytest.fixture
def chi(desk: Desk) -> Citizen:
    return Citizen(desk)


def recommendation(desk: Desk, **changed: object):
    registered = desk.office.register(FLOOD, **changed)
    desk.office.classify(registered.case_id)
    return registered


def test_the_three_questions_are_answered_in_plain_words(desk: Desk, chi: Citizen):
    registered = recommendation(desk)
    due = desk.office.deadline("KNPA.ANSWER", registered.case_id).due_on
    page = chi.reads(registered.code)
    for words in (
        "Cơ quan đã nhận đơn", "đã được thụ lý", "Đơn vị chuyên môn đang xem xét",
        f"{due:%d/%m/%Y}", "rút một phần",
    ):  # fmt: skip
        assert words in page, words


def test_nothing_of_the_petition_itself_is_told(desk: Desk, chi: Citizen):
    registered = recommendation(desk)
    page = chi.reads(registered.code)
    for words in ("Nguyễn Thị Chi", "0912345678", "Đường khối 3", "ngập", "1/2026", "Oanh", registered.code):
        assert words not in page, words


def test_sealed_and_unclassified_petitions_are_told_alike_and_bare(desk: Desk, chi: Citizen):
    sealed, fresh = denunciation(desk), desk.office.register(FLOOD)
    told = [
        chi.reads(code).partition("<main")[2].partition("</main>")[0] for code in (sealed.code, fresh.code)
    ]
    assert told[0] == told[1]
    assert BARE in told[0]
    assert [word for word in CANARY if word in told[0]] == []
    assert "Tố cáo" not in told[0]
    assert "2026" not in told[0]


def test_the_stations_of_a_complaint_appear_with_their_days(desk: Desk, chi: Citizen):
    case_id = accepted(desk.office)
    desk.office.passes(days=2)
    verified(desk.office, case_id)
    with desk.office.look() as session:
        link = next(each for each in desk.office.all(CasePetition, case_id))
        petition = session.get_one(Petition, link.petition_id)
        code = vault.read_data(session, vault.key_of(session, petition), petition.details)["code"]
    page = chi.reads(code)
    for words in ("được thụ lý", "Thứ Hai, 03/08/2026", "Đã xác minh xong", "Thứ Tư, 05/08/2026", "luật sư"):
        assert words in page, words


def test_lateness_is_said_plainly_with_what_can_be_done(desk: Desk, chi: Citizen):
    registered = recommendation(desk)
    due = desk.office.deadline("KNPA.ANSWER", registered.case_id).due_on
    desk.office.until(due + dt.timedelta(days=1))
    desk.office.sweep()
    page = chi.reads(registered.code)
    assert "nay đã chậm, lãnh đạo đã được báo" in page
    assert "Đã quá hạn. Ông/bà có thể hỏi lý do" in page


def test_a_duplicate_follows_the_petition_it_was_joined_to(desk: Desk, chi: Citizen):
    first = recommendation(desk)
    case = desk.office.case(first.case_id)
    second = desk.office.register(FLOOD)
    desk.office.classify(
        second.case_id, RECOMMENDATION,
        outcome="duplicate", duplicate="true", duplicate_of=f"{case.number}/{case.year}",
    )  # fmt: skip
    assert "Đơn vị chuyên môn đang xem xét" in chi.reads(second.code)


@pytest.mark.parametrize("typed", ["", "7K2M", "xin chào", "x" * 500, "' OR 1=1 --"])
def test_every_wrong_code_hears_the_same_sentence(chi: Citizen, typed):
    answers = [chi.asks(code) for code in (typed, codes.new_code())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all(UNKNOWN in unescape(answer.text) for answer in answers)


def test_a_code_is_read_however_it_was_typed(desk: Desk, chi: Citizen):
    registered = recommendation(desk)
    for typed in (
        registered.code.lower(),
        registered.code.replace("-", " "),
        registered.code.replace("-", ""),
    ):
        assert "Đã làm được gì?" in chi.reads(typed)


def test_whoever_tries_many_codes_has_to_wait_and_others_have_not(desk: Desk, chi: Citizen):
    registered = recommendation(desk)
    for _turn in range(PER_NETWORK):
        assert chi.asks("wrong").status_code == 404
    assert chi.asks(registered.code).status_code == 429
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}}
    assert chi.asks(registered.code, **elsewhere).status_code == 200
    desk.office.passes(minutes=16)
    assert chi.asks(registered.code).status_code == 200


def test_wrong_codes_keep_no_address_and_do_not_slow_down_signing_in(desk: Desk, chi: Citizen):
    for _turn in range(3):
        chi.asks("wrong", environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    with desk.office.look() as session:
        rows = session.query(LoginAttempt).all()
    assert len(rows) == 3
    assert all("203.0.113" not in f"{row.origin}{row.account}" for row in rows)


def test_the_code_never_stands_in_an_address_and_the_page_is_not_kept(desk: Desk, chi: Citizen):
    registered = recommendation(desk)
    assert "Đã làm được gì?" not in unescape(chi.browser.get(f"/status?code={registered.code}").text)
    assert chi.browser.get(f"/status/{registered.code}").status_code == 404
    answer = chi.asks(registered.code)
    assert answer.headers["Cache-Control"] == "no-store"
    assert registered.code not in answer.text


def test_english_is_spoken_to_who_asks_for_it(desk: Desk, chi: Citizen):
    registered = recommendation(desk)
    chi.browser.client.set_cookie("language", "en")
    page = chi.reads(registered.code)
    assert "What can I do?" in page
    assert "Đơn vị" not in page
