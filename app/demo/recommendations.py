"""Stories of recommendations and reflections that the ward answers itself."""

from __future__ import annotations

from app.demo import post_room
from app.demo.hand import Hand
from app.demo.tale import Plot, Tale, letter_goes_out
from app.services import late_reasons
from db.models import LateReason

ANSWER = "answer"
RULE = "KNPA.ANSWER"


def delivered(plot: Plot) -> Tale:
    """Answer in time; the letter is sent and its proof filed."""
    yield from sent(plot)
    yield plot.hand.later(4)
    post_room.prove(plot.hand, ANSWER)


def sent(plot: Plot) -> Tale:
    """Answer in time; the proof of delivery is still out."""
    yield from numbered(plot)
    yield plot.hand.later(1)
    post_room.send(plot.hand, ANSWER)


def numbered(plot: Plot) -> Tale:
    """Answer in time; the letter waits at the clerk's."""
    yield from submitted(plot, days=plot.hand.chance.randint(3, 9))
    yield plot.hand.later(plot.hand.chance.randint(1, 2))
    plot.hand.does("rc_sign", letter_outcome="sign")


def returned_once(plot: Plot) -> Tale:
    """Answer, be sent back by the leader, answer better, and see the letter delivered."""
    hand = plot.hand
    yield from given_back(plot, days=4)
    yield hand.later(2)
    answer(plot)
    yield hand.later(1)
    hand.does("rc_sign", letter_outcome="sign")
    yield hand.later(1)
    post_room.send(hand, ANSWER, via="hand")
    yield hand.later(1)
    post_room.prove(hand, ANSWER)


def undeliverable(plot: Plot) -> Tale:
    """Answer in time; the post brings the letter back and it is carried there by hand."""
    yield from sent(plot)
    yield plot.hand.later(5)
    post_room.come_back(plot.hand, ANSWER, "absent")
    yield plot.hand.later(2)
    post_room.send_again(plot.hand, ANSWER)


def late(plot: Plot) -> Tale:
    """Miss the promise, be urged by letter, then answer; nobody has said why yet."""
    hand = plot.hand
    yield from urged(plot)
    yield hand.later(3)
    answer(plot)
    yield hand.later(1)
    hand.does("rc_sign", letter_outcome="sign")
    yield hand.later(1)
    post_room.send(hand, ANSWER)
    yield hand.later(4)
    post_room.prove(hand, ANSWER)


def late_explained(plot: Plot) -> Tale:
    """Miss the promise, answer, and put the reason on record."""
    hand = plot.hand
    plot.lodge()
    yield hand.past(RULE, 2)
    answer(plot)
    yield hand.later(1)
    hand.does("rc_sign", letter_outcome="sign")
    yield hand.later(3)
    with hand.stage.work() as session:
        owed = session.query(LateReason).filter_by(case_id=hand.case_id).one()
        text = "Phải chờ số liệu đo đạc của chi nhánh văn phòng đăng ký đất đai."
        late_reasons.record(session, owed.id, "other_body", text, actor=hand.cast["long"])


def withdrawn(plot: Plot) -> Tale:
    """Withdraw before the answer: neighbours have settled it."""
    hand = plot.hand
    plot.lodge()
    yield hand.later(4)
    hand.tells(
        "withdrawal",
        termination_ground="withdrawn",
        withdrawn_on=hand.day(),
        withdrawal_form="letter",
        no_coercion="true",
        reason="Hai bên đã tự thống nhất, công dân tự nguyện rút đơn.",
    )


def working(plot: Plot) -> Tale:
    """Wait in the unit's inbox for whoever takes it."""
    plot.lodge()
    yield from ()


def claimed(plot: Plot) -> Tale:
    """Lie in the inbox of the officer who took it."""
    plot.lodge()
    yield plot.hand.later(1)
    plot.hand.claims("rc_answer")


def repeated(plot: Plot) -> Tale:
    """Come back to a matter that was answered before."""
    plot.lodge(earlier_visit="repeat", **_earlier(plot.hand))
    yield plot.hand.later(1)
    plot.hand.claims("rc_answer")


def overdue(plot: Plot) -> Tale:
    """Miss the promise; the matter lies on the leader's desk."""
    plot.lodge()
    yield plot.hand.later(1)
    plot.hand.claims("rc_answer")


def urged(plot: Plot, *, posted: bool = True) -> Tale:
    """Miss the promise; the leader urges the unit and its head by letter."""
    hand = plot.hand
    plot.lodge(channel="reception")
    yield hand.past(RULE, 1)
    hand.does(
        "es_direct",
        measure="urge",
        instruction="Báo cáo ngay kết quả xử lý và trả lời công dân.",
        done_by=hand.day(4),
    )
    if posted:
        yield hand.later(1)
        post_room.send(hand, "urging_letter", via="internal")


def urged_just_now(plot: Plot) -> Tale:
    """Miss the promise; the urging letter is signed and waits to be sent."""
    yield from urged(plot, posted=False)


def reassigned(plot: Plot) -> Tale:
    """Miss the promise; the leader gives the matter to another unit."""
    hand = plot.hand
    plot.lodge()
    yield hand.past(RULE, 2)
    hand.does(
        "es_direct",
        measure="reassign",
        unit=hand.cast.units["office"],
        instruction="Văn phòng chủ trì trả lời công dân.",
        done_by=hand.day(3),
    )


def submitted(plot: Plot, *, days: int = 3) -> Tale:
    """Draft the answer and put it before the leader."""
    plot.lodge()
    yield plot.hand.later(days)
    answer(plot)


def given_back(plot: Plot, *, days: int = 3) -> Tale:
    """Have the answer sent back with a comment."""
    yield from submitted(plot, days=days)
    yield plot.hand.later(1)
    plot.hand.does(
        "rc_sign", letter_outcome="return", comment="Nêu rõ ngày hoàn thành và người chịu trách nhiệm."
    )


def notice_open(plot: Plot) -> Tale:
    """Come by post; the notice of handling is still to be drafted."""
    yield from _noticed(plot, until="open")


def notice_submitted(plot: Plot) -> Tale:
    """Come by post; the notice of handling waits for its signature."""
    yield from _noticed(plot, until="submitted")


def notice_returned(plot: Plot) -> Tale:
    """Come by post; the notice of handling went back to its drafter."""
    yield from _noticed(plot, until="returned")


def notice_signed(plot: Plot) -> Tale:
    """Come by post; the notice of handling is signed and waits for its number."""
    yield from _noticed(plot, until="signed")


def answer(plot: Plot) -> None:
    """Write the answer: what was found and what was done."""
    plot.hand.drafts("rc_answer", result=plot.matter.finding, action_taken=plot.matter.action)


def _noticed(plot: Plot, *, until: str) -> Tale:
    hand = plot.hand
    plot.lodge(channel="post", stamped_on=hand.day(-1), notify_by_letter="true")
    yield from letter_goes_out(hand, until=until)


def _earlier(hand: Hand) -> dict[str, str]:
    known = hand.stage.answered.get(hand.cast.ward.authority.key)
    return {"repeat_of": known} if known else {}
