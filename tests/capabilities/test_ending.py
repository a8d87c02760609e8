"""Ending a matter by the local rule, each test named after the capability it shows."""

from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import select

from app.casework import endings
from app.casework.endings import SamePersonTwice
from app.casework.numbers import number_of
from app.errors import NotPossibleNow
from app.listings import earlier
from app.services import openings, visits
from app.services.tasks import Sending
from db.models import Case, CaseLink, EndingConfirmation
from tests.casework.test_recommendation_day import ANSWER
from tests.office import FLOOD, RECOMMENDATION, Office
from tests.receptions.room import EXPLAINED, Room
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]
SEARCHED = {
    "times_settled": "0",
    "times_answered": "1",
    "times_petitioned": "1",
    "repeat_cause": "disagrees",
    "searches.0.where": "Kho lưu trữ",
    "searches.0.what": "Hồ sơ thoát nước khối 3",
    "searches.0.found": "Không có gì mới",
    "new_facts": "no",
}
HEARD = {
    "reception_state": "received",
    "received_by_leader_on": "2026-08-03",
    "reception_note": "Đã giải thích",
}
CONFIRM = {"confirm_reason": "Theo hồ sơ"}


@pytest.fixture
def room(desk: Desk) -> Room:
    return Room(desk)


def answered(office: Office, **stated: object) -> UUID:
    case_id = office.register(FLOOD, **stated).case_id
    office.classify(case_id)
    office.does(office.kien, "rc_answer", case_id, **ANSWER)
    office.does(office.long, "rc_sign", case_id, letter_outcome="sign")
    return case_id


def proposed(office: Office, case_id: UUID) -> UUID:
    with office.work() as session:
        sending = Sending(posted={"ending_why": ["Đã trả lời nhiều lần"]}, key=f"ending-{case_id}")
        openings.begin(session, case_id, "ending", sending, actor=office.kien)
    with office.look() as session:
        return session.scalars(select(CaseLink.from_id).where(CaseLink.to_id == case_id)).one()


def received(room: Room, case_id: UUID) -> None:
    """The Chairman receives the citizen about the matter."""
    visit = room.take(room.sitting(), EXPLAINED)
    office = room.office
    with office.work() as session:
        number = number_of(session.get_one(Case, case_id))
        visits.attach(session, visit.id, number, actor=office.oanh)


def confirmed(office: Office, ending: UUID) -> None:
    office.does(office.hoa, "en_resolved", ending, resolved="yes", **CONFIRM)
    office.does(office.kien, "en_no_new", ending, no_new="yes", **CONFIRM)
    office.does(office.oanh, "en_no_basis", ending, no_basis="yes", **CONFIRM)


def ended(room: Room, case_id: UUID) -> UUID:
    office, ending = room.office, proposed(room.office, case_id)
    office.does(office.kien, "en_search", ending, **SEARCHED)
    received(room, case_id)
    office.does(office.long, "en_reception", ending, **HEARD)
    confirmed(office, ending)
    today = office.now.date().isoformat()
    office.does(
        office.long, "en_decide", ending,
        ending_outcome="end", ended_on=today, ending_reason="Đã giải quyết triệt để",
    )  # fmt: skip
    return ending


def letter_goes_out(office: Office, case_id: UUID) -> None:
    words = {"title": "Chấm dứt, mở lại", "addressees.0.name": "Bà Chi", "body": "Đã quyết định."}
    office.does(office.kien, "li_draft", case_id, **words)
    office.does(office.long, "li_sign", case_id, letter_outcome="sign")
    today = office.now.date().isoformat()
    office.does(office.van, "li_issue", case_id, book="thong_bao", sent_on=today, via="post")


def page(person, path: str) -> str:
    return unescape(person.get(path).text)


def test_s41_the_case_shows_how_often_it_was_settled_and_answered(room: Room):
    case_id = answered(room.office)
    with room.office.look() as session:
        told = endings.history(session, session.get_one(Case, case_id))
    assert (told.answered, told.petitions) == (1, 1)
    shown = page(room.oanh, f"/cases/{case_id}")
    assert "Đã trả lời" in shown
    assert "1 lần" in shown


