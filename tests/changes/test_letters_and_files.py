"""Letters, scenarios and files: each single change is one sentence."""
# ruff: noqa: E501 - a sentence stands as it is read

from tests.changes.edits import only, put, shipped, swap

RC = "recommendation.bpmn"
NOTICE = "letters/acceptance_notice.html"
STORY = b"- name: a\n  when: [{complete: rc_answer}]\n  then: {ends: [rc_done]}\n"
MORE = b"- name: b\n  when: [{complete: rc_sign}]\n"
ENGLISH = 'msgid "Ký văn bản trả lời"\nmsgstr "Put the name"\n'.encode()


def test_a_paragraph():
    only(
        "paragraph",
        "complaint_first",
        swap(NOTICE, "đủ điều kiện thụ lý và thuộc", "hợp lệ và thuộc"),
        vi="Văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu», đoạn 8: «… xem xét, khiếu nại đủ điều kiện thụ lý và thuộc thẩm quyền …» → «… xem xét, khiếu nại hợp lệ và thuộc thẩm quyền …».",
        en="Letter «Notice – On the acceptance of a first complaint», paragraph 8: «… xem xét, khiếu nại đủ điều kiện thụ lý và thuộc thẩm quyền …» → «… xem xét, khiếu nại hợp lệ và thuộc thẩm quyền …».",
    )


def test_a_paragraph_added():
    only(
        "paragraph_added",
        "complaint_first",
        swap(NOTICE, "<p>Vậy thông", "<p>Đề nghị mang theo giấy tờ.</p>\n<p>Vậy thông"),
        vi="Văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu»: thêm đoạn 13: «Đề nghị mang theo giấy tờ.».",
        en="Letter «Notice – On the acceptance of a first complaint»: paragraph 13 added: «Đề nghị mang theo giấy tờ.».",
    )


def test_a_paragraph_removed():
    only(
        "paragraph_removed",
        "complaint_first",
        swap(NOTICE, "<p>Vậy thông báo để {{ petitioner }} biết./.</p>", ""),
        vi="Văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu»: bỏ đoạn 13: «Vậy thông báo để {{ petitioner }} biết./.».",
        en="Letter «Notice – On the acceptance of a first complaint»: paragraph 13 removed: «{{ petitioner }} is hereby notified./.».",
    )


def test_a_merge_field_added():
    only(
        "merge_field_added",
        "complaint_first",
        swap(NOTICE, "<p>{{ contents }}</p>", "<p>{{ contents }} {{ matter }}</p>"),
        vi="Văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu», đoạn 7: thêm ô điền «matter».",
        en="Letter «Notice – On the acceptance of a first complaint», paragraph 7: now also says «matter».",
    )


def test_a_merge_field_removed():
    only(
        "merge_field_removed",
        "complaint_first",
        swap(NOTICE, ", số tiếp nhận {{ petition_number }}", ", số tiếp nhận"),
        vi="Văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu», đoạn 3: bỏ ô điền «petition_number».",
        en="Letter «Notice – On the acceptance of a first complaint», paragraph 3: no longer says «petition_number».",
    )


def test_when_a_paragraph_stands():
    only(
        "paragraph_when",
        "complaint_first",
        swap(NOTICE, "<p>{{ contents }}</p>", "{{# contents }}<p>{{ contents }}</p>{{/ contents }}"),
        vi="Văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu», đoạn 7: chỉ có khi biết không có → «contents».",
        en="Letter «Notice – On the acceptance of a first complaint», paragraph 7: stands only with none → «contents».",
    )


def test_the_subject_of_a_letter():
    only(
        "letter_front",
        "complaint_first",
        swap(NOTICE, "subject: Về việc thụ lý", "subject: Thụ lý"),
        vi="Văn bản «Thông báo – Thụ lý giải quyết khiếu nại lần đầu»: trích yếu «Về việc thụ lý giải quyết khiếu nại lần đầu» → «Thụ lý giải quyết khiếu nại lần đầu».",
        en="Letter «Notice – Thụ lý giải quyết khiếu nại lần đầu»: subject «On the acceptance of a first complaint» → «Thụ lý giải quyết khiếu nại lần đầu».",
    )


