"""Arrows, gateways and messages: each single change is one sentence."""
# ruff: noqa: E501 - a sentence stands as it is read

from tests.changes.edits import flow, insert, lead, only, remove, retype, swap, within

RC = "recommendation.bpmn"
CF = "complaint_first.bpmn"


def test_a_condition():
    only(
        "condition",
        "recommendation",
        within(RC, "rc_signed_to_answer", '"return"', '"sign"'),
        vi="«Đã ký?» → «Xem xét và soạn trả lời»: khi «Ý kiến người ký» là «Trả lại để sửa» → khi «Ý kiến người ký» là «Ký ban hành».",
        en="«Signed?» → «Examine and draft the answer»: when «The signer's choice» is «Return for changes» → when «The signer's choice» is «Sign».",
    )


def test_a_condition_on_several_fields():
    only(
        "condition",
        "complaint_first",
        within(
            CF,
            "cf_flow_orders_gw__execute",
            '("amend", "cancel")',
            '("amend", "uphold") and settle_by == "self"',
        ),
        vi="«Có việc phải thi hành?» → «Mở việc thi hành quyết định»: khi «Kết luận giải quyết» là một trong «Sửa đổi, hủy một phần», «Hủy bỏ, chấm dứt hành vi» → khi «Kết luận giải quyết» là một trong «Sửa đổi, hủy một phần», «Giữ nguyên quyết định, hành vi bị khiếu nại» và «Cách giải quyết» là «Chủ tịch tự xác minh».",
        en="«Anything to execute?» → «Open the execution»: when «The ruling» is one of «Amend, cancel in part», «Cancel, or stop the act» → when «The ruling» is one of «Amend, cancel in part», «Uphold the contested decision or act» and «How to settle» is «The Chairman verifies in person».",
    )


def test_what_holds_in_all_other_cases():
    only(
        "default",
        "complaint_first",
        within(
            CF, "cf_return_gw", 'default="cf_flow_return_gw__ruling"', 'default="cf_flow_return_gw__verify"'
        ),
        vi="«Trả lại để làm gì?»: các trường hợp còn lại đi tới «Lập phương án giải quyết» → đi tới «Xác minh nội dung khiếu nại».",
        en="«Returned for what?»: in all other cases on to «Draw up the ruling» → on to «Verify the complaint».",
    )


def test_an_arrow_added():
    only(
        "arrow_added",
        "recommendation",
        insert(RC, "rc_phase", flow("rc_signed", "rc_open", 'letter_outcome == "return"')),
        vi="Thêm đường đi từ «Đã ký?» đến «Mở văn bản trả lời», khi «Ý kiến người ký» là «Trả lại để sửa».",
        en="New way from «Signed?» to «Open the answer», when «The signer's choice» is «Return for changes».",
    )


def test_an_arrow_removed():
    only(
        "arrow_removed",
        "complaint_first",
        remove(CF, "cf_flow_return_gw__verify"),
        vi="Bỏ đường đi từ «Trả lại để làm gì?» đến «Xác minh nội dung khiếu nại», khi «Trả lại để làm gì?» là «Xác minh lại» và «Cách giải quyết» không là «Khiếu nại rõ ràng là đúng: ra quyết định ngay».",
        en="Way dropped from «Returned for what?» to «Verify the complaint», when «Returned for what?» is «Verify again» and «How to settle» is not «Clearly right: decide at once».",
    )


def test_an_arrow_led_elsewhere():
    only(
        "rerouted",
        "recommendation",
        lead(RC, "rc_signed_to_answer", target="rc_open"),
        vi="«Đã ký?», khi «Ý kiến người ký» là «Trả lại để sửa»: trước đi tới «Xem xét và soạn trả lời», nay đi tới «Mở văn bản trả lời».",
        en="«Signed?», when «The signer's choice» is «Return for changes»: led to «Examine and draft the answer», now leads to «Open the answer».",
    )


def test_the_words_on_an_arrow():
    only(
        "arrow_name",
        "recommendation",
        within(RC, "rc_signed_to_answer", "Trả lại để sửa", "Sửa lại"),
        vi="«Đã ký?» → «Xem xét và soạn trả lời»: chữ trên đường đi «Trả lại để sửa» → «Sửa lại».",
        en="«Signed?» → «Examine and draft the answer»: the words on the way «Return for changes» → «Sửa lại».",
    )


def test_a_gateway_of_another_kind():
    only(
        "gateway",
        "complaint_first",
        retype(CF, "cf_fork", "inclusiveGateway"),
        vi="«Gửi, công khai, hiệu lực cùng lúc»: mọi nhánh cùng lúc → một hoặc nhiều nhánh.",
        en="«Send, publish, take effect together»: all ways at once → one or more ways.",
    )


