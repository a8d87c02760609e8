"""A story of the reception room: sittings planned and held, visits that are answered, joined, registered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from app.demo.hand import Hand, Refused, as_posted
from app.demo.names import Citizen, citizen
from app.demo.stage import hour_of, working_day
from app.demo.tale import Plot, Tale
from app.policy.actor import CHAIRMAN
from app.services import receptions, visits
from app.services.receptions import NewSitting
from app.services.tasks import Sending
from db.models import ReceptionVisit

ROOM = "Phòng tiếp công dân, trụ sở Ủy ban nhân dân phường"
MORNING = "07:30 - 11:30"
OTHERS = 700  # what is added to the number of a story for its other citizens


def received(plot: Plot) -> Tale:
    """Be received by an officer and bring a petition; next day the Chairman receives others."""
    hand = plot.hand
    regular = _planned(hand, 1, receptions.REGULAR, receptions.RECEIVER, "oanh")
    periodic = _planned(hand, 2, receptions.PERIODIC, CHAIRMAN, "long")
    _planned(hand, 9, receptions.PERIODIC, CHAIRMAN, "long")
    yield _morning(hand, 1)
    request = {"outcome": "petition", "visit_kind": "recommendation", **_said(plot)}
    visit = _visit(hand, regular, plot.citizen, request)
    yield hand.stage.now + dt.timedelta(minutes=20)
    hand.lodge(plot.matter, plot.citizen, {"channel": "reception"}, draft=visit.draft_id)
    _visit(hand, regular, citizen(hand.chance, hand.cast.ward, hand.number + OTHERS), EXPLAINED)
    yield _morning(hand, 1)
    _visit(hand, periodic, citizen(hand.chance, hand.cast.ward, hand.number + OTHERS + 1), _asked(hand))


EXPLAINED = {
    "matter": "Hỏi thủ tục chuyển mục đích sử dụng đất vườn",
    "visit_summary": "Công dân hỏi điều kiện, hồ sơ và nơi nộp.",
    "visit_kind": "recommendation",
    "outcome": "explained",
    "explanation": "Đã hướng dẫn hồ sơ, nơi nộp và thời hạn trả kết quả.",
}


def _asked(hand: Hand) -> dict[str, str]:
    """Ask after a case that is under way, where the ward has one."""
    number = hand.stage.opened.get(hand.cast.ward.authority.key)
    if number is None:
        return EXPLAINED
    return {
        "matter": "Hỏi kết quả giải quyết đơn đã gửi",
        "visit_summary": "Công dân đề nghị cho biết bao giờ có kết quả.",
        "visit_request": "Trả lời bằng văn bản.",
        "visit_kind": "recommendation",
        "outcome": "attached",
        "case_number": number,
    }


def _said(plot: Plot) -> dict[str, str]:
    text, request = plot.matter.contents[0]
    return {"matter": plot.matter.matter, "visit_summary": text, "visit_request": request}


def _planned(hand: Hand, ahead: int, kind: str, duty: str, receiver: str) -> UUID:
    new = NewSitting(
        kind=kind,
        duty=duty,
        on=working_day(hand.stage.today, ahead),
        place=ROOM,
        hours=MORNING,
        receiver_id=hand.cast[receiver].person_id,
    )
    with hand.stage.work() as session:
        return receptions.plan(session, new, actor=hand.cast["oanh"])


def _morning(hand: Hand, ahead: int) -> dt.datetime:
    return hour_of(working_day(hand.stage.today, ahead), 8, 5)


def _visit(hand: Hand, sitting: UUID, who: Citizen, said: Mapping[str, str]) -> ReceptionVisit:
    """Take down a visit: who came, what was said, read back and signed."""
    screen = {
        "petitioner_kind": "person",
        "full_name": who.name,
        "phone": who.phone,
        "identity_number": who.identity_number,
        "address": who.address,
        "capacity": "self",
        "people": "1",
        "times": "1",
        "read_back": "true",
        "signed": "signature",
        **said,
    }
    sending = Sending(posted=as_posted(screen), key=hand.key(f"visit/{who.phone}"))
    with hand.stage.work() as session:
        taken = visits.take(session, sitting, sending, actor=hand.cast["oanh"])
        if taken.visit_id is None:
            raise Refused(step="visit", fields="; ".join(f"{p.field}: {p.message}" for p in taken.problems))
        return session.get_one(ReceptionVisit, taken.visit_id)
