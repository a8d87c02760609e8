"""Steps and phases: each single change is one sentence, in both languages."""
# ruff: noqa: E501 - a sentence stands as it is read

from tests.changes.edits import flow, insert, lead, only, remove, rename, retype, swap, within

RC = "recommendation.bpmn"
CF = "complaint_first.bpmn"


def member(step: str) -> str:
    return f"<bpmn:flowNodeRef>{step}</bpmn:flowNodeRef>"


def test_a_step_added():
    only(
        "step_added",
        "recommendation",
        lead(RC, "rc_answer_to_sign", target="rc_check"),
        insert(
            RC,
            "rc_phase",
            '<bpmn:userTask id="rc_check" name="Kiểm tra dự thảo"/>' + flow("rc_check", "rc_sign"),
        ),
        vi="Thêm bước «Kiểm tra dự thảo», sau «Xem xét và soạn trả lời», trước «Ký văn bản trả lời».",
        en="Step added: «Kiểm tra dự thảo», after «Examine and draft the answer», before «Sign the answer».",
    )


NOTED = """<bpmn:userTask id="rc_check" name="Kiểm tra dự thảo"><bpmn:extensionElements><spiffworkflow:properties>
<spiffworkflow:property name="form" value="letter_sign"/><spiffworkflow:property name="role" value="unit_head"/>
<spiffworkflow:property name="assign" value="lead_unit"/><spiffworkflow:property name="letter" value="answer"/>
<spiffworkflow:property name="promise" value="2"/><spiffworkflow:property name="guard" value="not_contested_author"/>
<spiffworkflow:property name="records" value="letter_sign"/>
<spiffworkflow:property name="legalBasis" value="Luật Khiếu nại, Điều 31"/>
<spiffworkflow:property name="citizen" value="Dự thảo đang được kiểm tra."/>
</spiffworkflow:properties></bpmn:extensionElements></bpmn:userTask>"""


def test_what_a_new_step_says_is_told_with_it():
    only(
        "step_added",
        "recommendation",
        lead(RC, "rc_answer_to_sign", target="rc_check"),
        insert(RC, "rc_phase", NOTED + flow("rc_check", "rc_sign")),
        vi="Thêm bước «Kiểm tra dự thảo», sau «Xem xét và soạn trả lời», trước «Ký văn bản trả lời»: người làm Trưởng đơn vị; chuyển đến đơn vị chủ trì; biểu mẫu như ở «Ký văn bản trả lời»; văn bản «Công văn – trả lời kiến nghị, phản ánh của công dân»; thời hạn cam kết 2 ngày làm việc; căn cứ pháp lý Luật Khiếu nại, Điều 31; người dân đọc «Dự thảo đang được kiểm tra.»; ghi vào vụ việc: việc ký; điều kiện với người làm: không phải người ra quyết định bị khiếu nại.",
        en="Step added: «Kiểm tra dự thảo», after «Examine and draft the answer», before «Sign the answer»: done by Head of unit; comes to the lead unit; form as at «Sign the answer»; letter «Official letter – answer to a citizen's recommendation or reflection»; the office's promise 2 working days; legal basis Law on Complaints, Article 31; the citizen reads «Dự thảo đang được kiểm tra.»; writes into the case: the signature; condition for whoever does it: not who made the contested decision.",
    )


def test_a_step_removed():
    only(
        "step_removed",
        "recommendation",
        remove(RC, "rc_met"),
        insert(RC, "recommendation", flow("rc_answered", "rc_close")),
        vi="Bỏ bước «Ghi nhận thời hạn», sau «Ghi ngày trả lời», trước «Đóng: đã trả lời».",
        en="Step removed: «Record the limit», after «Record the answer», before «Close as answered».",
    )


def test_a_step_renamed():
    only(
        "renamed",
        "recommendation",
        within(RC, "rc_sign", '"Ký văn bản trả lời"', '"Ký trả lời"'),
        vi="«Ký văn bản trả lời» đổi tên thành «Ký trả lời».",
        en="«Sign the answer» is now called «Ký trả lời».",
    )


def test_a_step_renamed_with_its_id():
    only(
        "renamed",
        "recommendation",
        rename(RC, "rc_sign", "Activity_1x"),
        swap(RC, 'id="Activity_1x" name="Ký văn bản trả lời"', 'id="Activity_1x" name="Ký trả lời"'),
        vi="«Ký văn bản trả lời» đổi tên thành «Ký trả lời».",
        en="«Sign the answer» is now called «Ký trả lời».",
    )


