"""A complaint goes into its second round from the page of the first, whose ruling then waits."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from app import clock
from app.demo import complaints
from db.models import Case, CaseLink, Deadline, Milestone
from tests.browser import wards
from tests.browser.story import Story, told


def test_a_complaint_goes_to_its_second_round(browser, ward):
    number = wards.played(ward, complaints.taking_effect, "complaint")
    with told(browser, ward, kien="vi", long="vi", van="vi") as story:
        first, story.case = number, number
        story.case = _begun(story)
        _accepted(story)
        _the_first_ruling_waits(story, first)


def _begun(story: Story) -> str:
    kien = story.kien
    with story.ward.database.reading() as session:
        case_id = story.case_id(session)
    kien.go_to(f"/cases/{case_id}")
    kien.open("Giải quyết khiếu nại lần hai")
    kien.fill(received_on=clock.today(), channel="counter", why_again="Không đồng ý với đơn giá")
    kien.shoot("second-begun")
    kien.press("Bắt đầu")
    kien.expect_no_errors()
    with story.ward.database.reading() as session:
        tie = session.scalars(
            select(CaseLink).where(CaseLink.to_id == case_id, CaseLink.kind == "second-of")
        ).one()
        case = session.get_one(Case, tie.from_id)
        return f"{case.number}/{case.year}"


def _accepted(story: Story) -> None:
    today = clock.today()
    story.step(
        "kien", "Kiểm tra điều kiện khiếu nại lần hai",
        first_state="decided", first_ruling_number="1/QĐ-UBND", first_ruling_on=today - dt.timedelta(days=5),
        first_settler="Chủ tịch UBND phường", first_ruling_received_on=today - dt.timedelta(days=3),
        filed_on=today, filing="in_time",
    )  # fmt: skip
    story.step(
        "long", "Quyết định thụ lý hoặc không thụ lý",
        acceptance="accept", accepted_on=today, variant="normal", accepted_items=True,
    )  # fmt: skip
    story.letter_goes_out("kien")
    assert story.due("KN2.SETTLE") >= today + dt.timedelta(days=45)


def _the_first_ruling_waits(story: Story, first: str) -> None:
    second, story.case = story.case, first
    with story.ward.database.reading() as session:
        case_id = story.case_id(session)
        names = set(session.scalars(select(Milestone.name).where(Milestone.case_id == case_id)))
        effect = select(Deadline.state).where(Deadline.case_id == case_id, Deadline.rule == "KN.EFFECT")
        assert "contested" in names
        assert session.scalars(effect).one() == "ended"
    story.kien.go_to(f"/cases/{case_id}")
    assert second in story.kien.text()
