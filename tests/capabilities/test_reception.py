"""What the office can do for citizens whom it receives, each test named after the capability it shows."""

import datetime as dt
from html import unescape

import pytest

from db.models import Watch
from tests.office import COMPLAINT, LAND
from tests.receptions.room import CHI, EXPLAINED, PETITION, Room, told
from tests.web.deskwork import Desk, desk
from tests.web.filed import readable

__all__ = ["desk"]


@pytest.fixture
def room(desk: Desk) -> Room:
    return Room(desk)


def page(person, path: str) -> str:
    answer = person.get(path)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_s01_each_sitting_keeps_day_place_receiver_form_and_minutes(room: Room):
    sitting = room.sitting(online="true", hours="7:30–11:30")
    visit = room.take(sitting, EXPLAINED)
    kept = room.held(sitting)
    assert (kept.held_on, kept.place, kept.online) == (dt.date(2026, 8, 3), "Phòng tiếp công dân", True)
    assert kept.receiver == "Chủ tịch Hồ Đức Long"
    minutes = page(room.oanh, f"/receptions/visits/{visit.id}/minutes")
    assert "BIÊN BẢN GHI NỘI DUNG TIẾP CÔNG DÂN" in minutes
    assert "Đường khối 3 ngập sâu nửa mét" in minutes
    assert "đã được đọc lại" in minutes


def test_s02_the_calendar_tells_planned_from_held_from_missed_and_what_the_law_still_asks(room: Room):
    room.take(room.sitting(), EXPLAINED)
    room.sitting(on="2026-08-04")
    room.sitting(kind="regular", duty="officer", receiver_id="", receiver="Bà Nguyễn Thị Oanh")
    room.later(dt.date(2026, 8, 10))
    shown = page(room.oanh, "/receptions/calendar")
    assert "đã tổ chức" in shown
    assert "chưa ghi kết quả" in shown
    assert "2 ngày một tháng" in shown
    assert "còn phải tiếp 1 ngày" in shown
    room.later(dt.date(2026, 9, 1))
    assert "thiếu 1 ngày" in page(room.oanh, "/receptions/calendar?month=2026-08")


def test_s02_a_moved_and_a_cancelled_sitting_are_published_with_their_reason(room: Room):
    moved, cancelled = room.sitting(on="2026-08-05"), room.sitting(on="2026-08-06")
    assert room.oanh.post(f"/receptions/sittings/{moved}/move", {"to": "07/08/2026"}).status_code == 422
    room.oanh.post(
        f"/receptions/sittings/{moved}/move", {"to": "07/08/2026", "reason": "Chủ tịch họp tại tỉnh"}
    )
    room.oanh.post(f"/receptions/sittings/{cancelled}/skip", {"reason": "Bão số 4"})
    public = page(room.desk.browser("oanh"), "/schedule")
    assert "dời từ ngày 05/08/2026: Chủ tịch họp tại tỉnh" in public
    assert "Không tổ chức: Bão số 4" in public


def test_s03_a_visit_opens_a_petition_that_nobody_types_twice(room: Room):
    visit = room.take(room.today(), PETITION)
    assert visit.case_id is None
    assert "đơn chưa đăng ký xong" in page(room.oanh, "/receptions?loose=1")
    case_id = room.register(visit)
    case = room.office.case(case_id)
    assert (case.state, case.kind) == ("open", "unclassified")
    assert room.visit(visit.id).petition_id is not None
    assert "(0)" in page(room.oanh, "/receptions?loose=1")