def test_a_gateway_added():
    only(
        "gateway_added",
        "recommendation",
        lead(RC, "rc_met_to_close", target="rc_which"),
        insert(
            RC,
            "recommendation",
            '<bpmn:exclusiveGateway id="rc_which" name="Còn gì nữa?"/>' + flow("rc_which", "rc_close"),
        ),
        vi="Thêm cổng rẽ «Còn gì nữa?», sau «Ghi nhận thời hạn», trước «Đóng: đã trả lời».",
        en="Gateway added: «Còn gì nữa?», after «Record the limit», before «Close as answered».",
    )


def test_a_gateway_removed():
    only(
        "gateway_removed",
        "complaint_first",
        remove(CF, "cf_stay_merge"),
        insert(
            CF,
            "complaint_first",
            flow("cf_contested_record", "cf_effect_merge") + flow("cf_sued_record", "cf_effect_merge"),
        ),
        vi="Bỏ cổng rẽ «Cổng rẽ: một nhánh, sau «Ghi ngày khiếu nại lần hai, hoãn hiệu lực»», trước «Cổng rẽ: một nhánh, sau «Có việc phải thi hành?»».",
        en="Gateway removed: «Gateway: one way, after «Record the second complaint, stay the effect»», before «Gateway: one way, after «Anything to execute?»».",
    )


def test_a_message_awaited():
    only(
        "message_added",
        "complaint_first",
        insert(
            CF,
            "complaint_first",
            '<bpmn:boundaryEvent id="cf_ask" name="Cấp trên hỏi" cancelActivity="false" attachedToRef="cf_archive"><bpmn:messageEventDefinition messageRef="report_asked"/></bpmn:boundaryEvent><bpmn:endEvent id="cf_asked" name="Đã biết"/>'
            + flow("cf_ask", "cf_asked"),
        ),
        vi="«Lập mục lục, lưu hồ sơ»: nay có thể đến: «Cấp trên yêu cầu báo cáo», kèm theo: «Đã biết».",
        en="«Index and archive the file»: may now arrive: «The superior asks for a report», and what follows: «Đã biết».",
    )


def test_a_message_no_longer_awaited():
    only(
        "message_removed",
        "recommendation",
        remove(RC, "rc_withdrawal", "rc_withdrawn", "rc_close_withdrawn", "rc_withdrawn_end"),
        vi="«Giải quyết và trả lời»: không còn chờ: «Người gửi rút đơn», khi ấy dừng việc đang làm, kèm theo: «Ghi ngày rút đơn», «Đóng: rút đơn», «Đã rút đơn».",
        en="«Settle and answer»: no longer awaited: «The petition was withdrawn», and the work stops then, and what follows: «Record the withdrawal», «Close as withdrawn», «Withdrawn by the petitioner».",
    )


def test_another_message_awaited():
    only(
        "message",
        "recommendation",
        swap(RC, 'name="withdrawal"/>', 'name="lawsuit"/>'),
        vi="«Rút đơn»: chờ «Người gửi rút đơn» → «Vụ việc được khởi kiện tại Tòa án».",
        en="«Withdrawn»: waits for «The petition was withdrawn» → «The matter was taken to court».",
    )


def test_an_event_added():
    only(
        "event_added",
        "recommendation",
        lead(RC, "rc_met_to_close", target="rc_pause"),
        insert(
            RC,
            "recommendation",
            '<bpmn:intermediateCatchEvent id="rc_pause" name="Chờ thêm"><bpmn:timerEventDefinition><bpmn:timeDate>followup()</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>'
            + flow("rc_pause", "rc_close"),
        ),
        vi="Thêm sự kiện «Chờ thêm», sau «Ghi nhận thời hạn», trước «Đóng: đã trả lời».",
        en="Event added: «Chờ thêm», after «Record the limit», before «Close as answered».",
    )


def test_an_event_removed():
    only(
        "event_removed",
        "complaint_first",
        remove(CF, "cf_sued"),
        insert(CF, "complaint_first", flow("cf_wait", "cf_sued_record")),
        vi="Bỏ sự kiện «Khởi kiện tại Tòa án», sau «Chờ có hiệu lực», trước «Ghi ngày khởi kiện, hoãn hiệu lực».",
        en="Event removed: «Taken to court», after «Awaiting effect», before «Record the suit, stay the effect».",
    )


def test_an_event_of_another_kind():
    only(
        "event",
        "recommendation",
        swap(
            RC,
            '<bpmn:endEvent id="rc_escalated" name="Đã báo lãnh đạo">',
            '<bpmn:endEvent id="rc_escalated" name="Đã báo lãnh đạo"><bpmn:terminateEventDefinition/>',
        ),
        vi="«Đã báo lãnh đạo»: loại sự kiện thường → dừng tất cả.",
        en="«Leader informed»: kind of event plain → everything stops.",
    )
