"""Limits and reminders: each single change is one sentence, with days and articles."""
# ruff: noqa: E501 - a sentence stands as it is read

from tests.changes.edits import flow, insert, only, remove, within

CF = "complaint_first.bpmn"


def test_another_limit_and_its_reminder():
    change = only(
        "limit",
        "complaint_first",
        *(
            within(CF, one, "KN1.SETTLE", "KN2.SETTLE")
            for one in ("cf_settle_breach", "cf_settle_escalate", "cf_settle_reminder", "cf_settle_remind")
        ),
        vi="«Giải quyết»: thời hạn 30 → 45 ngày (Luật Khiếu nại, Điều 28 → Điều 37); nhắc việc dời theo.",
        en="«Settlement»: limit 30 → 45 days (Law on Complaints, Art. 28 → Art. 37); the reminder moves with it.",
    )
    assert change.articles == ("Điều 28, 02/2011/QH13", "Điều 37, 02/2011/QH13")


def test_another_limit_in_other_days():
    change = only(
        "limit",
        "complaint_first",
        within(CF, "cf_accept_breach", "KN1.ACCEPT", "KN1.SETTLE"),
        within(CF, "cf_accept_escalate", "KN1.ACCEPT", "KN1.SETTLE"),
        vi="«Thụ lý»: thời hạn 10 ngày làm việc → 30 ngày (Luật Khiếu nại, Điều 27 → Điều 28).",
        en="«Accept»: limit 10 working days → 30 days (Law on Complaints, Art. 27 → Art. 28).",
    )
    assert change.articles == ("Điều 27, 02/2011/QH13", "Điều 16, 124/2020/NĐ-CP", "Điều 28, 02/2011/QH13")


def test_a_limit_added():
    only(
        "limit_added",
        "complaint_first",
        insert(
            CF,
            "complaint_first",
            '<bpmn:boundaryEvent id="cf_late" name="Quá hạn" cancelActivity="false" attachedToRef="cf_archive"><bpmn:timerEventDefinition><bpmn:timeDate>deadline("KN1.SEND")</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:scriptTask id="cf_tell" name="Báo"><bpmn:script>escalate("KN1.SEND")</bpmn:script></bpmn:scriptTask><bpmn:endEvent id="cf_told"/>'
            + flow("cf_late", "cf_tell")
            + flow("cf_tell", "cf_told"),
        ),
        vi="«Lập mục lục, lưu hồ sơ»: thêm thời hạn 3 ngày làm việc (Luật Khiếu nại, Điều 32).",
        en="«Index and archive the file»: limit added, 3 working days (Law on Complaints, Art. 32).",
    )


def test_a_limit_removed():
    only(
        "limit_removed",
        "complaint_first",
        remove(CF, "cf_send_breach", "cf_send_escalate", "cf_send_escalated"),
        vi="«Gửi quyết định»: bỏ thời hạn 3 ngày làm việc (Luật Khiếu nại, Điều 32).",
        en="«Send the decision»: limit dropped, 3 working days (Law on Complaints, Art. 32).",
    )


def test_a_reminder_added():
    only(
        "reminder_added",
        "complaint_first",
        insert(
            CF,
            "complaint_first",
            '<bpmn:boundaryEvent id="cf_soon" name="Sắp đến hạn" cancelActivity="false" attachedToRef="cf_send"><bpmn:timerEventDefinition><bpmn:timeDate>reminder("KN1.SEND", 1)</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:scriptTask id="cf_nudge" name="Nhắc"><bpmn:script>remind("KN1.SEND")</bpmn:script></bpmn:scriptTask><bpmn:endEvent id="cf_nudged"/>'
            + flow("cf_soon", "cf_nudge")
            + flow("cf_nudge", "cf_nudged"),
        ),
        vi="«Gửi quyết định»: thêm nhắc việc 1 ngày làm việc trước khi hết hạn «Gửi quyết định giải quyết khiếu nại lần đầu».",
        en="«Send the decision»: reminder added, 1 working day before the end of «Sending the decision on a first complaint».",
    )


def test_a_reminder_removed():
    only(
        "reminder_removed",
        "complaint_first",
        remove(CF, "cf_settle_reminder", "cf_settle_remind", "cf_settle_reminded"),
        vi="«Giải quyết»: bỏ nhắc việc 3 ngày làm việc trước khi hết hạn «Giải quyết khiếu nại lần đầu».",
        en="«Settlement»: reminder dropped, 3 working days before the end of «Settling a first complaint».",
    )


def test_a_reminder_moved():
    only(
        "reminder",
        "complaint_first",
        within(CF, "cf_settle_reminder", '", 3)', '", 5)'),
        vi="«Giải quyết»: nhắc việc 3 → 5 ngày làm việc trước khi hết hạn «Giải quyết khiếu nại lần đầu».",
        en="«Settlement»: reminder 3 → 5 working days before the end of «Settling a first complaint».",
    )


def test_what_a_limit_stops():
    only(
        "interrupting",
        "complaint_first",
        within(CF, "cf_settle_breach", ' cancelActivity="false"', ""),
        vi="«Quá hạn giải quyết»: việc đang làm vẫn tiếp tục → khi ấy dừng việc đang làm.",
        en="«Settlement overdue»: the work goes on beside it → the work stops then.",
    )


def test_what_is_waited_for_on_the_way():
    only(
        "wait",
        "complaint_first",
        within(CF, "cf_effect", "KN.EFFECT", "KN.PUBLISH"),
        vi="«Hết thời hiệu khiếu nại tiếp»: chờ đến hết thời hạn «Quyết định giải quyết khiếu nại có hiệu lực», 30 ngày (Luật Khiếu nại, Điều 44) → hết thời hạn «Công khai quyết định giải quyết khiếu nại», 15 ngày (Luật Khiếu nại, khoản 2 Điều 41).",
        en="«Time to complain further is over»: waits until the end of the limit «Decision on a complaint takes effect», 30 days (Law on Complaints, Art. 44) → the end of the limit «Publishing the decision on a complaint», 15 days (Law on Complaints, para. 2 Art. 41).",
    )
