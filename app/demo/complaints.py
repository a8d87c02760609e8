"""Stories of first complaints, from the decision to accept to the archive, and of denunciations just come."""

from __future__ import annotations

from app.demo import complaint_steps as steps
from app.demo import post_room
from app.demo.tale import Plot, Tale, letter_goes_out


def settled(plot: Plot) -> Tale:
    """Be verified, extended, talked over, decided, sent, published, take effect and be archived."""
    hand = plot.hand
    yield from steps.accepted(plot)
    yield from steps.assigned(plot)
    yield hand.later(3)
    hand.proposes(
        hand.cast["kien"], change="extend", rule="KN1.SETTLE", reason="Phải đo đạc lại bốn thửa đất liền kề."
    )
    yield hand.later(1)
    hand.does("cc_approve", approval="approve")
    yield from letter_goes_out(hand, pace=0)
    yield from steps.verified(plot)
    yield from steps.dialogued(plot)
    yield from steps.decided(plot)
    yield from steps.carried_out(plot)
    yield hand.past("KN.EFFECT", 2)
    steps.archive(plot)


def to_be_signed(plot: Plot) -> Tale:
    """Overrun the limit, be urged, be talked over; the ruling lies before the leader."""
    hand = plot.hand
    yield from steps.accepted(plot)
    yield from steps.assigned(plot, by="task_force")
    yield from steps.worked(plot)
    yield hand.past("KN1.SETTLE", 1)
    hand.does(
        "es_direct",
        measure="urge",
        instruction="Tổ xác minh báo cáo kết quả, đề xuất đối thoại ngay trong tuần.",
        done_by=hand.day(4),
    )
    yield hand.later(1)
    post_room.send(hand, "urging_letter", via="internal")
    yield from steps.reported(plot)
    yield from steps.dialogued(plot)
    yield hand.later(2)
    steps.propose_ruling(plot)
    yield hand.later(1)
    hand.drafts("cf_ruling_letter")
    yield hand.later(1)
    hand.does(
        "cf_ruling_sign",
        letter_outcome="return",
        return_to="drafting",
        comment="Ghi rõ diện tích, vị trí thửa đất.",
    )
    yield hand.later(1)
    steps.propose_ruling(plot)
    yield hand.later(1)
    hand.drafts("cf_ruling_letter")


def suspended(plot: Plot) -> Tale:
    """Lose one content by withdrawal; the rest stands still until another body has answered."""
    hand = plot.hand
    yield from steps.accepted(plot)
    yield from steps.assigned(plot)
    yield hand.later(3)
    hand.proposes(
        hand.cast["long"],
        change="withdraw_part",
        items=hand.items()[-1:],
        withdrawn_on=hand.day(),
        withdrawal_form="minutes",
        reason="Công dân tự nguyện rút nội dung này sau khi được giải thích.",
    )
    yield from letter_goes_out(hand)
    yield hand.later(2)
    hand.proposes(
        hand.cast["kien"],
        change="suspend",
        ground="other_body",
        from_on=hand.day(),
        reason="Chờ kết quả đo đạc của Văn phòng đăng ký đất đai.",
    )
    yield hand.later(1)
    hand.does("cc_approve", approval="approve")
    yield from letter_goes_out(hand)


def verifying(plot: Plot) -> Tale:
    """Be verified by the unit, past the limit; the matter lies on the leader's desk."""
    hand = plot.hand
    yield from steps.accepted(plot)
    yield from steps.assigned(plot)
    yield hand.later(1)
    hand.claims("ve_work")


def prolonged(plot: Plot) -> Tale:
    """Drag on, and be put on the watchlist by the leader, who directs its unit."""
    hand = plot.hand
    yield from verifying(plot)
    yield hand.past("KN1.SETTLE", 10)
    hand.begins(
        "prolonged",
        hand.cast["long"],
        criteria=["overdue"],
        reason="Quá hạn nhiều tuần, công dân đến hỏi nhiều lần, các bên chưa thống nhất số liệu.",
        review_on=hand.day(),
    )
    yield hand.later(1)
    hand.does(
        "pl_review",
        situation="Đã đo lại hiện trạng; còn vướng hồ sơ kiểm đếm năm 2024.",
        next_step="watch",
        review_on=hand.day(30),
    )


def resumed(plot: Plot) -> Tale:
    """Stand still through a storm, go on, and be verified in time."""
    hand = plot.hand
    yield from steps.accepted(plot)
    yield from steps.assigned(plot)
    yield hand.later(2)
    hand.proposes(
        hand.cast["long"], change="suspend", ground="force_majeure", from_on=hand.day(), reason="Bão lũ."
    )
    yield from letter_goes_out(hand)
    yield hand.later(8)
    hand.proposes(hand.cast["long"], change="resume", to_on=hand.day(), reason="Bão đã tan, đường thông.")
    yield from letter_goes_out(hand)
    yield from steps.worked(plot)


def taking_effect(plot: Plot) -> Tale:
    """Be clearly right and decided at once; the ruling is out and waits to take effect."""
    hand = plot.hand
    yield from steps.accepted(plot)
    yield hand.later(2)
    hand.does("cf_assign", settle_by="decide_now", clear_reason="Hồ sơ rõ ràng, nội dung khiếu nại đúng.")
    yield from steps.decided(plot, result="right", kind="cancel")
    yield from steps.carried_out(plot)


def to_be_accepted(plot: Plot) -> Tale:
    """Wait for the leader to accept it."""
    plot.lodge()
    yield from ()


def withdrawn(plot: Plot) -> Tale:
    """Be withdrawn whole while it is verified."""
    hand = plot.hand
    yield from steps.accepted(plot)
    yield from steps.assigned(plot)
    yield hand.later(5)
    hand.tells(
        "withdrawal",
        termination_ground="withdrawn",
        withdrawn_on=hand.day(),
        withdrawal_form="minutes",
        no_coercion="true",
        reason="Công dân đồng ý với kết quả giải thích, tự nguyện rút khiếu nại.",
    )
    yield from letter_goes_out(hand)


def refused(plot: Plot) -> Tale:
    """Come too late: it is not accepted, and told so."""
    hand = plot.hand
    plot.lodge()
    yield hand.later(3)
    hand.does(
        "cf_acceptance",
        acceptance="refuse",
        refusal_ground="time_bar",
        refusal_reason="Thời hiệu khiếu nại 90 ngày đã hết, không có lý do chính đáng.",
    )
    yield from letter_goes_out(hand)


def over_level(plot: Plot) -> Tale:
    """Be a second complaint: the citizen is told once to go to the province."""
    plot.lodge(
        round="second",
        guidance_body="Chủ tịch Ủy ban nhân dân tỉnh",
        outcome_reason="Khiếu nại lần hai thuộc thẩm quyền của Chủ tịch Ủy ban nhân dân tỉnh.",
    )
    yield from letter_goes_out(plot.hand, via="hand")


def held(plot: Plot) -> Tale:
    """Be a denunciation: sealed, it waits to be checked."""
    plot.lodge(channel="reception")
    yield from ()
