"""A ward in which denunciations stand in every state, and people who may know of them or may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask

from app.casework import vault
from app.services import events, redactions
from app.services.tasks import Sending
from db.base import new_id
from db.models import Authority, ContentItem, Document, Unit, VaultKey
from tests.casework import denunciations as stage
from tests.casework.complaints import accepted as complaint_accepted
from tests.files import papers
from tests.office import LAND, MONDAY, SINCE, Office
from tests.secrecy.canaries import Canary, Denouncer

__all__ = ["MONDAY", "STATES", "Town"]
MORE = {
    "nhan": ("Lưu Văn Nhận", "justice", "officer", "Chuyên viên"),  # who is denounced
    "dong": ("Mai Văn Đồng", "justice", "officer", "Chuyên viên"),
    "truong": ("Đỗ Thị Trường", "justice", "unit_head", "Trưởng phòng"),
    "lan": ("Lê Thị Lan", "office", "legal_staff", "Pháp chế"),
    "xa": ("Bùi Thị Xa", "elsewhere", "chairman", "Chủ tịch"),
    "bien": ("Vi Văn Biên", "elsewhere", "officer", "Chuyên viên"),
}
KNOWING = frozenset({"oanh", "long"})  # received it; leads the authority
HEAD, MEMBER = "kien", "tam"  # of the team of cases that are verified
ELSEWHERE = frozenset({"xa", "bien"})
TOLD = "Cán bộ nhận tiền của người dân"


class Town:
    """The office of ``tests.office`` with more people, and what was planted in it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.folder = Path()  # of the installation
        self.app: Flask | None = None
        self.cases: dict[str, UUID] = {}
        self.canaries: list[Canary] = []
        self._settle()

    def everybody(self) -> list[str]:
        return ["", *self.office.people]

    def plant(self) -> None:
        """Let a denunciation stand in every state."""
        for number, (name, play) in enumerate(STATES.items()):
            who = Denouncer(name, number)
            self.cases[name] = play(self, who)
            self.canaries += who.canaries()

    def _settle(self) -> None:
        """Let more people move in, unless they live here already."""
        office = self.office
        if "nhan" in office.people:
            return
        with office.work() as session:
            other = Authority(
                id=new_id(), key="xa-bien", name="Xã Biên", name_en="Biên commune", level="commune",
                superior="ỦY BAN NHÂN DÂN TỈNH", place="Biên", code="UBND-XB", remote=False,
            )  # fmt: skip
            session.add(other)
            for key, authority_id in (("justice", office.authority_id), ("elsewhere", other.id)):
                row = Unit(
                    id=new_id(), authority_id=authority_id, key=key, name=f"Phòng {key}", name_en=key,
                    kind="leadership" if key == "elsewhere" else "division", since=SINCE,
                )  # fmt: skip
                session.add(row)
                office.units[key] = row.id
            for login, (name, unit, role, title) in MORE.items():
                authority_id = other.id if unit == "elsewhere" else office.authority_id
                office.people[login] = office._admit(  # noqa: SLF001 - the same town
                    session, authority_id, login, name, unit, role, title
                )


def new(town: Town, who: Denouncer) -> UUID:
    return town.office.register({**stage.TOLD, **who.stated}).case_id


def classified(town: Town, who: Denouncer) -> UUID:
    case_id = stage.opened(town.office, **who.stated)
    scan(town, case_id, who)
    return case_id


def checked(town: Town, who: Denouncer, outcome: str = "", **answers: object) -> UUID:
    case_id, office = classified(town, who), town.office
    said = stage.CHECKED | {
        "check_result": who.remark,
        "denounced_person": str(office.nhan.person_id),
        "denounced_unit": str(office.units["justice"]),
    }
    if not outcome:
        office.does(office.oanh, "de_check", case_id, **said)
    else:
        stage.decided(office, case_id, outcome, checked=said, **answers)
    return case_id


def accepted(town: Town, who: Denouncer) -> UUID:
    case_id = checked(town, who, "accept")
    blacken(town, case_id, "de_redact")
    for _letter in range(3):
        stage.letter_goes_out(town.office, case_id)
    return case_id


def verifying(town: Town, who: Denouncer) -> UUID:
    case_id = accepted(town, who)
    stage.assigned(town.office, case_id, head=HEAD, members=(MEMBER,))
    return case_id


def verified(town: Town, who: Denouncer) -> UUID:
    case_id = verifying(town, who)
    stage.verified(town.office, case_id)
    return case_id


def concluded(town: Town, who: Denouncer) -> UUID:
    case_id = verified(town, who)
    stage.concluded(town.office, case_id)
    return case_id


