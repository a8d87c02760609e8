"""Stories of denunciations: checked, blacked out for those who verify, and verified by a team of two."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.demo.hand import Hand
from app.demo.tale import Plot, Tale
from app.services import redactions
from db.models import ContentItem, Document

PHOTO = {"Ảnh chụp tin nhắn.png": Path(__file__).with_name("messages.png")}  # an invented chat
TOLD_ANEW = "Công chức bị tố cáo thực hiện hành vi như nội dung đơn; có tài liệu kèm theo."


def to_be_redacted(plot: Plot) -> Tale:
    """Be accepted for settling; its photograph waits to be blacked out."""
    plot.hand.lodge(plot.matter, plot.citizen, {"channel": "reception"}, papers=PHOTO)
    yield from _accepted(plot.hand)


def verifying(plot: Plot) -> Tale:
    """Be told to both sides and verified by a team that does not know who denounced."""
    hand = plot.hand
    plot.lodge(channel="reception")
    yield from _accepted(hand)
    yield hand.later(1)
    _redact(hand)
    for _letter in ("the decision", "to who denounced", "to the denounced"):
        yield from _sealed_letter_goes_out(hand)
    yield hand.later(1)
    hand.does(
        "de_assign",
        verify_by="team",
        team_head=hand.cast["thuy"].person_id,
        team_members=[hand.cast["tam"].person_id],
        verify_content="Đối chiếu danh sách với hồ sơ chi trả và thực tế tại tổ dân phố.",
        verify_days="15",
        report_due_on=hand.day(12),
    )
    yield from _sealed_letter_goes_out(hand)
    yield hand.later(1)
    hand.does("dv_plan", plan="Làm việc riêng với từng hộ, đối chiếu phiếu chi.", secrecy="Dùng bí số B1.")


def _accepted(hand: Hand) -> Tale:
    yield hand.later(2)
    hand.does(
        "de_check",
        denunciation_round="first",
        identity_state="confirmed",
        evidence_state="definite",
        within_competence="ours",
        check_result="Đủ điều kiện thụ lý: có họ tên, nội dung rõ, có tài liệu kèm theo.",
    )
    yield hand.later(1)
    hand.does(
        "de_decide",
        check_outcome="accept",
        checked_on=hand.day(),
        variant="normal",
        accepted_items=hand.items(),
    )


def _redact(hand: Hand) -> None:
    """Confirm the copies of papers without a file, and tell the contents without who denounced."""
    actor = hand.cast["oanh"]
    with hand.stage.look() as session:
        rows = select(ContentItem.id).where(ContentItem.case_id == hand.case_id)
        items = list(session.scalars(rows.order_by(ContentItem.position)))
        papers = list(session.scalars(select(Document.id).where(Document.case_id == hand.case_id)))
    for paper in papers:
        with hand.stage.work() as session:
            redactions.finish(
                session, hand.case_id, paper, None, title="Tài liệu kèm theo", looked=True, actor=actor
            )
    told = {
        f"contents.{place}.{name}": value
        for place, item in enumerate(items)
        for name, value in {"id": item, "summary": TOLD_ANEW, "summary_request": "Xử lý."}.items()
    }
    hand.does("de_redact", looked="true", **told)


def _sealed_letter_goes_out(hand: Hand) -> Tale:
    yield hand.later(1)
    hand.drafts("sl_draft")
    yield hand.later(0)
    hand.does("sl_sign", letter_outcome="sign")
    hand.does("sl_send", book=hand.book("sl_send"), sent_on=hand.day(), via="hand")