def test_s42_a_citizen_whom_the_chairman_has_not_received_is_received_first(room: Room):
    case_id = answered(room.office)
    ending = proposed(room.office, case_id)
    room.office.does(room.office.kien, "en_search", ending, **SEARCHED)
    assert room.office.open_steps(ending) == ["en_reception"]
    with pytest.raises(NotPossibleNow):
        room.office.does(room.office.long, "en_reception", ending, **HEARD)
    received(room, case_id)
    room.office.does(room.office.long, "en_reception", ending, **HEARD)
    assert sorted(room.office.open_steps(ending)) == ["en_no_basis", "en_no_new", "en_resolved"]


def test_s43_three_different_people_confirm_and_nobody_twice(room: Room):
    office = room.office
    ending = proposed(office, answered(office))
    office.does(office.kien, "en_search", ending, **SEARCHED)
    office.does(office.long, "en_reception", ending, **HEARD | {"reception_state": "absent"})
    office.does(office.hoa, "en_resolved", ending, resolved="yes", **CONFIRM)
    with pytest.raises(SamePersonTwice):  # a head may do an officer's step, but not this one too
        office.does(office.hoa, "en_no_new", ending, no_new="yes", **CONFIRM)
    office.does(office.kien, "en_no_new", ending, no_new="yes", **CONFIRM)
    office.does(office.oanh, "en_no_basis", ending, no_basis="yes", **CONFIRM)
    with office.look() as session:
        people = set(session.scalars(select(EndingConfirmation.person_id)))
    assert len(people) == 3
    assert office.open_steps(ending) == ["en_decide"]


def test_s44_the_notice_is_published_and_a_later_petition_is_still_received(room: Room):
    office = room.office
    case_id = answered(office)
    ending = ended(room, case_id)
    notice = office.letters(ending)[-1]
    assert notice.template == "ending_notice"
    letter_goes_out(office, ending)
    today = office.now.date().isoformat()
    office.does(
        office.kien, "en_publish", ending,
        mode="posting", published_on=today, published_until="2026-08-20", publication_place="Trụ sở",
    )  # fmt: skip
    assert office.case(ending).closed_as == "ended"
    with office.look() as session:
        assert endings.ended(session, session.get_one(Case, case_id)) is not None
    later = office.register(FLOOD)
    assert office.open_steps(later.case_id) == ["in_classify"]
    with office.look() as session:
        found = {each.case_id: each for each in earlier.find(session, FLOOD, actor=office.oanh)}
    assert found[case_id].closed_as == "ended"
    office.classify(later.case_id, RECOMMENDATION | {"already_answered": "true", "outcome": "file"})
    assert office.case(later.case_id).closed_as == "filed"  # answered by reference; the officer decided so


def test_s45_repeated_petitions_are_counted_by_citizen_and_by_case_with_the_cause(room: Room):
    office = room.office
    first = answered(office)
    answered(office, matter="Cây đổ ở khối 3")
    ending = proposed(office, first)
    office.does(office.kien, "en_search", ending, **SEARCHED)
    with office.look() as session:
        told = endings.history(session, session.get_one(Case, first))
    assert (told.petitions, told.by_citizen) == (1, 2)
    shown = page(room.oanh, f"/cases/{ending}")
    assert "Đơn của người dân này" in shown
    assert "Không đồng ý với kết quả" in shown


def test_an_ended_matter_is_reopened_on_new_facts_and_settled_anew(room: Room):
    office = room.office
    case_id = answered(office)
    with office.look() as session:
        offered = {each.procedure: each for each in openings.possible(session, case_id, actor=office.kien)}
    assert not offered["ending_reopening"].is_possible
    ending = ended(room, case_id)
    letter_goes_out(office, ending)
    today = office.now.date().isoformat()
    office.does(
        office.kien, "en_publish", ending,
        mode="posting", published_on=today, published_until="2026-08-20", publication_place="Trụ sở",
    )  # fmt: skip
    posted = {"reopen_ground": ["new_facts"], "reopen_details": ["Có bản đồ mới"]}
    with office.work() as session:
        sending = Sending(posted=posted, key="reopen")
        openings.begin(session, case_id, "ending_reopening", sending, actor=office.kien)
    office.does(office.long, "eo_decide", case_id, reopen_outcome="reopen", reopen_reason="Có bản đồ mới")
    letter_goes_out(office, case_id)
    assert office.case(case_id).state == "open"
    assert "rc_answer" in office.open_steps(case_id)
