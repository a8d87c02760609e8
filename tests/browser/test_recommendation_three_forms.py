"""A recommendation from the counter to its answer: three forms change the case, then the clerk sends."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Response
from sqlalchemy import select

from app.casework.audit import first_broken
from db.models import Case, Letter
from tests.browser.story import Story, told

PETITION = {
    "petitioner_kind": "person",
    "full_name": "Lê Văn Bảy",
    "phone": "0900000077",
    "identity_number": "040061000077",
    "address": "Số 7, đường Nguyễn Du, Khối 5, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "matter": "Kiến nghị sửa cống thoát nước đường Nguyễn Du",
    "content_items.0.text": "Cống tắc, đường ngập sâu nửa mét sau mưa",
    "content_items.0.request": "Nạo vét, sửa cống",
    "place": "Khối 5",
    "respondent_position": "none",
    "gives_opinion": True,
    "field": "roads_infrastructure",
}


ANSWER = {"result": "agree", "action_taken": "Đã nạo vét, thay nắp cống xong trong tuần."}


def test_three_posted_forms_lead_from_the_counter_to_the_signed_answer(browser, ward):
    with told(browser, ward, oanh="vi", kien="vi", long="en", van="en") as story:
        moves = _watch(story, "oanh", "kien", "long", "van")
        story.lodge(PETITION)  # the counter's screen is sent once; before it, the tables propose
        story.step("kien", "Xem xét và soạn trả lời", "submit", gaps="đã nêu ở trên", **ANSWER)
        _signed(story)
        assert [path.split("/")[1] for path in moves] == ["counter", "tasks", "signing"]
        with ward.database.reading() as session:
            case = session.scalars(select(Case)).one()
            letter = session.scalars(select(Letter)).one()
        assert (case.state, case.closed_as, letter.state) == ("closed", "answered", "numbered")

        _sent(story)
        with ward.database.reading() as session:
            assert session.scalars(select(Letter.state)).one() == "sent"
            assert first_broken(session, case.id) is None


def _watch(story: Story, *logins: str) -> list[str]:
    """List the posted forms after which the one case of the ward has moved: its audit chain is longer."""
    moves: list[str] = []
    length = [0]

    def look(answer: Response) -> None:
        if answer.request.method != "POST":
            return
        with story.ward.database.reading() as session:
            now = session.scalar(select(Case.audit_length)) or 0
        if now != length[0]:
            moves.append(urlsplit(answer.url).path)
            length[0] = now

    for login in logins:
        getattr(story, login).page.on("response", look)
    return moves


def _signed(story: Story) -> None:
    """The leader ticks the answer in the list of those that may be signed together."""
    long = story.long
    long.go("To sign")
    long.page.get_by_label(f"Choose the answer in case {story.case}").check()
    long.press("Sign the chosen answers")
    assert "Letters signed and on their way: 1." in long.text()


def _sent(story: Story) -> None:
    """The clerk ticks the numbered letter in the tray and records it as sent."""
    van = story.van
    van.go("Letters")
    van.page.locator("main table [name=chosen]").check()
    van.press("Record the chosen letters as sent")
    assert "Letters recorded as sent: 1." in van.text()
