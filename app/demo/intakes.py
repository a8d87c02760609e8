"""Stories that end at the counter: guided, transferred, returned, filed, joined, asked for more, assigned."""

from __future__ import annotations

from app.demo import recommendations
from app.demo.tale import Plot, Tale, letter_goes_out

COMPLETE = {  # how a petition is classified that lacks nothing any more
    "reports_problem": "true",
    "eligibility": "eligible",
    "petition_kind": "reflection",
    "statutory_group": "other",
    "matter_level": "commune",
    "competent_body": "commune_chair",
    "competence": "within",
    "outcome": "accept",
    "procedure": "recommendation",
}


def unclassified(plot: Plot) -> Tale:
    """Be registered and wait, sealed, to be classified."""
    plot.leave_at_counter()
    yield from ()


def transferred(plot: Plot) -> Tale:
    """Belong to a body of the province: the petition is transferred."""
    plot.lodge(matter_level="province", competent_body="department_director", **_why(plot))
    yield from letter_goes_out(plot.hand)


def transfer_drafting(plot: Plot) -> Tale:
    """Belong elsewhere: the counter has the transfer still to draft."""
    plot.lodge(matter_level="province", competent_body="department_director", **_why(plot))
    yield plot.hand.later(1)
    plot.hand.claims("li_draft")


def transfer_signed(plot: Plot) -> Tale:
    """Belong elsewhere: the transfer is signed and waits for its number."""
    plot.lodge(matter_level="province", competent_body="department_director", **_why(plot))
    yield from letter_goes_out(plot.hand, until="signed")


def guided(plot: Plot) -> Tale:
    """Be about a regulation: the citizen is told once where to go."""
    plot.lodge()
    yield from letter_goes_out(plot.hand, via="hand")


def returned_to_forwarder(plot: Plot) -> Tale:
    """Come through a deputy and belong elsewhere: it goes back to who forwarded it."""
    plot.lodge(
        channel="forwarded",
        forwarder_kind="council",
        forwarder="Thường trực Hội đồng nhân dân phường",
        forwarder_letter="18/TT-HĐND",
        reply_owed="true",
        matter_level="province",
        competent_body="department_director",
        outcome="return",
        **_why(plot),
    )
    yield from letter_goes_out(plot.hand)


def filed(plot: Plot) -> Tale:
    """Lack what a petition needs, or have been answered: it is filed with the reason."""
    plot.lodge(channel="post", stamped_on=plot.hand.day(-2), outcome="file", **_why(plot))
    yield from ()


def duplicate(plot: Plot) -> Tale:
    """Say again what lies in an open case: it is counted there."""
    known = plot.hand.stage.opened.get(plot.hand.cast.ward.authority.key, "")
    plot.lodge(duplicate="true", duplicate_of=known)
    yield from ()


def supplement_awaited(plot: Plot) -> Tale:
    """Lack what is needed to act: the citizen is asked for it, and has not answered yet."""
    plot.lodge(channel="counter")  # what comes by post and lacks this much is filed
    yield from letter_goes_out(plot.hand, pace=0)


def supplemented(plot: Plot) -> Tale:
    """Lack what is needed to act; the citizen brings it, and the matter is accepted."""
    hand = plot.hand
    yield from supplement_awaited(plot)
    yield hand.later(2)
    hand.tells(
        "supplemented",
        supplemented_on=hand.day(),
        supplement_text="Công dân nêu rõ địa điểm, thời gian và gửi ảnh chụp.",
    )
    yield hand.later(1)
    hand.does("in_classify", lead_unit=hand.cast.units["office"], field=plot.matter.field, **COMPLETE)
    yield hand.later(3)
    recommendations.answer(plot)
    yield hand.later(1)
    hand.does("rc_sign", letter_outcome="sign")


def assigned(plot: Plot) -> Tale:
    """Need nothing but a unit's own duty; the unit does it and reports."""
    hand = plot.hand
    yield from assigned_open(plot)
    yield hand.later(5)
    hand.does("in_unit_handle", unit_outcome="done", result_text=plot.matter.action)


def assigned_open(plot: Plot) -> Tale:
    """Need nothing but a unit's own duty; the unit is at it."""
    plot.lodge(outcome="assign", **_why(plot))
    yield plot.hand.later(1)
    plot.hand.claims("in_unit_handle")


def _why(plot: Plot) -> dict[str, str]:
    reason = plot.matter.reason or "Thuộc nhiệm vụ thường xuyên của đơn vị."
    return {"outcome_reason": reason, "override_reason": reason}