def published(town: Town, who: Denouncer) -> UUID:
    case_id, office = concluded(town, who), town.office
    today = _today(office)
    office.does(office.oanh, "de_send", case_id, sent_on=today, via="hand", sent_to=["denounced", "manager"])
    stage.letter_goes_out(office, case_id)
    office.does(
        office.oanh, "de_publish", case_id, mode="posting", published_on=today,
        publication_text="Kết luận: đúng một phần", no_state_secret="true",
        published_until=(office.now + dt.timedelta(days=20)).date().isoformat(), publication_place="Trụ sở",
    )  # fmt: skip
    return case_id


def transferred(town: Town, who: Denouncer) -> UUID:
    said = {"transfer_kind": "body", "transfer_to": "UBND tỉnh", "decision_reason": "Ngoài thẩm quyền"}
    case_id = checked(town, who, "transfer", **said, told_on=_today(town.office))
    blacken(town, case_id, "de_transfer_redact")
    for _letter in range(2):
        stage.letter_goes_out(town.office, case_id)
    return case_id


def filed(town: Town, who: Denouncer) -> UUID:
    return checked(town, who, "file", decision_reason="Không có căn cứ")


def withdrawn(town: Town, who: Denouncer) -> UUID:
    case_id = accepted(town, who)
    posted = {
        "stop_ground": "withdrawn", "withdrawn_on": _today(town.office), "withdrawal_form": "letter",
        "forced_signs": "no", "withdrawal_reason": who.remark,
    }  # fmt: skip
    with town.office.work() as session:
        done = events.tell(session, case_id, "withdrawal", _sending(posted), actor=town.office.oanh)
    assert not done.problems, done.problems
    return case_id


def reclassified(town: Town, who: Denouncer) -> UUID:
    """A complaint that turns out to denounce: what everybody could read is sealed backwards."""
    office = town.office
    case_id = complaint_accepted(office, {**LAND, **who.stated})
    scan(town, case_id, who)
    posted = {
        "change": "reclassify", "new_kind": "denunciation", "contested_unit": str(office.units["justice"]),
        "reason": who.remark,
    }  # fmt: skip
    with office.work() as session:
        done = events.propose(session, case_id, _sending(posted), actor=office.long)
    assert not done.problems, done.problems
    return case_id


def protected(town: Town, who: Denouncer) -> UUID:
    """The denouncer asks to be protected."""
    return accepted(town, who)


Play = Callable[[Town, Denouncer], UUID]
STATES: dict[str, Play] = {
    "new": new,
    "classified": classified,
    "checked": checked,
    "accepted": accepted,
    "verifying": verifying,
    "verified": verified,
    "concluded": concluded,
    "published": published,
    "transferred": transferred,
    "filed": filed,
    "withdrawn": withdrawn,
    "reclassified": reclassified,
    "protected": protected,
    **{f"{play.__name__} {turn}": play for turn in (2, 3, 4, 5, 6) for play in (new,)},
}


def scan(town: Town, case_id: UUID, who: Denouncer) -> None:
    """Put a photograph into the file, under a name that tells."""
    office = town.office
    with office.work() as session:
        key = session.get_one(VaultKey, office.case(case_id).key_id)
        stored = vault.store(session).put(
            papers.sheet(who.name, size=(300, 400)),
            vault.ring(session),
            vault.wrapped(key),
            filename=who.file,
        )
        row = Document(
            id=new_id(), case_id=case_id, petition_id=None, key_id=key.id,
            title=vault.seal(session, key, stored.name), pages=1, form="copy", digest=stored.sha256,
            media_type=stored.media_type, size=stored.size, by_id=office.oanh.person_id, at=office.now,
        )  # fmt: skip
        session.add(row)


def blacken(town: Town, case_id: UUID, node: str) -> None:
    """Oanh makes the working copies with the tool, and tells the contents anew."""
    office = town.office
    for number, paper in enumerate(office.all(Document, case_id), start=1):
        with office.look() as session:
            drawn = redactions.draw(session, case_id, paper.id, actor=office.oanh)
        with office.work() as session:
            redactions.finish(
                session, case_id, paper.id, drawn, title=f"Tài liệu {number}", looked=True, actor=office.oanh
            )
    rows = {
        f"contents.{n}.{name}": value
        for n, item in enumerate(office.all(ContentItem, case_id))
        for name, value in {"id": str(item.id), "summary": TOLD, "summary_request": "Xử lý"}.items()
    }
    office.does(office.oanh, node, case_id, **rows, looked="true")


def _sending(posted: dict[str, str]) -> Sending:
    return Sending(posted={name: [value] for name, value in posted.items()}, key=uuid4().hex)


def _today(office: Office) -> str:
    return (office.now + dt.timedelta(hours=7)).date().isoformat()
