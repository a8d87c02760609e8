"""Decision tables: each single change is one sentence, cell by cell."""
# ruff: noqa: E501 - a sentence stands as it is read

import re

from tests.changes.edits import Edit, only, put, shipped, swap, take

WAY = "denunciation_way.dmn"
CRITERIA = "criteria.dmn"


def last_row_first(file: str) -> Edit:
    def edit(files: dict[str, bytes]) -> None:
        text = files[file].decode()
        rows = re.findall(r" *<rule .*?</rule>\n", text, re.DOTALL)
        files[file] = text.replace(rows[-1], "").replace(rows[0], rows[-1] + rows[0]).encode()

    return edit


def test_a_cell():
    only(
        "cell",
        "prolonged",
        swap(CRITERIA, "&gt;= 6", "&gt;= 12"),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài», dòng 1, «Số tháng đã mở»: «>= 6» → «>= 12».",
        en="Table «Criteria of a complicated, prolonged case», row 1, «Months open»: «>= 6» → «>= 12».",
    )


def test_a_cell_with_choices():
    only(
        "cell",
        "denunciation",
        swap(
            WAY,
            'id="denunciation_way_1_denunciation_round"><text>"continued"',
            'id="denunciation_way_1_denunciation_round"><text>"overdue"',
        ),
        vi="Bảng «Hướng xử lý tố cáo», dòng 1, «Tố cáo lần đầu, tố cáo tiếp hay quá hạn»: «Tố cáo tiếp: không đồng ý với kết luận trước (Điều 37)» → «Báo việc quá hạn ở cấp dưới (Điều 38)».",
        en="Table «The way of a denunciation», row 1, «First, continued or overdue»: «Denounced again: disagrees with the earlier conclusion (Article 37)» → «Tells a delay at the lower settler (Article 38)».",
    )


def test_a_row_added():
    only(
        "row_added",
        "prolonged",
        swap(
            CRITERIA,
            "    </decisionTable>",
            '<rule id="criteria_5"><inputEntry><text>&gt;= 3</text></inputEntry><inputEntry><text>&gt;= 1</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"age"</text></outputEntry><annotationEntry><text>Quy chế của cơ quan</text></annotationEntry></rule></decisionTable>',
        ),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài»: thêm dòng 5: «Số tháng đã mở» «>= 3»; «Số lần quá hạn» «>= 1»; «Tiêu chí» «age»; Quy chế của cơ quan.",
        en="Table «Criteria of a complicated, prolonged case»: row 5 added: «Months open» «>= 3»; «Times overdue» «>= 1»; «Criterion» «age»; The office's own rules.",
    )


def test_a_row_removed():
    only(
        "row_removed",
        "prolonged",
        take(CRITERIA, "criteria_2"),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài»: bỏ dòng 2: «Số lần quá hạn» «>= 2»; «Tiêu chí» «overdue»; Quy chế của cơ quan, tiêu chí công bố: quá hạn từ 2 lần trở lên.",
        en="Table «Criteria of a complicated, prolonged case»: row 2 removed: «Times overdue» «>= 2»; «Criterion» «overdue»; The office's rules, published criteria: overdue twice or more.",
    )


def test_a_row_moved_where_the_first_decides():
    only(
        "row_order",
        "denunciation",
        last_row_first(WAY),
        vi="Bảng «Hướng xử lý tố cáo»: dòng 10 chuyển đến vị trí 1; dòng khớp đầu tiên quyết định.",
        en="Table «The way of a denunciation»: row 10 moved to place 1; the first row that fits decides.",
    )


def test_the_article_of_a_row():
    only(
        "row_article",
        "prolonged",
        swap(CRITERIA, "kéo dài từ 6 tháng trở lên", "kéo dài từ 12 tháng"),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài», dòng 1: căn cứ pháp lý Quy chế của cơ quan, tiêu chí công bố: kéo dài từ 6 tháng trở lên → Quy chế của cơ quan, tiêu chí công bố: kéo dài từ 12 tháng.",
        en="Table «Criteria of a complicated, prolonged case», row 1: legal basis The office's rules, published criteria: open for 6 months or more → Quy chế của cơ quan, tiêu chí công bố: kéo dài từ 12 tháng.",
    )


def test_which_row_counts():
    only(
        "hit_policy",
        "prolonged",
        swap(CRITERIA, 'hitPolicy="COLLECT"', 'hitPolicy="FIRST"'),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài»: dòng được tính: mọi dòng khớp → dòng khớp đầu tiên.",
        en="Table «Criteria of a complicated, prolonged case»: which row counts: all rows that fit → the first row that fits.",
    )


