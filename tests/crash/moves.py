"""Who does what with each open step of a complaint, from the counter to the archive, whenever it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework.choices import parties_of
from app.language import short_date
from app.policy.actor import Actor
from app.services.tasks import Posted
from db.models import Case, ContentItem, Document, Task
from tests.casework.complaints import DRAFT
from tests.office import COMPLAINT, LAND, Office


@dataclass(frozen=True)
class Place:
    """A step as it lies open: its task, its case, the legal day, and the office in which all this happens."""

    session: Session
    office: Office
    task: Task
    today: dt.date

    @property
    def day(self) -> str:
        return self.today.isoformat()

    def in_days(self, days: int) -> str:
        return (self.today + dt.timedelta(days=days)).isoformat()

    def ids(self, model: type) -> list[str]:
        """Give the ids of the rows of a kind in this case, oldest first."""
        rows = select(model.id).where(model.case_id == self.task.case_id).order_by(model.id)
        return [str(each) for each in self.session.scalars(rows)]

    @property
    def parties(self) -> list[str]:
        case = self.session.get_one(Case, self.task.case_id)
        return [choice.value for choice in parties_of(self.session, case, self.today)]


Said = Callable[[Place], dict[str, object]]


def _classify(at: Place) -> dict[str, object]:
    known = at.in_days(-10)
    return {**COMPLAINT, "lead_unit": at.office.units["economy"], "contested_known_on": known}


def _accept(at: Place) -> dict[str, object]:
    items = at.ids(ContentItem)
    return {"acceptance": "accept", "accepted_on": at.day, "variant": "normal", "accepted_items": items}


def _assign(at: Place) -> dict[str, object]:
    who = {"settle_by": "unit", "verifying_unit": at.office.units["economy"], "verify_content": "Vị trí đất"}
    return who | {"verify_days": "10", "report_due_on": at.day}


def _work(at: Place) -> dict[str, object]:
    met = {"on": at.day, "kind": "complainant", "summary": "Đã làm việc"}
    return {
        "plan": "Làm việc với các bên",
        "complainant_heard": "true",
        **{f"sessions.0.{name}": value for name, value in met.items()},
    }


def _report(at: Place) -> dict[str, object]:
    found = {
        f"findings.{number}.{name}": value
        for number, item in enumerate(at.ids(ContentItem))
        for name, value in {"id": item, "finding": "partly", "reasons": "Theo hồ sơ địa chính"}.items()
    }
    told = {"conclusion": "Đơn giá áp sai vị trí", "proposal": "cancel", "verify_outcome": "differs"}
    return {
        **found,
        **told,
        "relied_on": at.ids(Document),
        "laws": ["31/2024/QH15"],
        "verified_on": at.day,
    }


def _invite(at: Place) -> dict[str, object]:
    when = {"meeting_on": at.day, "meeting_hour": "17:00", "meeting_place": "Trụ sở UBND phường"}
    return {**when, "topics": "Đơn giá đất", "invited": at.parties}


def _talk(at: Place) -> dict[str, object]:
    return {
        "dialogue_outcome": "held",
        "dialogued_on": at.day,
        "chaired_in_person": "true",
        "attendance.0.name": "Nguyễn Thị Chi",
        "attendance.0.capacity": "complainant",
        "attendance.0.presence": "present",
        "read_back": "true",
        "points.0.opinion": "Tính lại theo vị trí 1",
        "points.0.state": "agreed",
        "points.0.treatment": "Tiếp thu",
    }


RULING = {
    "ruling_kind": "amend",
    "result": "partly",
    "facts": "Đất ở vị trí 1",
    "laws": ["31/2024/QH15"],
    "conclusion": "Khiếu nại đúng một phần",
    "orders": "Sửa đơn giá",
    "money_dong": "125.000.000",
    "land_m2": "0",
    "rights": "Khiếu nại lần hai trong 30 ngày hoặc khởi kiện",
}


def _publish(at: Place) -> dict[str, object]:
    until = {"published_on": at.day, "published_until": at.in_days(60)}
    return {"mode": "posting", "publication_place": "Trụ sở", **until}


def _archive(at: Place) -> dict[str, object]:
    return {"archive_code": "KN-01", "archived_on": at.day, "indexed": at.ids(Document), "pages": "40"}


def _urge(at: Place) -> dict[str, object]:
    return {"measure": "urge", "instruction": "Báo cáo ngay kết quả", "done_by": at.in_days(4)}


MOVES: dict[str, tuple[str, Said]] = {
    "in_classify": ("oanh", _classify),
    "cf_acceptance": ("long", _accept),
    "li_draft": ("kien", lambda _at: dict(DRAFT)),
    "li_sign": ("long", lambda _at: {"letter_outcome": "sign"}),
    "li_issue": ("van", lambda at: {"book": "thong_bao", "sent_on": at.day, "via": "post"}),
    "cf_assign": ("long", _assign),
    "ve_work": ("kien", _work),
    "ve_report": ("kien", _report),
    "ve_review": ("hoa", lambda _at: {"review": "agree"}),
    "di_invite": ("kien", _invite),
    "di_hold": ("kien", _talk),
    "cf_ruling": ("kien", lambda _at: dict(RULING)),
    "cf_ruling_letter": ("kien", lambda _at: dict(DRAFT)),
    "cf_ruling_sign": ("long", lambda at: {"letter_outcome": "sign", "decided_on": at.day}),
    "cf_send": (
        "van",
        lambda at: {
            "sent_on": at.day,
            "via": "post",
            "sent_to": ["complainant", "respondent", "inspectorate"],
        },
    ),
    "cf_publish": ("kien", _publish),
    "cf_archive": ("kien", _archive),
    "es_direct": ("long", _urge),
}


def answer(at: Place) -> tuple[Actor, Posted]:
    """Say who completes an open step, and with what form."""
    login, said = MOVES[at.task.node]
    return at.office.people[login], as_sent(said(at))


def as_sent(answers: dict[str, object]) -> Posted:
    return {
        name: [str(each) for each in value] if isinstance(value, list) else [str(value)]
        for name, value in answers.items()
    }


def at_the_counter() -> Posted:
    """Give what stands on the counter's screen when the complaint about the land comes in."""
    flat: dict[str, object] = {"received_on": short_date(clock.today()), "title_says": "none"}
    for name, value in LAND.items():
        if isinstance(value, list):
            flat |= {f"{name}.{n}.{key}": said for n, row in enumerate(value) for key, said in row.items()}
        else:
            flat[name] = value
    return as_sent(flat)
