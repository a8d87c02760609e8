"""A denunciation from the counter to publication: its receiver, the team head and the leader at real pages.

Nobody else learns that it exists; what a team member sees is the working copy without the denouncer.
"""

from __future__ import annotations

import datetime as dt

from app import clock
from tests.browser.story import Story, told

NAME, PHONE, NUMBER = "Cao Thị Mận", "0977123987", "040191002233"
PETITION = {
    "petitioner_kind": "person",
    "full_name": NAME,
    "phone": PHONE,
    "identity_number": NUMBER,
    "address": "Khối Yên Sơn, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "matter": "Tố cáo cán bộ nhận tiền",
    "content_items.0.text": f"Ông Bùi Văn Tý nhận 5.000.000 đồng của {NAME} để làm nhanh hồ sơ",
    "content_items.0.request": "Xử lý",
    "respondent_position": "commune_staff",
    "respondent_name": "Bùi Văn Tý",
    "accuses_person_of_violation": True,
    "field": "official_conduct",
}
TOLD_WITHOUT = "Ông Bùi Văn Tý nhận 5.000.000 đồng để làm nhanh hồ sơ"
SIGNED, SENT = "Ký văn bản", "Vào sổ, gửi theo chế độ mật"


def test_a_denunciation_goes_from_the_counter_to_publication_and_stays_sealed(browser, ward):
    with told(browser, ward, oanh="vi", kien="vi", long="vi", hoa="vi", van="vi", citizen="vi") as story:
        code = _lodged(story)
        _accepted(story)
        _verified(story)
        _concluded(story)
        _published(story)
        _nobody_else_learns_of_it(story)
        story.citizen.go_to("/status")
        story.citizen.fill(code=code.lower())
        story.citizen.press("Xem tình trạng")
        assert NAME not in story.citizen.text()


def _lodged(story: Story) -> str:
    return story.lodge(PETITION).page.locator(".code-word").inner_text()


def _accepted(story: Story) -> None:
    """Oanh checks, Long accepts, Oanh tells the contents without the denouncer; both are told of it."""
    story.step(
        "oanh", "Kiểm tra ban đầu",
        denunciation_round="first", identity_state="confirmed", evidence_state="definite",
        within_competence="ours", check_result="Đủ điều kiện",
    )  # fmt: skip
    story.step(
        "long", "Quyết định hướng xử lý",
        check_outcome="accept", checked_on=clock.today(), variant="normal", accepted_items=True,
    )  # fmt: skip
    story.step(
        "oanh", "Che thông tin người tố cáo",
        **{"contents.0.summary": TOLD_WITHOUT, "contents.0.summary_request": "Xử lý", "looked": True},
    )  # fmt: skip
    for _letter in ("quyết định thụ lý", "báo người tố cáo", "báo người bị tố cáo"):
        _letter_goes_out(story)


def _letter_goes_out(story: Story) -> None:
    story.step("oanh", "Soạn và trình ký", "submit", gaps="theo hồ sơ vụ việc")
    story.step("long", SIGNED, letter_outcome="sign")
    story.step("oanh", SENT, "number", sent_on=clock.today(), via="hand")


def _verified(story: Story) -> None:
    ward, today = story.ward, clock.today()
    story.step(
        "long", "Giao xác minh",
        verify_by="team", team_head=str(ward.person_id("kien")), team_members=[str(ward.person_id("hoa"))],
        verify_content="Xác minh việc nhận tiền", verify_days=10, report_due_on=today + dt.timedelta(days=14),
    )  # fmt: skip
    _letter_goes_out(story)
    story.step("kien", "Lập kế hoạch xác minh", plan="Gặp các bên", secrecy="Dùng bí số B1")
    story.step(
        "kien", "Làm việc với người tố cáo ở nơi được giữ kín",
        meeting_state="met", met_on=today, met_where="outside", met_protected=True,
        meeting_summary="B1 xác nhận nội dung",
    )  # fmt: skip
    story.step(
        "kien", "Người bị tố cáo giải trình",
        explanation_state="oral", explained_on=today, explanation="Có nhận, sẽ trả", content_only=True,
    )  # fmt: skip
    hoa = story.step(
        "hoa", "Thu thập, kiểm tra chứng cứ",
        **{"sessions.0.on": today, "sessions.0.kind": "evidence", "sessions.0.summary": "Thu phiếu thu"},
    )  # fmt: skip
    hoa.go_to(f"/search?q={story.case}")
    assert NAME not in hoa.page.content()
    story.step(
        "kien", "Báo cáo kết quả xác minh",
        **{
            "findings.0.finding": "right", "findings.0.reasons": "Biên bản đối chất",
            "laws": ["25/2018/QH14"],
            "verification_summary": "Có nhận 5.000.000 đồng", "proposal": "Kỷ luật khiển trách",
            "verified_on": today,
        },
    )  # fmt: skip
    story.step("long", "Xem báo cáo xác minh", review="agree")


def _concluded(story: Story) -> None:
    story.step(
        "oanh", "Lập kết luận nội dung tố cáo",
        result="right", facts="Có nhận 5.000.000 đồng", laws=["25/2018/QH14"],
        conclusion="Nội dung tố cáo đúng", liability="Ông Bùi Văn Tý", measures="Khiển trách; trả lại tiền",
        money_persons_dong="5.000.000", persons=1, people_handled=1, officials_handled=1,
    )  # fmt: skip
    story.step("oanh", "Soạn kết luận, trình ký", "submit", gaps="theo hồ sơ vụ việc")
    story.step("long", "Ký kết luận nội dung tố cáo", letter_outcome="sign", decided_on=clock.today())


def _published(story: Story) -> None:
    today = clock.today()
    story.step("oanh", "Gửi kết luận", sent_on=today, via="hand", sent_to=["denounced", "manager"])
    _letter_goes_out(story)
    story.step(
        "long", "Xử lý theo kết luận",
        actions=["discipline", "recover"], action_summary="Khiển trách", acted_on=today,
    )  # fmt: skip
    published = {
        "mode": "posting", "published_on": today, "published_until": today + dt.timedelta(days=16),
        "publication_place": "Trụ sở", "no_state_secret": True,
    }  # fmt: skip
    oanh = story.oanh
    oanh.open_task(story.case, "Công khai kết luận")
    oanh.fill(publication_text=f"Theo đơn của {NAME}", **published)
    oanh.press("Hoàn thành bước này")
    refused = oanh.page.locator(".error-summary").inner_text()
    assert refused, "the name would have been published"
    story.step("oanh", "Công khai kết luận", publication_text="Kết luận: tố cáo đúng", **published)
    story.step(
        "oanh", "Lập mục lục, lưu hồ sơ", "Đưa vào lưu trữ",
        archive_code="TC-01/2026", archived_on=today, pages=40,
    )  # fmt: skip


def _nobody_else_learns_of_it(story: Story) -> None:
    van = story.van
    for path in ("/letters", "/register", f"/search?q={story.case}", "/search?q=Mận", "/notices"):
        van.go_to(path)
        page = van.page.content()
        assert NAME not in page, path
        assert PHONE not in page, path
