"""A story of a second complaint that the former city received, and the ward settles as its successor."""

from __future__ import annotations

from app.demo.tale import Plot, Tale, letter_goes_out

TAKEN_OVER = {  # second complaints about the ward go to the province since July 2025
    "round": "second",
    "received_on": "2025-06-27",
    "petition_date": "2025-06-26",
    "contested_known_on": "2025-04-02",
    "backdating_reason": "Hồ sơ của thành phố Vinh (trước 01/7/2025) bàn giao.",
    "competence": "within",
    "outcome": "accept",
    "procedure": "complaint_second",
    "override_reason": "Phường tiếp nhận nhiệm vụ của thành phố Vinh, giải quyết tiếp hồ sơ bàn giao.",
}


def verifying(plot: Plot) -> Tale:
    """Be found in time, accepted, and verified by a unit that did not settle it before."""
    hand = plot.hand
    plot.lodge(**TAKEN_OVER)
    yield hand.later(1)
    hand.does(
        "c2_filing",
        first_state="decided",
        first_ruling_number="12/QĐ-UBND",
        first_ruling_on="2025-06-05",
        first_settler="Chủ tịch Ủy ban nhân dân phường (trước 01/7/2025)",
        first_ruling_received_on="2025-06-09",
        filed_on="2025-06-27",
        filing="in_time",
    )
    yield hand.later(1)
    hand.does(
        "c2_acceptance",
        acceptance="accept",
        accepted_on=hand.day(),
        variant="normal",
        accepted_items=hand.items(),
    )
    yield from letter_goes_out(hand)
    yield hand.later(1)
    hand.does(
        "c2_assign",
        settle_by="unit",
        verifying_unit=hand.cast.units["culture"],
        verify_content="Nguồn gốc, thời điểm sử dụng đất; căn cứ của quyết định lần đầu.",
        verify_days="20",
        report_due_on=hand.day(18),
        council="no",
    )
    yield from letter_goes_out(hand)