def test_a_step_in_another_phase():
    only(
        "step_moved",
        "complaint_first",
        remove(CF, "cf_refuse_met"),
        insert(CF, "cf_accept", flow("cf_refusal_letter", "cf_refuse_end")),
        insert(
            CF,
            "complaint_first",
            '<bpmn:scriptTask id="cf_refuse_met" name="Ghi đã trả lời trong hạn"><bpmn:script>met("KN1.ACCEPT")</bpmn:script></bpmn:scriptTask>'
            + flow("cf_refuse_met", "cf_close_refused"),
        ),
        lead(CF, "cf_flow_accepted_gw__close_refused", target="cf_refuse_met"),
        vi="«Ghi đã trả lời trong hạn»: chuyển từ «Thụ lý» sang đường chính của quy trình.",
        en="«Record that the answer was given»: moved from «Accept» to the main way of the procedure.",
    )


def test_another_order():
    only(
        "step_order",
        "recommendation",
        lead(RC, "rc_number_to_answered", target="rc_met"),
        lead(RC, "rc_answered_to_met", source="rc_met", target="rc_answered"),
        lead(RC, "rc_met_to_close", source="rc_answered"),
        vi="«Ghi ngày trả lời»: trước đứng sau «Lấy số văn bản», nay đứng sau «Ghi nhận thời hạn».",
        en="«Record the answer»: came after «Number the answer», now comes after «Record the limit».",
    )


def test_another_lane():
    only(
        "step_lane",
        "complaint_first",
        swap(CF, member("cf_publish"), ""),
        swap(CF, member("cf_verify"), member("cf_verify") + member("cf_publish")),
        vi="«Công khai quyết định»: trước ở làn «Cán bộ tham mưu», nay ở làn «Đơn vị, tổ xác minh».",
        en="«Publish the decision»: was in the lane «Advising officer», now in the lane «Verifying unit or task force».",
    )


def test_a_step_that_becomes_automatic():
    only(
        "step_kind",
        "recommendation",
        retype(RC, "rc_accepted", "userTask"),
        vi="«Ghi ngày thụ lý»: trước là bước tự động, nay là bước có người làm.",
        en="«Record the acceptance»: was an automatic step, now a step that somebody does.",
    )


def test_a_phase_added():
    only(
        "phase_added",
        "recommendation",
        lead(RC, "rc_accepted_to_phase", target="rc_first"),
        insert(
            RC,
            "recommendation",
            '<bpmn:subProcess id="rc_first" name="Xem trước"><bpmn:startEvent id="rc_f1"/><bpmn:userTask id="rc_f2" name="Đọc đơn"/><bpmn:endEvent id="rc_f3"/>'
            + flow("rc_f1", "rc_f2")
            + flow("rc_f2", "rc_f3")
            + "</bpmn:subProcess>"
            + flow("rc_first", "rc_phase"),
        ),
        vi="Thêm giai đoạn «Xem trước», sau «Ghi ngày thụ lý», trước «Giải quyết và trả lời», gồm: «Đọc đơn».",
        en="Phase added: «Xem trước», after «Record the acceptance», before «Settle and answer». In it: «Đọc đơn».",
    )


def test_a_phase_removed():
    only(
        "phase_removed",
        "recommendation",
        remove(RC, "rc_first"),
        insert(RC, "recommendation", flow("rc_accepted", "rc_phase")),
        before=(
            lead(RC, "rc_accepted_to_phase", target="rc_first"),
            insert(
                RC,
                "recommendation",
                '<bpmn:subProcess id="rc_first" name="Xem trước"><bpmn:startEvent id="rc_f1"/><bpmn:userTask id="rc_f2" name="Đọc đơn"/><bpmn:endEvent id="rc_f3"/>'
                + flow("rc_f1", "rc_f2")
                + flow("rc_f2", "rc_f3")
                + "</bpmn:subProcess>"
                + flow("rc_first", "rc_phase"),
            ),
        ),
        vi="Bỏ giai đoạn «Xem trước», sau «Ghi ngày thụ lý», trước «Giải quyết và trả lời», trước gồm: «Đọc đơn».",
        en="Phase removed: «Xem trước», after «Record the acceptance», before «Settle and answer». In it were: «Đọc đơn».",
    )


