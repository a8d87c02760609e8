"""A land dispute fails its conciliation and is settled by others, in a case tied to the first."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from app import clock
from db.models import Case, CaseLink, Deadline
from tests.browser.story import Story, told

PETITION = {
    "petitioner_kind": "person",
    "full_name": "Nguyễn Thị Chi",
    "phone": "0900000118",
    "identity_number": "040161000118",
    "address": "Số 15, đường Hồ Tùng Mậu, Khối 3, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "matter": "Tranh chấp ranh giới thửa 12 và thửa 13",
    "content_items.0.text": "Hàng xóm lấn 20 m²",
    "content_items.0.request": "Trả lại đất",
    "parcel": "thửa số 12, tờ bản đồ số 45",
    "land_dispute_between_parties": True,
    "field": "land_dispute",
}
MEETING = {
    "meeting": "failed", "present": True, "dispute_summary": "Ranh giới", "origin_noted": "Khai hoang 1990",
    "council_view": "Theo mốc cũ", "points_open": "Không thống nhất mốc", "minutes_signed": True,
}  # fmt: skip


def test_a_land_dispute_fails_conciliation_and_is_settled(browser, ward):
    with told(browser, ward, oanh="vi", hoa="vi", kien="vi", tam="vi", long="vi", van="vi") as story:
        story.lodge(PETITION)
        _not_conciliated(story)
        conciliation, story.case = story.case, _begun(story)
        _settled(story)
        _both_are_on_record(story, conciliation)


def _not_conciliated(story: Story) -> None:
    story.step(
        "long", "Quyết định thụ lý hòa giải",
        acceptance="accept", accepted_on=clock.today(), variant="normal", registry_told=True,
    )  # fmt: skip
    story.letter_goes_out("kien")
    story.step(
        "kien", "Thẩm tra nguồn gốc, quá trình sử dụng đất",
        land_cause="Lấn ranh", land_origin="Khai hoang 1990", land_state="Có hàng rào", land_papers="none",
        inquiry_sources="Các hộ liền kề",
    )  # fmt: skip
    _council(story)
    story.letter_goes_out("kien")
    _met(story, "kien")
    story.letter_goes_out("kien")


def _council(story: Story) -> None:
    long, ward = story.long, story.ward
    long.open_task(story.case, "Chọn thành viên Hội đồng hòa giải")
    while not long.page.locator('[name="council.2.capacity"]').count():
        long.page.locator('button[name="row-add:council"]').click()
    members = {"chair": ("person", ward.person_id("long")), "front": ("name", "Bà Lê Thị Mai")}
    members["land"] = ("person", ward.person_id("kien"))
    for row, (capacity, (field, who)) in enumerate(members.items()):
        long.fill(**{f"council.{row}.capacity": capacity, f"council.{row}.{field}": str(who)})
    long.press("Hoàn thành bước này")
    long.expect_no_errors()


def _met(story: Story, who: str) -> None:
    day = clock.today() + dt.timedelta(days=2)
    story.step(
        who, "Chuẩn bị họp, ghi giấy mời",
        meeting_on=day, meeting_hour="08:00", meeting_place="Nhà văn hóa", invited=True,
    )  # fmt: skip
    story.letter_goes_out(who)
    story.passes(day)
    story.step(who, "Họp, lập biên bản hòa giải", met_on=day, **MEETING)


def _begun(story: Story) -> str:
    """The head of the unit begins the settlement from the page of the conciliation."""
    hoa = story.hoa
    with story.ward.database.reading() as session:
        case_id = story.case_id(session)
    hoa.go_to(f"/cases/{case_id}/begin")
    hoa.shoot("land-begin")
    hoa.open("Giải quyết tranh chấp đất đai")
    hoa.fill(received_on=clock.today(), settlement_wish="Trả lại 20 m² đất")
    hoa.shoot("land-begun")
    hoa.press("Bắt đầu")
    hoa.expect_no_errors()
    with story.ward.database.reading() as session:
        tie = session.scalars(select(CaseLink).where(CaseLink.to_id == case_id)).one()
        assert tie.kind == "conciliation-of"
        case = session.get_one(Case, tie.from_id)
        return f"{case.number}/{case.year}"


def _settled(story: Story) -> None:
    today, ward = clock.today(), story.ward
    story.step(
        "hoa", "Kiểm tra hồ sơ, xác định thẩm quyền",
        failed_minutes="UBND phường, 5/BB", failed_minutes_on=today, land_papers="none",
        chosen_body="committee", dispute_parties="households", route="commune",
    )  # fmt: skip
    story.step(
        "long", "Quyết định thụ lý, giao tham mưu",
        acceptance="accept", accepted_on=today, variant="normal",
        advisory_unit="Phòng Văn hóa - Xã hội", advisory_officer=str(ward.person_id("tam")),
        registry_told=True,
    )  # fmt: skip
    story.letter_goes_out("tam")
    story.step(
        "tam", "Thẩm tra, kiểm tra tại thực địa",
        **{
            "sessions.0.on": today, "sessions.0.people": "Các bên", "sessions.0.summary": "Đã làm việc",
            "site_checked_on": today, "site_found": "Rào lấn 20 m²", "maps_seen": "Bản đồ 299",
            "agencies": "no",
        },
    )  # fmt: skip
    _met(story, "tam")
    story.step(
        "tam", "Lập hồ sơ, báo cáo, phương án",
        dossier=["request", "commune_minutes", "site_minutes", "conciliation_minutes", "report"],
        ruling_kind="settle", result="right", facts="Lấn 20 m²", laws=["31/2024/QH15"],
        conclusion="Yêu cầu có cơ sở", orders="Ông Bình trả 20 m²", land_m2=20, to_execute="yes",
        rights="Khiếu nại hoặc khởi kiện trong 30 ngày",
    )  # fmt: skip
    story.step("tam", "Soạn quyết định, trình ký", "submit", gaps="theo hồ sơ vụ việc")
    story.step("long", "Ký quyết định giải quyết", letter_outcome="sign", decided_on=clock.today())


def _both_are_on_record(story: Story, conciliation: str) -> None:
    story.kien.go_to(f"/search?q={conciliation}")
    with story.ward.database.reading() as session:
        case_id = story.case_id(session)
        settled = session.scalars(
            select(Deadline).where(Deadline.case_id == case_id, Deadline.rule == "DD.GQ.COMMUNE")
        ).one()
        assert settled.kept is True
        number, year = conciliation.split("/")
        first = session.scalars(select(Case).where(Case.number == int(number), Case.year == int(year))).one()
        assert (first.state, first.closed_as) == ("closed", "not_conciliated")
