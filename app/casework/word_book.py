"""The words that every letter can count on: under which name, what they mean, and an invented example.

What they hold in a case is gathered in ``casework.words``; beyond these a letter may name any answer of the
procedure's forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.gate.vocabulary import MILESTONES
from app.language import N_


@dataclass(frozen=True, slots=True)
class Known:
    """One word of the office: its meaning (a msgid), and how it may read, in Vietnamese as letters are."""

    meaning: str
    example: str


WORDS: Mapping[str, Known] = {
    "petitioner": Known(N_("Who brought the petition"), "bà Nguyễn Thị Ví Dụ"),
    "petitioner_address": Known(N_("Address of who brought it"), "tổ 4, khu phố Ví Dụ"),
    "representative": Known(N_("Who speaks for them"), "ông Trần Văn Ví Dụ"),
    "respondent": Known(N_("Whom it is about"), "Phòng Kinh tế, Hạ tầng và Đô thị"),
    "respondent_unit": Known(N_("Unit of whom it is about"), "Phòng Kinh tế, Hạ tầng và Đô thị"),
    "respondent_address": Known(N_("Address of whom it is about"), "số 1 đường Ví Dụ"),
    "forwarder": Known(N_("Who passed the petition on"), "Ban Tiếp công dân tỉnh"),
    "petition_number": Known(N_("Number of the petition"), "ĐT-2026-000001"),
    "case_number": Known(N_("Number of the case"), "VV-2026-000001"),
    "petition_date": Known(N_("Day written on the petition"), "02/11/2026"),
    "received_date": Known(N_("Day on which it was received"), "03/11/2026"),
    "accepted_date": Known(N_("Day of acceptance"), "09/11/2026"),
    "verified_date": Known(N_("Day on which the verification ended"), "30/11/2026"),
    "dialogued_date": Known(N_("Day of the dialogue"), "02/12/2026"),
    "concluded_date": Known(N_("Day of the conclusion"), "04/12/2026"),
    "decided_date": Known(N_("Day of the ruling"), "07/12/2026"),
    "matter": Known(N_("What it is about, in one line"), "Khiếu nại mức bồi thường khi thu hồi đất"),
    "contents": Known(N_("Contents still open"), "Mức bồi thường đối với thửa đất số 12"),
    "content_summary": Known(N_("Contents still open"), "Mức bồi thường đối với thửa đất số 12"),
    "requests": Known(N_("What is asked for"), "Tính lại tiền bồi thường"),
    "request": Known(N_("What is asked for"), "Tính lại tiền bồi thường"),
    "withdrawn_contents": Known(N_("Contents that were withdrawn"), "Tiền hỗ trợ di dời"),
    "split_contents": Known(N_("Contents that became a case of their own"), "Thái độ của cán bộ"),
    "redacted_contents": Known(N_("Contents told without the denouncer"), "Việc thu phí không đúng quy định"),
    "working_copies": Known(N_("Papers of the working copy"), "- Đơn (bản sao làm việc)"),
    "new_kind_words": Known(N_("What the petition is called from now on"), "kiến nghị"),
    "limit": Known(N_("How long settling may take"), "30 ngày"),
    "limit_name": Known(N_("Name of the limit"), "Giải quyết khiếu nại lần đầu"),
    "due_date": Known(N_("Last day of the limit"), "09/12/2026"),
    "authority": Known(N_("The authority, as in running text"), "Ủy ban nhân dân phường Ví Dụ"),
    "authority_name": Known(N_("Name of the ward or commune"), "Phường Ví Dụ"),
    "superior": Known(N_("The authority above"), "ỦY BAN NHÂN DÂN THÀNH PHỐ VÍ DỤ"),
    "unit": Known(N_("Unit that leads the case"), "Văn phòng"),
    "lead_unit": Known(N_("Unit that leads the case"), "Văn phòng"),
    "verifying_unit": Known(N_("Unit that verifies"), "Phòng Kinh tế, Hạ tầng và Đô thị"),
    "officer": Known(N_("Officer who registered it"), "Lê Văn Ví Dụ"),
    "complainant": Known(N_("Who brought the petition"), "bà Nguyễn Thị Ví Dụ"),
    "complainant_address": Known(N_("Address of who brought it"), "tổ 4, khu phố Ví Dụ"),
    "status_address": Known(
        N_("Public page on which the case is followed"), "https://donthu.example.vn/tra-cuu"
    ),
    "finding": Known(N_("What the drafting form says was found"), "Kiến nghị có cơ sở"),
    "measures": Known(N_("What the drafting form says was done"), "Đã yêu cầu khắc phục"),
    "visitor": Known(N_("Who was received"), "bà Nguyễn Thị Ví Dụ"),
    "visitor_address": Known(N_("Address of who was received"), "tổ 4, khu phố Ví Dụ"),
    "visited_on": Known(N_("Day of the reception"), "03/11/2026"),
    "visit_matter": Known(N_("What the visit was about"), "Đề nghị xem xét mức bồi thường"),
    "visit_explanation": Known(N_("What was explained at the reception"), "Đã hướng dẫn nơi có thẩm quyền"),
    "visit_receiver": Known(N_("Who received"), "Chủ tịch Ủy ban nhân dân phường"),
    "work_given": Known(N_("Work given at the reception"), "- Văn phòng: trả lời bằng văn bản"),
    "points_agreed": Known(N_("Points on which the dialogue agreed"), "Diện tích thửa đất"),
    "points_not_agreed": Known(N_("Points on which it did not agree"), "Đơn giá bồi thường"),
    "council_lines": Known(
        N_("Members of the conciliation council"), "- Ông Lê Văn Ví Dụ, Chủ tịch hội đồng"
    ),
    "order_lines": Known(N_("What is to be carried out"), "- Chi trả tiền bồi thường"),
    "protection_lines": Known(N_("Measures of protection"), "- Giữ bí mật thông tin"),
    "protection_bodies": Known(N_("Bodies that protect"), "Công an phường"),
}  # in the order in which an editor offers them


def knows(name: str) -> bool:
    """Tell whether the office fills a field by itself: one of the words, or the day of a legal event."""
    return name in WORDS or name.removesuffix("_date") in MILESTONES