def test_the_book_of_a_letter():
    only(
        "letter_front",
        "complaint_first",
        swap(NOTICE, "book: thong_bao", "book: cong_van"),
        vi="Văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu»: sổ văn bản «thong_bao» → «cong_van».",
        en="Letter «Notice – On the acceptance of a first complaint»: number book «thong_bao» → «cong_van».",
    )


def test_who_signs_a_letter():
    only(
        "letter_front",
        "complaint_first",
        swap(NOTICE, "signer: chairman", "signer: unit_head"),
        vi="Văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu»: người ký Chủ tịch → Trưởng đơn vị.",
        en="Letter «Notice – On the acceptance of a first complaint»: signed by Chairman → Head of unit.",
    )


def test_a_letter_added():
    only(
        "letter_added",
        "recommendation",
        put(NOTICE, shipped("complaint_first")[NOTICE]),
        vi="Thêm văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu».",
        en="Letter added: «Notice – On the acceptance of a first complaint».",
    )


def test_a_letter_removed():
    only(
        "letter_removed",
        "complaint_first",
        put(NOTICE),
        vi="Bỏ văn bản «Thông báo – Về việc thụ lý giải quyết khiếu nại lần đầu».",
        en="Letter removed: «Notice – On the acceptance of a first complaint».",
    )


def test_a_scenario_added():
    only(
        "scenario_added",
        "recommendation",
        put("scenarios/a.yaml", STORY + MORE),
        before=(put("scenarios/a.yaml", STORY),),
        vi="Thêm kịch bản «b».",
        en="Scenario added: «b».",
    )


def test_a_scenario_that_has_its_english():
    only(
        "scenario_added",
        "recommendation",
        put(
            "scenarios/a.yaml",
            STORY.replace(b"name: a", "name: Yêu cầu bổ sung, đã bổ sung, đơn được thụ lý".encode()),
        ),
        vi="Thêm kịch bản «Yêu cầu bổ sung, đã bổ sung, đơn được thụ lý».",
        en="Scenario added: «a supplement is asked for, comes, and the petition is accepted».",
    )


def test_a_scenario_removed():
    only(
        "scenario_removed",
        "recommendation",
        put("scenarios/a.yaml", STORY),
        before=(put("scenarios/a.yaml", STORY + MORE),),
        vi="Bỏ kịch bản «b».",
        en="Scenario removed: «b».",
    )


def test_a_scenario_changed():
    only(
        "scenario",
        "recommendation",
        put("scenarios/a.yaml", STORY.replace(b"rc_done", b"rc_withdrawn_end")),
        before=(put("scenarios/a.yaml", STORY),),
        vi="Kịch bản «a» đã đổi: kết quả.",
        en="The scenario «a» changed: where it leads.",
    )


def test_only_the_english():
    only(
        "english",
        "recommendation",
        put("en.po", ENGLISH),
        vi="Chỉ đổi bản tiếng Anh của «Ký văn bản trả lời»: «Sign the answer» → «Put the name».",
        en="Only the English of «Ký văn bản trả lời»: «Sign the answer» → «Put the name».",
    )


def test_the_english_of_a_version_changed_again():
    only(
        "english",
        "recommendation",
        put("en.po", ENGLISH.replace(b"Put", b"Write")),
        before=(put("en.po", ENGLISH),),
        vi="Chỉ đổi bản tiếng Anh của «Ký văn bản trả lời»: «Put the name» → «Write the name».",
        en="Only the English of «Ký văn bản trả lời»: «Put the name» → «Write the name».",
    )


def test_a_called_drawing_added():
    only(
        "called_added",
        "recommendation",
        put("dialogue.bpmn", shipped("complaint_first")["dialogue.bpmn"]),
        vi="Thêm bản vẽ của quy trình được gọi «Đối thoại».",
        en="Drawing of a called procedure added: «Dialogue».",
    )


def test_a_called_drawing_removed():
    only(
        "called_removed",
        "complaint_first",
        put("dialogue.bpmn"),
        vi="Bỏ bản vẽ của quy trình được gọi «Đối thoại».",
        en="Drawing of a called procedure removed: «Dialogue».",
    )


def test_a_file_that_cannot_be_read():
    only(
        "unreadable",
        "recommendation",
        put(RC, b"<bpmn"),
        vi="Tệp recommendation.bpmn đã đổi nhưng không đọc được nên không kể được đã đổi những gì.",
        en="The file recommendation.bpmn changed and cannot be read, so that its changes cannot be told.",
    )