def test_a_column_added():
    only(
        "column_added",
        "prolonged",
        swap(
            CRITERIA,
            "      <output id",
            '<input id="crit_new" label="Số đơn vị"><inputExpression typeRef="integer"><text>units</text></inputExpression></input><output id',
        ),
        *(
            swap(
                CRITERIA,
                f'<outputEntry id="criteria_{n}_gives',
                f'<inputEntry><text>{test}</text></inputEntry><outputEntry id="criteria_{n}_gives',
            )
            for n, test in enumerate(("&gt;= 2", "-", "-", "-"), start=1)
        ),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài»: thêm cột «Số đơn vị»: dòng 1 «>= 2».",
        en="Table «Criteria of a complicated, prolonged case»: column added, «Số đơn vị»: row 1 «>= 2».",
    )


def test_a_column_removed():
    only(
        "column_removed",
        "prolonged",
        take(CRITERIA, "criteria_in_people"),
        *(take(CRITERIA, f"criteria_{n}_people") for n in range(1, 5)),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài»: bỏ cột «Số người».",
        en="Table «Criteria of a complicated, prolonged case»: column removed, «People».",
    )


def test_a_column_renamed():
    only(
        "column_name",
        "prolonged",
        swap(CRITERIA, 'label="Số người"', 'label="Số người cùng đứng đơn"'),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài»: cột «Số người» đổi tên thành «Số người cùng đứng đơn».",
        en="Table «Criteria of a complicated, prolonged case»: the column «People» is now called «Number of persons».",
    )


def test_what_a_column_looks_at():
    only(
        "column_asks",
        "prolonged",
        swap(CRITERIA, "<text>people</text>", "<text>signers</text>"),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài»: cột «Số người» xét «people integer» → «signers integer».",
        en="Table «Criteria of a complicated, prolonged case»: the column «People» looks at «people integer» → «signers integer».",
    )


def test_what_holds_when_no_row_fits():
    only(
        "default_output",
        "prolonged",
        swap(
            CRITERIA,
            "</outputValues>",
            '</outputValues><defaultOutputEntry><text>"age"</text></defaultOutputEntry>',
        ),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài», «Tiêu chí» khi không dòng nào khớp: để trống → «age».",
        en="Table «Criteria of a complicated, prolonged case», «Criterion» when no row fits: empty → «age».",
    )


def test_the_name_of_a_table():
    only(
        "table_name",
        "prolonged",
        swap(
            CRITERIA,
            '<decision id="criteria" name="Tiêu chí vụ việc phức tạp, kéo dài">',
            '<decision id="criteria" name="Tiêu chí kéo dài">',
        ),
        vi="Bảng quyết định «Tiêu chí vụ việc phức tạp, kéo dài» đổi tên thành «Tiêu chí kéo dài».",
        en="The decision table «Criteria of a complicated, prolonged case» is now called «Tiêu chí kéo dài».",
    )


def test_another_detail_of_a_table():
    only(
        "table_other",
        "prolonged",
        swap(
            CRITERIA,
            '<variable id="criteria_variable" name="criteria"/>',
            '<variable id="criteria_variable" name="criteria" typeRef="string"/>',
        ),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài»: chi tiết khác đã đổi.",
        en="Table «Criteria of a complicated, prolonged case»: other details changed.",
    )


def test_the_remark_of_a_row():
    only(
        "row_note",
        "prolonged",
        swap(
            CRITERIA,
            '<annotation name="article"/>',
            '<annotation name="article"/><annotation name="Ghi chú"/>',
        ),
        swap(
            CRITERIA,
            "kéo dài từ 6 tháng trở lên</text></annotationEntry>",
            "kéo dài từ 6 tháng trở lên</text></annotationEntry><annotationEntry><text>xem thêm</text></annotationEntry>",
        ),
        vi="Bảng «Tiêu chí vụ việc phức tạp, kéo dài», dòng 1: ghi chú không có → «xem thêm».",
        en="Table «Criteria of a complicated, prolonged case», row 1: remark none → «xem thêm».",
    )


def test_a_table_added():
    only(
        "table_added",
        "recommendation",
        put("criteria.dmn", shipped("prolonged")["criteria.dmn"]),
        vi="Thêm bảng quyết định «Tiêu chí vụ việc phức tạp, kéo dài».",
        en="Decision table added: «Criteria of a complicated, prolonged case».",
    )


def test_a_table_removed():
    only(
        "table_removed",
        "prolonged",
        put("criteria.dmn"),
        vi="Bỏ bảng quyết định «Tiêu chí vụ việc phức tạp, kéo dài».",
        en="Decision table removed: «Criteria of a complicated, prolonged case».",
    )
