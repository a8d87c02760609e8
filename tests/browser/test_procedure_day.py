"""A procedure is drawn, mended, tried, reviewed, put in force by a second person, and taken on by a case."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app import clock
from db.models import AuditEntry, Deadline, Run, Timer, Version
from tests.browser import drafts
from tests.browser.conftest import signed_in, watched
from tests.browser.drawing_boards import Board
from tests.browser.person import Person
from tests.browser.story import Story, told
from tests.browser.test_complaint_day import CONTESTED, PETITION
from tests.browser.wards import Ward

PATIENCE = 30_000  # milliseconds: a whole drawing is judged, its scenarios are walked
PROCEDURE = "complaint_first"
STEP = "Mời người khiếu nại xác nhận việc rút đơn"
FORM = LETTER = "dialogue_invitation"
RULE = "KN1.ACCEPT"
WITHDRAWN = re.compile(r"(- deliver: withdrawal\n +answers: .*\n)(?= +then:)")
LATE = "Rút đơn trước khi thụ lý, quá hạn mới xác nhận"
ADDED = (
    f"Thêm bước «{STEP}», sau «Rút đơn trước khi thụ lý», trước «Ghi rút đơn, kết thúc»: người làm Công chức"
    " thụ lý; chuyển đến đơn vị chủ trì; biểu mẫu như ở «Chuẩn bị đối thoại, ghi giấy mời»; văn bản «Giấy mời"
    " – Tham gia đối thoại giải quyết khiếu nại»; căn cứ pháp lý Luật Khiếu nại, Điều 10; người dân đọc «Cơ"
    " quan mời ông/bà đến xác nhận việc rút đơn.»."
)
CHANGES = [
    ADDED,
    f"«{STEP}»: thêm thời hạn 10 ngày làm việc (Luật Khiếu nại, Điều 27).",
    f"«{STEP}»: thêm nhắc việc 3 ngày làm việc trước khi hết hạn «Thụ lý khiếu nại lần đầu».",
    "Kịch bản «Rút khiếu nại trước khi thụ lý» đã đổi: các việc xảy ra.",
    f"Thêm kịch bản «{LATE}».",
]
READY = "Không có gì ngăn việc phê duyệt phiên bản này."
FORGED = """form => {
  form.action = form.action.replace('withdraw', 'approve');
  form.insertAdjacentHTML('beforeend', '<input name="on" value="4/8/2026">');
  form.submit();
}"""


@pytest.fixture
def an(browser: Browser, ward: Ward) -> Iterator[Person]:
    """The administrator, who draws: of all that is done here only the drawing board needs script."""
    with signed_in(browser, ward, "an", patience=PATIENCE) as context, watched(context) as page:
        yield Person(page, ward.address, "an")


def test_a_procedure_is_drawn_reviewed_put_in_force_and_taken_on(browser: Browser, ward: Ward, an: Person):
    with told(browser, ward, lan="vi", oanh="vi", long="vi") as story:
        story.lan.page.set_default_timeout(PATIENCE)
        _drawn(an, ward)
        _mended(an)
        _walked(an)
        _rehearsed(an)
        _sent(an)
        _read(story.lan, an)
        _answered(story.lan, an)
        _refused_to_its_author(an, ward)
        _approved(story.lan)
        old = _accepted(story)
        waiting = story.case
        story.passes(clock.today() + dt.timedelta(days=1))
        assert _accepted(story) == _draft(an) != old
        story.case = waiting
        _taken_over(story, an)


def _drawn(an: Person, ward: Ward) -> None:
    """An copies what is in force and draws a step into it, with all that the panel offers for it."""
    an.go_to(f"/procedures/{drafts.in_force(ward.database, PROCEDURE)}")
    an.press("Sửa thành bản nháp mới")
    board = Board(an.page)
    board.ready()
    board.pick("cf_accept_withdrawal")
    board.make("step")
    board.field("Tên").fill(STEP)
    for label, value in {
        "Biểu mẫu": FORM, "Vai trò": "officer", "Vào khay của ai": "lead_unit", "Văn bản": LETTER,
        "Văn bản pháp luật": "02/2011/QH13", "Thời hạn theo luật cần thêm": RULE,
    }.items():  # fmt: skip
        board.field(label).select_option(value)
    board.act("Thêm thời hạn")
    board.act("Thêm nhắc việc")
    board.field("Điều, khoản").fill("10")
    board.field("Bằng tiếng Việt").fill("Cơ quan mời ông/bà đến xác nhận việc rút đơn.")
    board.field("Bằng tiếng Anh").fill("The office asks you to confirm that you withdraw.")


def _mended(an: Person) -> None:
    """He takes the role away, is told so at the step, and mends it from there."""
    board = Board(an.page)
    board.field("Vai trò").select_option("")
    expect(board.page.locator(".gate-mark")).to_have_text("1", timeout=PATIENCE)
    said = board.marks.locator("[data-rule=user-task]")
    expect(said).to_contain_text("Bước chưa có vai trò: chưa nói ai làm.")
    board.pick("cf_acceptance")
    said.get_by_role("button", name="Chọn: Vai trò").click()
    expect(board.field("Vai trò")).to_be_focused()
    expect(board.field("Tên")).to_have_value(STEP)
    board.field("Vai trò").select_option("officer")
    expect(board.page.locator(".gate-mark")).to_have_count(0, timeout=PATIENCE)
    board.save()


def _walked(an: Person) -> None:
    """The scenario that went there goes astray at the new step; by hand it is told to do it."""
    an.go_to(f"/procedures/{_draft(an)}/scenarios")
    expect(an.page.locator(".verdict")).to_contain_text("đi lạc: 1")
    astray = an.page.locator("#scenarios tr", has_text="đi lạc")
    expect(astray.get_by_role("link", name=STEP)).to_have_attribute("href", "#at-cf_step_1")
    expect(astray).to_contain_text(f"{STEP}: Quy trình đang chờ ở đây; kịch bản không nói vậy.")
    an.page.get_by_role("link", name="scenarios/stopped.yaml", exact=True).last.click()
    box = an.page.locator("#text")
    box.fill(WITHDRAWN.sub(r"\1    - complete: cf_step_1\n", box.input_value()))
    an.press("Lưu và chạy thử")
    an.expect_no_errors()
    expect(an.page.locator(".verdict")).to_contain_text("tất cả dẫn đúng nơi đã ghi")
    expect(an.page.locator(".verdict")).to_contain_text("Chưa kịch bản nào đi qua: Đã quá hạn; Báo lãnh đạo")


def _rehearsed(an: Person) -> None:
    """What no scenario passes is played: the day is over, the leader is told, then the step is done."""
    an.go_to(f"/procedures/{_draft(an)}")
    an.press("Diễn tập")
    an.press("Rút đơn trước khi thụ lý")
    an.fill(to=clock.today() + dt.timedelta(days=30))
    an.press("Vặn đồng hồ")
    assert "Ngày 30: chưa ai làm gì. Đã quá một thời hạn; việc nằm trên bàn lãnh đạo." in an.text()
    assert "Bàn lãnh đạo: quá hạn Thụ lý khiếu nại lần đầu, ngày cuối là 17/08/2026" in an.text()
    an.page.locator(".rehearsal-step", has_text=STEP).get_by_role("button").click()
    expect(an.page.get_by_text("Quy trình đã kết thúc.")).to_be_visible(timeout=PATIENCE)
    an.open("Ghi thành kịch bản")
    an.fill(name=LATE)
    an.press("Ghi vào bản thảo")
    an.expect_no_errors()
    expect(an.page.locator(".verdict")).to_contain_text("Đã đi qua 95 trong 95 phần tử.")


def _sent(an: Person) -> None:
    """An sends it to be reviewed."""
    an.go_to(f"/procedures/{_draft(an)}/review")
    an.press("Gửi thẩm định")
    an.expect_no_errors()


def _read(lan: Person, an: Person) -> None:
    """Lan reads what changes, sentence by sentence, and asks; while that is open nobody approves."""
    lan.go_to(f"/procedures/{_draft(an)}/review")
    assert lan.page.locator(".change > div > p:first-child").all_inner_texts() == CHANGES
    assert lan.page.locator("#checklist .lead").inner_text() == READY
    lan.open("Ý kiến", within="#change-1")
    lan.fill(text="Người rút đơn có phải đến không?")
    lan.press("Gửi ý kiến")
    lan.press("Phê duyệt")
    assert "ý kiến chưa giải quyết: 1." in lan.page.locator(".error-summary").inner_text()


def _answered(lan: Person, an: Person) -> None:
    """An answers at the step to which the comment is pinned; Lan settles it."""
    an.page.reload()
    expect(an.page.locator("#comment-A").get_by_role("link", name=STEP)).to_be_visible()
    an.page.locator("#comment-A summary").click()
    an.page.locator("#reply-A").fill("Không đến được thì cán bộ đến nhà.")
    an.press("Gửi trả lời")
    lan.go_to(f"/procedures/{_draft(an)}/review")
    assert "Không đến được thì cán bộ đến nhà." in lan.text()
    lan.press("Đã giải quyết")


def _refused_to_its_author(an: Person, ward: Ward) -> None:
    """An finds no button; a form that he forges is refused, and that he tried is on record."""
    an.page.reload()
    expect(an.page.get_by_role("button", name="Phê duyệt", exact=True)).to_have_count(0)
    with an.page.expect_navigation():
        an.page.locator("form[action*='/review/withdraw']").evaluate(FORGED)
    assert "người khác phải thẩm định" in an.page.locator(".error-summary").inner_text()
    with ward.database.reading() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        assert (last.tag, last.actor_id) == ("procedure.refused", ward.person_id("an"))
        assert last.facts["act"] == "approve"
        assert session.get_one(Version, _draft(an)).state == "in_review"


def _approved(lan: Person) -> None:
    """Lan approves for tomorrow, and offers it to the cases under way."""
    lan.fill(transition="offer")
    lan.press("Phê duyệt")
    lan.expect_no_errors()
    assert "Đã phê duyệt. Phiên bản có hiệu lực khi bắt đầu ngày đã chọn" in lan.text()


def _accepted(story: Story) -> UUID:
    """Oanh lodges a complaint, Long accepts it; gives the version on which it runs."""
    story.lodge(PETITION, contested_document=CONTESTED, contested_known_on=clock.today())
    said = {"acceptance": "accept", "variant": "normal", "accepted_items": True}
    story.step("long", "Quyết định thụ lý hoặc không thụ lý", accepted_on=clock.today(), **said)
    return _run(story)[0]


def _run(story: Story) -> tuple[UUID, bytes, list[object], list[object]]:
    """Read how the case runs: on which version, its state as it is stored, its limits and its timers."""
    with story.ward.database.reading() as session:
        case_id = story.case_id(session)
        run = session.scalars(select(Run).where(Run.case_id == case_id, Run.procedure == PROCEDURE)).one()
        due = select(Deadline.rule, Deadline.due_on).where(Deadline.case_id == case_id)
        timers = select(Timer.node, Timer.due_at).where(Timer.run_id == run.id)
        rows = [sorted(map(tuple, session.execute(each))) for each in (due, timers)]
        return run.version_id, run.state, *rows


def _taken_over(story: Story, an: Person) -> None:
    """An tries the waiting case on a copy, takes it over, and puts it back: byte for byte as it was."""
    before, version = _run(story), _draft(an)
    an.go_to(f"/procedures/{_draft(an)}/migration")
    an.press("Thử từng vụ việc trên bản sao")
    row = an.page.locator("tbody tr", has_text=story.case)
    expect(row).to_contain_text("An toàn")
    an.press("Chuyển các vụ việc đã chọn")
    expect(row).to_contain_text("Đã chuyển")
    taken = _run(story)
    assert (taken[0], taken[2:]) == (version, before[2:]), "no limit moved, no timer"
    row.get_by_role("link").click()
    an.press("Đưa về nguyên trạng")
    assert _run(story) == before


def _draft(an: Person) -> UUID:
    """Find the version by the page that is open."""
    return UUID(re.search(r"/procedures/([0-9a-f-]{36})", an.page.url)[1])
