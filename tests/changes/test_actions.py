"""What the program does by itself: each single change is one sentence."""
# ruff: noqa: E501 - a sentence stands as it is read

from tests.changes.edits import only, within

RC = "recommendation.bpmn"
CF = "complaint_first.bpmn"


def test_a_reminder_that_nobody_gets():
    only(
        "notice_removed",
        "complaint_first",
        within(CF, "cf_settle_remind", 'remind("KN1.SETTLE")', ""),
        vi="«Nhắc người đang làm»: bỏ thông báo: nhắc người đang làm về thời hạn «Giải quyết khiếu nại lần đầu».",
        en="«Remind who has the work»: notice dropped: remind whoever has the work of the limit «Settling a first complaint».",
    )


def test_a_matter_not_brought_to_the_leader():
    only(
        "notice_removed",
        "complaint_first",
        within(CF, "cf_settle_escalate", 'escalate("KN1.SETTLE")', ""),
        vi="«Báo việc cần chỉ đạo»: bỏ thông báo: báo lãnh đạo khi quá thời hạn «Giải quyết khiếu nại lần đầu».",
        en="«Put on the leader's desk»: notice dropped: bring the missed limit «Settling a first complaint» to the leader's desk.",
    )


def test_a_letter_that_is_not_opened():
    only(
        "notice_removed",
        "complaint_first",
        within(CF, "cf_open_acceptance", 'letter_id = open_letter("acceptance_notice")', ""),
        vi="«Ghi ngày thụ lý, lập thông báo»: bỏ thông báo: mở văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu».",
        en="«Record acceptance, open the notice»: notice dropped: open the letter «Notice – On the acceptance of a first complaint».",
    )


def test_an_action_added():
    only(
        "action_added",
        "recommendation",
        within(RC, "rc_met", 'met("KNPA.ANSWER")', 'met("KNPA.ANSWER")\nmilestone("sent")'),
        vi="«Ghi nhận thời hạn»: nay còn ghi mốc «Ngày gửi».",
        en="«Record the limit»: the program now also has to record the event «Date of sending».",
    )


def test_an_action_removed():
    only(
        "action_removed",
        "complaint_first",
        within(CF, "cf_effective", 'milestone("effective")', ""),
        vi="«Ghi ngày có hiệu lực»: không còn ghi mốc «Có hiệu lực từ».",
        en="«Record the day of effect»: the program no longer has to record the event «In force since».",
    )


def test_an_action_changed():
    only(
        "action",
        "recommendation",
        within(RC, "rc_answered", 'milestone("answered")', 'milestone("sent")'),
        vi="«Ghi ngày trả lời»: ghi mốc «Ngày trả lời» → ghi mốc «Ngày gửi».",
        en="«Record the answer»: record the event «Date of the answer» → record the event «Date of sending».",
    )


def test_actions_in_another_order():
    only(
        "action_order",
        "complaint_first",
        within(
            CF,
            "cf_effective",
            'milestone("effective")\nmet("KN.EFFECT")',
            'met("KN.EFFECT")\nmilestone("effective")',
        ),
        vi="«Ghi ngày có hiệu lực»: làm theo thứ tự khác: ghi nhận thời hạn «Quyết định giải quyết khiếu nại có hiệu lực»; ghi mốc «Có hiệu lực từ».",
        en="«Record the day of effect»: done in another order: record that the limit «Decision on a complaint takes effect» is met; record the event «In force since».",
    )


def test_the_result_of_a_case():
    only(
        "result",
        "recommendation",
        within(RC, "rc_close", 'close_case("answered")', 'close_case("settled")'),
        vi="«Đóng: đã trả lời»: đóng vụ việc với kết quả đã trả lời → đã có quyết định giải quyết.",
        en="«Close as answered»: the case is closed as answered → settled by a decision.",
    )