def test_steps_that_are_done_in_turn():
    only(
        "in_turn",
        "complaint_first",
        remove(CF, "cf_fork", "cf_join"),
        insert(
            CF,
            "complaint_first",
            flow("cf_settle", "cf_publish")
            + flow("cf_published", "cf_wait")
            + flow("cf_effect_merge", "cf_send")
            + flow("cf_sent", "cf_archive"),
        ),
        vi="«Công khai quyết định», «Chờ có hiệu lực», «Gửi quyết định»: song song → lần lượt.",
        en="«Publish the decision», «Awaiting effect», «Send the decision»: side by side → one after another.",
    )


def test_steps_that_are_done_side_by_side():
    only(
        "side_by_side",
        "recommendation",
        remove(RC, "rc_number_to_answered", "rc_answered_to_met", "rc_met_to_close"),
        insert(
            RC,
            "recommendation",
            '<bpmn:parallelGateway id="rc_fork"/><bpmn:parallelGateway id="rc_join"/>'
            + flow("rc_number", "rc_fork")
            + flow("rc_fork", "rc_answered")
            + flow("rc_fork", "rc_met")
            + flow("rc_answered", "rc_join")
            + flow("rc_met", "rc_join")
            + flow("rc_join", "rc_close"),
        ),
        vi="«Ghi ngày trả lời», «Ghi nhận thời hạn»: lần lượt → song song.",
        en="«Record the answer», «Record the limit»: one after another → side by side.",
    )


def test_a_repetition():
    only(
        "repetition",
        "recommendation",
        within(RC, "rc_answer", "</bpmn:userTask>", "<bpmn:standardLoopCharacteristics/></bpmn:userTask>"),
        vi="«Xem xét và soạn trả lời»: lặp lại không có → lặp khi điều kiện còn đúng.",
        en="«Examine and draft the answer»: repetition none → as long as a condition holds.",
    )


def test_the_guidance_of_a_step():
    only(
        "help",
        "recommendation",
        within(RC, "rc_sign", "Đọc câu trả lời cạnh đơn", "Đọc kỹ câu trả lời"),
        vi="«Ký văn bản trả lời»: hướng dẫn «Đọc câu trả lời cạnh đơn; ký (có thể ký nhiều văn bản một lần) hoặc trả lại và ghi cần sửa gì.» → «Đọc kỹ câu trả lời; ký (có thể ký nhiều văn bản một lần) hoặc trả lại và ghi cần sửa gì.».",
        en="«Sign the answer»: guidance «Read the answer beside the petition; sign (several at once if wanted) or return it saying what must change.» → «Đọc kỹ câu trả lời; ký (có thể ký nhiều văn bản một lần) hoặc trả lại và ghi cần sửa gì.».",
    )


def test_another_detail_of_a_step():
    only(
        "other",
        "recommendation",
        within(RC, "rc_sign", 'id="rc_sign"', 'id="rc_sign" startQuantity="2"'),
        vi="«Ký văn bản trả lời»: chi tiết khác của bản vẽ đã đổi.",
        en="«Sign the answer»: other details of the drawing changed.",
    )


def test_a_property_nobody_knows():
    only(
        "property",
        "recommendation",
        within(
            RC,
            "rc_sign",
            '<spiffworkflow:property name="role"',
            '<spiffworkflow:property name="urgency" value="high"/><spiffworkflow:property name="role"',
        ),
        vi="«Ký văn bản trả lời»: urgency không có → «high».",
        en="«Sign the answer»: urgency none → «high».",
    )


def test_a_called_procedure():
    only(
        "called",
        "complaint_first",
        within(CF, "cf_verify", 'calledElement="verification"', 'calledElement="dialogue"'),
        vi="«Xác minh nội dung khiếu nại»: gọi quy trình «Xác minh nội dung vụ việc» → «Đối thoại».",
        en="«Verify the complaint»: calls the procedure «Verifying a case» → «Dialogue».",
    )


def test_a_change_within_a_called_procedure():
    only(
        "role",
        "complaint_first",
        within("dialogue.bpmn", "di_invite", '"officer"', '"unit_head"'),
        vi="Trong quy trình được gọi «Đối thoại»: «Chuẩn bị đối thoại, ghi giấy mời»: người làm Công chức thụ lý → Trưởng đơn vị.",
        en="In the called procedure «Dialogue»: «Prepare the dialogue and the invitation»: done by Officer → Head of unit.",
    )
