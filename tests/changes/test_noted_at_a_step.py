"""What is noted at a step: who does it, with which form, on which law, what the citizen reads."""
# ruff: noqa: E501 - a sentence stands as it is read

from tests.changes.edits import only, within

RC = "recommendation.bpmn"
CF = "complaint_first.bpmn"
C2 = "complaint_second.bpmn"
CO = "consultation.bpmn"


def test_another_form():
    only(
        "form",
        "recommendation",
        within(RC, "rc_answer", 'name="form" value="answer"', 'name="form" value="letter_draft"'),
        vi="«Xem xét và soạn trả lời»: biểu mẫu «answer» → «letter_draft».",
        en="«Examine and draft the answer»: form «answer» → «letter_draft».",
    )


def test_another_role():
    only(
        "role",
        "recommendation",
        within(RC, "rc_sign", '"chairman"', '"clerk"'),
        vi="«Ký văn bản trả lời»: người làm Chủ tịch → Văn thư.",
        en="«Sign the answer»: done by Chairman → Clerk.",
    )


def test_another_desk():
    only(
        "desk",
        "recommendation",
        within(RC, "rc_sign", '"leadership"', '"author:rc_answer"'),
        vi="«Ký văn bản trả lời»: chuyển đến lãnh đạo → người đã làm «Xem xét và soạn trả lời».",
        en="«Sign the answer»: comes to the leadership → whoever did «Examine and draft the answer».",
    )


def test_another_promise():
    only(
        "promise",
        "complaint_first",
        within(CF, "cf_archive", 'name="promise" value="5"', 'name="promise" value="3"'),
        vi="«Lập mục lục, lưu hồ sơ»: thời hạn cam kết 5 → 3 ngày làm việc.",
        en="«Index and archive the file»: the office's promise 5 → 3 working days.",
    )


def test_another_legal_basis():
    change = only(
        "legal_basis",
        "complaint_first",
        within(CF, "cf_ruling_sign", "Luật Khiếu nại, Điều 31", "Luật Khiếu nại, Điều 32"),
        vi="«Ký quyết định giải quyết»: căn cứ pháp lý Luật Khiếu nại, Điều 31 → Luật Khiếu nại, Điều 32.",
        en="«Sign the decision»: legal basis Law on Complaints, Article 31 → Law on Complaints, Article 32.",
    )
    assert change.articles == ("Điều 31, 02/2011/QH13", "Điều 32, 02/2011/QH13")


def test_what_the_citizen_reads():
    only(
        "citizen",
        "recommendation",
        within(RC, "rc_sign", "đang chờ lãnh đạo ký", "đang chờ ký"),
        vi="«Ký văn bản trả lời»: người dân nay đọc «Văn bản trả lời đang chờ ký.» thay cho «Văn bản trả lời đang chờ lãnh đạo ký.».",
        en="«Sign the answer»: the citizen now reads «Văn bản trả lời đang chờ ký.» instead of «The answer waits for the leader's signature.».",
    )


def test_another_letter():
    only(
        "letter",
        "complaint_first",
        within(CF, "cf_send", 'value="first_ruling"', 'value="acceptance_notice"'),
        vi="«Gửi quyết định»: văn bản «Quyết định – Về việc giải quyết khiếu nại của … (lần đầu)» → «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu».",
        en="«Send the decision»: letter «Decision – On the settlement of the complaint of … (first time)» → «Notice – On the acceptance of a first complaint».",
    )


def test_a_recorder_added():
    only(
        "recorder_added",
        "recommendation",
        within(
            RC,
            "rc_sign",
            'value="letter_sign"/><spiffworkflow:property name="letter"',
            'value="letter_sign,ruling_sign"/><spiffworkflow:property name="letter"',
        ),
        vi="«Ký văn bản trả lời»: nay ghi thêm vào vụ việc: quyết định giải quyết đã ký.",
        en="«Sign the answer»: now also writes into the case: the signed ruling.",
    )


def test_a_recorder_removed():
    only(
        "recorder_removed",
        "recommendation",
        within(RC, "rc_answer", "answer,letter_draft", "answer"),
        vi="«Xem xét và soạn trả lời»: không còn ghi vào vụ việc: dự thảo văn bản.",
        en="«Examine and draft the answer»: no longer writes into the case: the draft of the letter.",
    )


def test_a_guard_added():
    only(
        "guard_added",
        "complaint_first",
        within(CF, "cf_ruling_sign", 'value="heard_first"', 'value="heard_first,not_contested_author"'),
        vi="«Ký quyết định giải quyết»: thêm điều kiện với người làm: không phải người ra quyết định bị khiếu nại.",
        en="«Sign the decision»: new condition for whoever does it: not who made the contested decision.",
    )


def test_a_guard_removed():
    only(
        "guard_removed",
        "complaint_first",
        within(CF, "cf_ruling_sign", '<spiffworkflow:property name="guard" value="heard_first" />', ""),
        vi="«Ký quyết định giải quyết»: bỏ điều kiện với người làm: đã khảo sát và đối thoại hoặc tiếp công dân.",
        en="«Sign the decision»: condition dropped for whoever does it: survey and dialogue or reception first.",
    )


