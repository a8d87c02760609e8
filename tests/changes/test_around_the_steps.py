"""Names, lanes, remarks, starts and ends: each single change is one sentence, in both languages."""
# ruff: noqa: E501 - a sentence stands as it is read

from tests.changes.edits import flow, insert, only, remove, swap, take

RC = "recommendation.bpmn"
CF = "complaint_first.bpmn"


def test_the_name_of_the_procedure():
    only(
        "procedure_name",
        "recommendation",
        swap(
            RC,
            '<bpmn:process id="recommendation" name="Giải quyết kiến nghị, phản ánh"',
            '<bpmn:process id="recommendation" name="Trả lời kiến nghị"',
        ),
        vi="Quy trình «Giải quyết kiến nghị, phản ánh» đổi tên thành «Trả lời kiến nghị».",
        en="The procedure «Settling a recommendation or reflection» is now called «Trả lời kiến nghị».",
    )


def test_the_description_of_the_procedure():
    only(
        "purpose",
        "recommendation",
        swap(RC, "Đường ngắn nhất từ quầy", "Đường từ quầy"),
        vi="«Giải quyết kiến nghị, phản ánh»: mô tả «Đường ngắn nhất từ quầy đến câu trả lời: đơn vị chủ trì soạn trả lời, lãnh đạo ký, văn thư gửi từ khay của mình.» → «Đường từ quầy đến câu trả lời: đơn vị chủ trì soạn trả lời, lãnh đạo ký, văn thư gửi từ khay của mình.».",
        en="«Settling a recommendation or reflection»: description «The shortest way from the counter to the answer: the lead unit drafts it, the leader signs, the clerk sends it from the tray.» → «Đường từ quầy đến câu trả lời: đơn vị chủ trì soạn trả lời, lãnh đạo ký, văn thư gửi từ khay của mình.».",
    )


def test_a_lane_added():
    only(
        "lane_added",
        "recommendation",
        swap(RC, "</bpmn:laneSet>", '<bpmn:lane id="rc_lane_clerk" name="Văn thư"/></bpmn:laneSet>'),
        vi="Thêm làn «Văn thư».",
        en="Lane added: «Clerk».",
    )


def test_a_lane_removed():
    only(
        "lane_removed",
        "recommendation",
        take(RC, "rc_lane_leader"),
        vi="Bỏ làn «Lãnh đạo».",
        en="Lane removed: «Leader».",
    )


def test_a_lane_renamed():
    only(
        "lane_name",
        "recommendation",
        swap(RC, 'id="rc_lane_leader" name="Lãnh đạo"', 'id="rc_lane_leader" name="Chủ tịch"'),
        vi="Làn «Lãnh đạo» đổi tên thành «Chủ tịch».",
        en="The lane «Leader» is now called «Chủ tịch».",
    )


def test_a_remark_added():
    only(
        "remark_added",
        "recommendation",
        insert(
            RC,
            "recommendation",
            '<bpmn:textAnnotation id="rc_note"><bpmn:text>Theo dõi kỹ</bpmn:text></bpmn:textAnnotation>',
        ),
        vi="Thêm ghi chú trên bản vẽ: «Theo dõi kỹ».",
        en="Remark added on the drawing: «Theo dõi kỹ».",
    )


def test_an_end_added():
    only(
        "end_added",
        "recommendation",
        insert(
            RC,
            "recommendation",
            '<bpmn:endEvent id="rc_stop" name="Dừng lại"/>' + flow("rc_answered", "rc_stop"),
        ),
        vi="Thêm kết thúc «Dừng lại», sau «Ghi ngày trả lời».",
        en="End added: «Dừng lại», after «Record the answer».",
    )


def test_an_end_removed():
    only(
        "end_removed",
        "recommendation",
        remove(RC, "rc_reminded"),
        vi="Bỏ kết thúc «Đã nhắc», sau «Nhắc đơn vị chủ trì».",
        en="End removed: «Reminded», after «Remind the lead unit».",
    )


def test_a_start_added():
    only(
        "start_added",
        "recommendation",
        insert(
            RC,
            "recommendation",
            '<bpmn:startEvent id="rc_other" name="Lãnh đạo giao"/>' + flow("rc_other", "rc_accepted"),
        ),
        vi="Thêm điểm bắt đầu «Lãnh đạo giao».",
        en="Another start: «Lãnh đạo giao».",
    )


def test_a_start_removed():
    only(
        "start_removed",
        "recommendation",
        remove(RC, "rc_start"),
        vi="Bỏ điểm bắt đầu «Kiến nghị, phản ánh được thụ lý».",
        en="Start removed: «Recommendation accepted».",
    )


def test_a_remark_removed():
    only(
        "remark_removed",
        "recommendation",
        take(RC, "rc_note"),
        before=(
            insert(
                RC,
                "recommendation",
                '<bpmn:textAnnotation id="rc_note"><bpmn:text>Theo dõi kỹ</bpmn:text></bpmn:textAnnotation>',
            ),
        ),
        vi="Bỏ ghi chú trên bản vẽ: «Theo dõi kỹ».",
        en="Remark removed from the drawing: «Theo dõi kỹ».",
    )
