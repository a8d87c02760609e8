"""The reception room behind its web door: sittings planned and held, visits taken down without script."""

import datetime as dt
import re
from html import unescape
from uuid import UUID, uuid4

from sqlalchemy import select

from db.models import ReceptionAssignment, ReceptionSession, ReceptionVisit, Run, Task
from tests.web.deskwork import Desk

CHI = {
    "petitioner_kind": "person",
    "full_name": "Nguyễn Thị Chi",
    "phone": "0912345678",
    "identity_number": "040123456789",
    "address": "Khối 3, phường Trường Vinh",
    "capacity": "self",
    "people": "1",
    "times": "1",
    "matter": "Đường khối 3 ngập nước sau mưa",
    "visit_summary": "Đường khối 3 ngập sâu nửa mét",
    "visit_request": "Sửa cống thoát nước",
    "visit_kind": "unclassified",
    "read_back": "true",
    "signed": "signature",
}
EXPLAINED = CHI | {
    "visit_kind": "recommendation",
    "outcome": "explained",
    "explanation": "Đã giải thích lịch sửa cống",
}
PETITION = CHI | {"outcome": "petition"}
SECRET = CHI | {
    "full_name": "Phạm Kín Đáo",
    "phone": "0933000111",
    "identity_number": "040099887766",
    "address": "Ngõ Vắng, khối 9",
    "matter": "Cán bộ địa chính nhận tiền",
    "visit_summary": "Ông X nhận hai mươi triệu",
    "visit_request": "Xử lý người vi phạm",
    "visit_kind": "denunciation",
    "outcome": "explained",
    "explanation": "Đã hướng dẫn viết đơn tố cáo",
}
CANARY = (
    "Phạm Kín Đáo", "0933000111", "040099887766", "Ngõ Vắng", "nhận tiền", "hai mươi triệu",
)  # fmt: skip


class Room:
    """The reception room of the ward: what its people do at their screens."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.office = desk.office
        self.oanh = desk.browser("oanh")
        self.long = desk.browser("long")

    def later(self, day: dt.date, hour: int = 9) -> None:
        """Let time pass until a day, let the clock look, and let everybody sign in again."""
        self.office.until(day, hour)
        self.office.sweep()
        self.oanh, self.long = self.desk.browser("oanh"), self.desk.browser("long")

    def plan(self, who=None, **typed: str):
        """Ask for a sitting; gives the answer."""
        fields = {
            "kind": "periodic",
            "duty": "chairman",
            "on": "2026-08-03",
            "place": "Phòng tiếp công dân",
            "receiver_id": str(self.office.long.person_id),
        }
        return (who or self.oanh).post("/receptions/calendar", fields | typed)

    def sitting(self, **typed: str) -> UUID:
        """Plan a sitting that may be planned."""
        answer = self.plan(**typed)
        assert answer.status_code == 303, unescape(answer.text)
        return UUID(answer.headers["Location"].rpartition("/")[2])

    def today(self, who=None) -> UUID:
        """Open today's regular sitting."""
        answer = (who or self.oanh).post("/receptions/today")
        assert answer.status_code == 303
        return UUID(answer.headers["Location"].rpartition("/")[2])

    def send(self, sitting: UUID, typed: dict[str, str], who=None, **changed: str):
        """Send the one screen of a visit; gives the answer."""
        return (who or self.oanh).post(
            f"/receptions/sittings/{sitting}", {"key": str(uuid4()), **typed, **changed}
        )

    def take(self, sitting: UUID, typed: dict[str, str], who=None, **changed: str) -> ReceptionVisit:
        """Take down a visit that nothing is wrong with."""
        answer = self.send(sitting, typed, who, **changed)
        assert answer.status_code == 303, told(answer)
        return self.visits()[-1]

    def register(self, visit: ReceptionVisit) -> UUID:
        """Register the petition of a visit as the counter's screen offers it; gives the case."""
        shown = self.oanh.get(f"/counter/{visit.draft_id}").text
        assert "Nguyễn Thị Chi" in unescape(shown)
        answer = self.oanh.post(f"/counter/{visit.draft_id}", {**fields(shown), "act": "later"})
        assert answer.status_code == 303, told(answer)
        return self.visit(visit.id).case_id

    def visits(self) -> list[ReceptionVisit]:
        with self.office.look() as session:
            return list(session.scalars(select(ReceptionVisit).order_by(ReceptionVisit.id)))

    def visit(self, visit_id: UUID) -> ReceptionVisit:
        with self.office.look() as session:
            return session.get_one(ReceptionVisit, visit_id)

    def held(self, sitting: UUID) -> ReceptionSession:
        with self.office.look() as session:
            return session.get_one(ReceptionSession, sitting)

    def work(self) -> list[ReceptionAssignment]:
        with self.office.look() as session:
            return list(session.scalars(select(ReceptionAssignment).order_by(ReceptionAssignment.position)))

    def run(self, run_id: UUID) -> Run:
        with self.office.look() as session:
            return session.get_one(Run, run_id)

    def task(self, node: str, run_id: UUID) -> Task:
        with self.office.look() as session:
            return session.scalars(
                select(Task).where(Task.run_id == run_id, Task.node == node, Task.state == "open")
            ).one()

    def letter(self, case_id: UUID, who) -> None:
        """Let the open letter of a reception be drafted and signed."""
        self.office.does(who, "rp_draft", case_id, title="Văn bản", body="Nội dung văn bản")
        self.office.does(self.office.long, "rp_sign", case_id, letter_outcome="sign")


def told(answer) -> str:
    """Read what a page says is wrong."""
    summary = re.search(r'class="error-summary".*?</div>', answer.text, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", unescape(summary[0] if summary else answer.text))


def fields(page: str) -> dict[str, str]:
    """Read what a browser would send back from the counter's screen."""
    form = page.split('id="counter"', 1)[1].split("</form>", 1)[0]
    said = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name, value = (re.search(rf'\b{each}="([^"]*)"', tag) for each in ("name", "value"))
        if not name or (re.search(r'type="(checkbox|radio)"', tag) and " checked" not in tag):
            continue
        if 'type="file"' not in tag and name[1] != "csrf_token":
            said[name[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        said[name] = chosen[1] if chosen else ""
    areas = re.findall(r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    return said | {name: unescape(text) for name, text in areas}