def test_another_outcome():
    only(
        "outcome",
        "recommendation",
        within(RC, "rc_sign", 'value="letter_outcome"', 'value="comment"'),
        vi="«Ký văn bản trả lời»: trường ghi kết quả «Ý kiến người ký» → «Cần sửa gì?».",
        en="«Sign the answer»: what counts as its outcome «The signer's choice» → «What must change?».",
    )


def test_another_last_day():
    only(
        "due",
        "consultation",
        within(CO, "co_answer", 'name="due" value="answer_by"', 'name="due" value="answered_on"'),
        vi="«Trả lời bằng văn bản»: ngày phải xong lấy từ «answer_by» → «answered_on».",
        en="«Answer in writing»: its last day comes from «answer_by» → «answered_on».",
    )


def test_how_it_begins():
    only(
        "begins",
        "complaint_second",
        within(C2, "c2_start", '"by_command,by_intake"', '"by_command"'),
        vi="Quy trình được bắt đầu bởi công chức từ trang vụ việc, khâu tiếp nhận → công chức từ trang vụ việc.",
        en="The procedure is begun by an officer on the page of a case, the intake → an officer on the page of a case.",
    )


def test_who_may_begin_it():
    only(
        "starter",
        "complaint_second",
        within(
            C2,
            "c2_start",
            '<spiffworkflow:property name="link"',
            '<spiffworkflow:property name="role" value="chairman"/><spiffworkflow:property name="link"',
        ),
        vi="Người được bắt đầu quy trình: không có → Chủ tịch.",
        en="Who may begin the procedure: none → Chairman.",
    )


def test_the_form_with_which_it_begins():
    only(
        "begin_form",
        "complaint_second",
        within(C2, "c2_start", '"form" value="second_complaint"', '"form" value="second_filing"'),
        vi="Biểu mẫu khi bắt đầu quy trình: «second_complaint» → «second_filing».",
        en="The form with which the procedure begins: «second_complaint» → «second_filing».",
    )


def test_what_is_known_when_it_begins():
    only(
        "given",
        "consultation",
        within(CO, "co_start", '"where, asked_unit, answer_by"', '"where, answer_by"'),
        vi="Thông tin có sẵn khi bắt đầu: «where», «asked_unit», «answer_by» → «where», «answer_by».",
        en="What is known at the beginning: «where», «asked_unit», «answer_by» → «where», «answer_by».",
    )


def test_its_tie_to_the_first_case():
    only(
        "link",
        "complaint_second",
        within(C2, "c2_start", '"second-of"', '"challenges"'),
        vi="Liên kết với vụ việc gốc: Khiếu nại lần hai của → Phản đối.",
        en="Tie to the case it grows out of: Second complaint after → Challenges.",
    )


def test_what_must_be_so_before():
    only(
        "needs",
        "complaint_second",
        within(C2, "c2_start", '"first_ruling_or_late"', '"in_force"'),
        vi="Điều kiện để bắt đầu: đã có quyết định lần đầu hoặc đã hết thời hạn → quyết định đã có hiệu lực.",
        en="What must be so before it begins: there is a first ruling, or its limit has passed → the decision is in force.",
    )


def test_the_kinds_of_case():
    only(
        "case_kinds",
        "complaint_second",
        within(C2, "c2_start", '"kinds" value="complaint"', '"kinds" value="complaint,land_dispute"'),
        vi="Loại vụ việc có thể bắt đầu: Khiếu nại → Khiếu nại, Tranh chấp đất đai.",
        en="Kinds of case on which it can be begun: Complaint → Complaint, Land dispute.",
    )


def test_what_is_said_where_it_begins():
    only(
        "about",
        "protection",
        within(
            "protection.bpmn",
            "pr_start",
            '<spiffworkflow:property name="form"',
            '<spiffworkflow:property name="about" value="Khi có người cần được bảo vệ."/><spiffworkflow:property name="form"',
        ),
        vi="Lời giới thiệu ở nơi bắt đầu: không có → «Khi có người cần được bảo vệ.».",
        en="What is said where it is begun: none → «Khi có người cần được bảo vệ.».",
    )


def test_that_it_runs_beside():
    only(
        "beside",
        "complaint_second",
        within(
            C2,
            "c2_start",
            '<spiffworkflow:property name="begins"',
            '<spiffworkflow:property name="beside" value="yes"/><spiffworkflow:property name="begins"',
        ),
        vi="Chạy bên cạnh quy trình của vụ việc: không có → Có.",
        en="Runs beside the case's own procedure: none → Yes.",
    )


def test_what_the_first_case_hears():
    only(
        "tells",
        "complaint_second",
        within(C2, "c2_start", '"tells" value="second_complaint"', '"tells" value="lawsuit"'),
        vi="Báo cho vụ việc gốc: Có khiếu nại lần hai → Vụ việc được khởi kiện tại Tòa án.",
        en="The case it grows out of hears: A second complaint was filed → The matter was taken to court.",
    )