def test_s03_a_visit_is_attached_to_a_case_in_the_same_screen_or_afterwards(room: Room):
    case_id = room.office.register(LAND).case_id
    room.office.classify(case_id, COMPLAINT)
    sitting = room.today()
    earlier = room.oanh.post(f"/receptions/sittings/{sitting}/earlier", CHI)
    assert "1/2026" in unescape(earlier.text)
    filled = room.oanh.post(f"/receptions/sittings/{sitting}", CHI | {"attach": "1/2026"})
    assert 'name="case_number" value="1/2026"' in filled.text.replace("\n", " ") or "1/2026" in filled.text
    same = room.take(sitting, CHI, outcome="attached", case_number="1/2026", answer_owed="true")
    assert same.case_id == case_id
    later = room.take(sitting, EXPLAINED)
    room.oanh.post(f"/receptions/visits/{later.id}/attach", {"case_number": "1/2026"})
    assert room.visit(later.id).case_id == case_id


def test_s03_a_case_that_does_not_exist_is_told_at_its_field(room: Room):
    answer = room.send(room.today(), CHI, outcome="attached", case_number="77/2026")
    assert answer.status_code == 422
    assert "Không có vụ việc nào mang số này" in told(answer)
    assert room.visits() == []


def test_s04_people_visits_cases_and_crowds_are_counted_separately_with_their_definitions(room: Room):
    case_id = room.office.register(LAND).case_id
    room.office.classify(case_id, COMPLAINT)
    sitting = room.today()
    group = {
        "petitioner_kind": "group",
        "people": "12",
        "representatives.0.full_name": "Nguyễn Thị Chi",
        "representatives.1.full_name": "Trần Văn Ba",
    }
    room.take(sitting, CHI, outcome="attached", case_number="1/2026", **group)
    room.take(sitting, CHI, outcome="attached", case_number="1/2026", times="2")
    room.take(sitting, EXPLAINED)
    shown = page(room.oanh, "/receptions")
    cells = shown.split("Tổng", 1)[1] if "Tổng" in shown else shown
    row = [part.split("<")[0] for part in cells.split('class="figure">')[1:8]]
    assert [int(cell) for cell in row] == [1, 3, 14, 1, 0, 1, 0]
    assert "một người đến hai lần là hai lượt" in shown
    assert "đoàn đông người" in shown


def test_s05_a_council_has_dated_members_and_a_history_of_every_change(room: Room):
    hoa = room.desk.browser("hoa")
    hoa.post(
        "/receptions/bodies",
        {"name": "Hội đồng tiếp công dân", "decision": "05/QĐ-UBND ngày 02/7/2025", "since": "2025-07-02"},
    )
    shown = page(hoa, "/receptions/bodies")
    body = shown.split("/receptions/bodies/")[1].split("/")[0]
    for name, part in (("Hồ Đức Long", "head"), ("Nguyễn Văn Tư", "member")):
        hoa.post(
            f"/receptions/bodies/{body}/join",
            {"name": name, "part": part, "since": "2025-07-02", "decision": "05/QĐ-UBND"},
        )
    shown = page(hoa, "/receptions/bodies")
    member = shown.split("Nguyễn Văn Tư")[1].split("/members/")[1].split("/")[0]
    hoa.post(f"/receptions/bodies/members/{member}/leave", {"until": "2026-07-31"})
    shown = page(hoa, "/receptions/bodies")
    assert "Mọi thay đổi: 3" in shown
    assert "Nguyễn Văn Tư thôi tham gia, ngày cuối" in shown
    assert "người ghi: Phan Thị Hòa" in shown
    assert room.oanh.post("/receptions/bodies", {"name": "Ban khác"}).status_code == 403


def test_s06_chairman_and_party_secretary_are_counted_apart_and_by_name(room: Room):
    room.take(room.sitting(), EXPLAINED)
    room.take(room.sitting(duty="party_secretary", receiver_id="", receiver="Bí thư Lê Văn Tám"), EXPLAINED)
    shown = page(room.long, "/receptions/calendar")
    assert "Chủ tịch Hồ Đức Long: 1 ngày" in shown
    assert "Bí thư Lê Văn Tám: 1 ngày" in shown


