"""A visit is sealed until its matter is classified, and a denouncer's visit for ever."""

import re
from html import unescape

import pytest
from sqlalchemy import text as sql

from app.casework import received
from tests.casework.test_sealed_until_classified import DENUNCIATION
from tests.office import COMPLAINT, FLOOD, LAND
from tests.receptions.room import CANARY, CHI, EXPLAINED, PETITION, SECRET, Room
from tests.web.deskwork import Desk, desk
from tests.web.filed import readable

__all__ = ["desk"]

PAGES = ("/receptions", "/receptions/calendar", "/receptions/print", "/receptions/register.xlsx", "/schedule")


@pytest.fixture
def room(desk: Desk) -> Room:
    return Room(desk)


def read(person, path: str) -> str:
    return readable(person.get(path, buffered=True))


def test_no_list_print_or_schedule_names_a_denouncer(room: Room):
    visit = room.take(room.today(), SECRET)
    for who in ("oanh", "long", "kien", "sau", "van"):
        person = room.desk.browser(who)
        for path in (*PAGES, f"/receptions/sittings/{visit.session_id}"):
            text = read(person, path)
            assert [word for word in CANARY if word in text] == [], (who, path)


def test_who_took_it_down_and_the_leader_read_that_it_is_protected(room: Room):
    room.take(room.today(), SECRET)
    for person in (room.oanh, room.long):
        assert "Được bảo vệ" in read(person, "/receptions")


def test_to_everybody_else_the_pages_are_the_same_with_and_without_it(room: Room):
    sitting = room.today()
    room.take(sitting, EXPLAINED)
    others = {who: room.desk.browser(who) for who in ("kien", "hoa", "sau", "van")}
    paths = ("/receptions", "/receptions/calendar", "/receptions/print", f"/receptions/sittings/{sitting}")
    before = {who: [stripped(read(one, path)) for path in paths] for who, one in others.items()}
    visit = room.take(sitting, SECRET)
    for who, one in others.items():
        assert [stripped(read(one, path)) for path in paths] == before[who], who
        assert one.get(f"/receptions/visits/{visit.id}").status_code == 404


def test_the_denounced_and_their_unit_never_see_it_whatever_office_they_hold(room: Room):
    visit = room.take(room.today(), SECRET, denounced_person=str(room.office.long.person_id))
    assert room.long.get(f"/receptions/visits/{visit.id}").status_code == 404
    assert "Được bảo vệ" not in read(room.long, "/receptions")
    assert room.oanh.get(f"/receptions/visits/{visit.id}").status_code == 200


def test_only_who_took_it_down_reads_the_words_of_a_sealed_visit(room: Room):
    visit = room.take(room.today(), SECRET)
    assert "Phạm Kín Đáo" in unescape(room.oanh.get(f"/receptions/visits/{visit.id}").text)
    shown = unescape(room.long.get(f"/receptions/visits/{visit.id}").text)
    assert [word for word in CANARY if word in shown] == []


def test_the_receipt_of_a_protected_visit_names_nobody(room: Room):
    papers = {"documents.0.title": "Ảnh", "documents.0.pages": "2", "documents.0.form": "copy"}
    visit = room.take(room.today(), SECRET, **papers)
    text = unescape(room.oanh.get(f"/receptions/visits/{visit.id}/receipt").text)
    assert "Phạm Kín Đáo" not in text
    assert "Ảnh" in text


def test_a_visit_whose_petition_turns_out_a_denunciation_is_sealed_with_it(room: Room):
    visit = room.take(room.today(), PETITION)
    case_id = room.register(visit)
    room.office.classify(case_id, DENUNCIATION)
    for who in ("kien", "hoa", "sau"):
        assert "Nguyễn Thị Chi" not in read(room.desk.browser(who), "/receptions")
        assert room.desk.browser(who).get(f"/receptions/visits/{visit.id}").status_code == 404


def test_a_visit_opens_with_the_classification_of_its_case(room: Room):
    visit = room.take(room.today(), PETITION)
    case_id = room.register(visit)
    kien = room.desk.browser("kien")
    assert kien.get(f"/receptions/visits/{visit.id}").status_code == 404
    room.office.classify(case_id)
    assert "Nguyễn Thị Chi" in read(kien, "/receptions")


def test_the_database_holds_no_name_and_no_word_of_a_visit_in_clear(room: Room):
    room.take(room.today(), SECRET)
    with room.office.database.engine.connect() as connection:
        tables = connection.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'"))
        names = [row[0] for row in tables]
        rows = [repr(row) for name in names for row in connection.execute(sql(f'SELECT * FROM "{name}"'))]  # noqa: S608
    assert [word for word in CANARY for row in rows if word in row] == []


def test_the_chairman_has_heard_a_citizen_when_the_marks_are_the_same_and_the_matter_too(room: Room):
    case_id = room.office.register(LAND).case_id
    room.office.classify(case_id, COMPLAINT)
    with room.office.look() as session:
        assert received.received(session, case_id) is None
    attached = CHI | {"outcome": "attached", "case_number": "1/2026"}
    room.take(room.today(), attached)  # an officer received
    room.take(room.sitting(duty="party_secretary", receiver_id="", receiver="Bí thư"), attached)
    with room.office.look() as session:
        assert received.received(session, case_id) is None
    other = {"full_name": "Lê Văn Khác", "phone": "0987654321", "identity_number": "040111222333"}
    room.take(room.sitting(), attached | other | {"address": "Khối 9"})
    with room.office.look() as session:
        assert received.received(session, case_id) is None
    visit = room.take(room.sitting(), attached)
    with room.office.look() as session:
        found = received.received(session, case_id)
    assert (found.visit_id, found.kind) == (visit.id, "periodic")


def test_a_reception_about_another_matter_is_told_apart(room: Room):
    case_id = room.office.register(FLOOD).case_id
    room.take(room.sitting(), EXPLAINED)
    with room.office.look() as session:
        assert [each.about_this for each in received.by_chairman(session, case_id)] == [False]
        assert received.received(session, case_id) is None


def stripped(page: str) -> str:
    """Leave out what differs from one drawing of a page to the next: tokens and keys."""
    return re.sub(r'(csrf[^"]*"\s*(?:value|content)=|name="key" value=)"[^"]*"', "", page)