def test_s06_no_deputy_stands_in_for_the_leader_in_a_periodic_sitting_since_july_2026(room: Room):
    kien = str(room.office.kien.person_id)
    refused = room.plan(duty="deputy", receiver_id=kien)
    assert refused.status_code == 422
    assert "Từ ngày 01/07/2026 không ai được tiếp thay người đứng đầu" in told(refused)
    assert "136/2025/QH15" in told(refused)
    assert room.plan(duty="chairman", receiver_id=kien).status_code == 422
    assert room.plan(kind="regular", duty="deputy", receiver_id=kien).status_code == 303


def test_s06_before_july_2026_a_deputy_could_stand_in(room: Room):
    kien = str(room.office.kien.person_id)
    assert room.plan(duty="deputy", receiver_id=kien, on="2026-06-30").status_code == 303


def test_s07_the_receipt_lists_every_paper_that_was_taken(room: Room):
    papers = {
        "documents.0.title": "Quyết định 12/QĐ-UBND",
        "documents.0.pages": "3",
        "documents.0.form": "copy",
        "documents.0.condition": "rách góc",
    }
    visit = room.take(room.today(), EXPLAINED, **papers)
    receipt = page(room.oanh, f"/receptions/visits/{visit.id}/receipt")
    for words in ("Mẫu số 02", "GIẤY BIÊN NHẬN", "Quyết định 12/QĐ-UBND", "rách góc", "Bản sao"):
        assert words in receipt


@pytest.mark.parametrize(
    ("people", "representatives", "accepted"),
    [(4, 0, True), (5, 0, False), (5, 1, True), (10, 2, True), (10, 3, False), (11, 5, True), (11, 6, False)],
)
def test_s08_a_group_is_heard_through_as_many_representatives_as_the_rules_allow(
    room: Room, people, representatives, accepted
):
    named = {f"representatives.{n}.full_name": f"Người thứ {n}" for n in range(representatives)}
    answer = room.send(room.today(), EXPLAINED, petitioner_kind="group", people=str(people), **named)
    assert (answer.status_code == 303) is accepted


def test_s08_an_organisation_is_received_under_its_name(room: Room):
    visit = room.take(
        room.today(), EXPLAINED, petitioner_kind="organisation", organisation_name="Hợp tác xã Bình Minh"
    )
    assert visit.petitioner_kind == "organisation"
    assert "Hợp tác xã Bình Minh – Nguyễn Thị Chi" in page(room.oanh, "/receptions")


def test_the_register_is_printed_and_handed_out_in_its_official_columns(room: Room):
    room.take(room.today(), EXPLAINED)
    for path in ("/receptions/print", "/receptions/register.xlsx"):
        answer = room.oanh.get(path, buffered=True)
        text = readable(answer)
        for words in ("Nguyễn Thị Chi", "040123456789", "Đường khối 3 ngập nước", "Số lần tiếp"):
            assert words in text


def test_s42_a_prolonged_case_whose_citizen_the_chairman_never_received_is_proposed_for_a_reception(
    room: Room,
):
    case_id = room.office.register(LAND).case_id
    room.office.classify(case_id, COMPLAINT)
    assert "Chủ tịch chưa tiếp" not in page(room.long, "/receptions/calendar")
    with room.office.work() as session:
        session.add(watched(room, case_id))
    assert "Chủ tịch chưa tiếp: 1 vụ việc" in page(room.long, "/receptions/calendar")
    room.take(room.sitting(), CHI, outcome="attached", case_number="1/2026")
    assert "Chủ tịch chưa tiếp" not in page(room.long, "/receptions/calendar")


def watched(room: Room, case_id) -> Watch:
    """Put a case on the watchlist, as its review would."""
    return Watch(
        case_id=case_id,
        authority_id=room.office.authority_id,
        run_id=room.office.runs(case_id)["complaint_first"].id,
        criteria="old",
        reason=b"",
        since=dt.date(2026, 8, 1),
        by_id=room.office.long.person_id,
        at=room.office.now,
    )
