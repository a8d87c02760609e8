"""Forms: each single change is one sentence, field by field."""
# ruff: noqa: E501 - a sentence stands as it is read

from typing import Any

from tests.changes.edits import field, only, put, swap

SIGN = "forms/letter_sign.json"


def beside_group(parts: list[Any], _one: object) -> None:
    parts.append({"type": "group", "id": "more", "label": "Khác", "components": []})


def into_group(parts: list[Any], one: object) -> None:
    parts.remove(one)
    parts[-1]["components"].append(one)


def test_a_field_added():
    only(
        "field_added",
        "recommendation",
        swap(
            SIGN,
            '"components": [',
            '"components": [{"type": "number", "key": "pages", "id": "pages", "label": "Số trang"},',
        ),
        vi="Biểu mẫu «Ký văn bản trả lời»: thêm trường «Số trang».",
        en="Form «Sign the answer»: field added, «Pages».",
    )


def test_a_field_removed():
    only(
        "field_removed",
        "recommendation",
        field(SIGN, "comment", lambda parts, one: parts.remove(one)),
        vi="Biểu mẫu «Ký văn bản trả lời»: bỏ trường «Cần sửa gì?».",
        en="Form «Sign the answer»: field removed, «What must change?».",
    )


def test_a_field_renamed():
    only(
        "field_label",
        "recommendation",
        swap(SIGN, '"Ý kiến người ký"', '"Ý kiến"'),
        vi="Biểu mẫu «Ký văn bản trả lời»: trường «Ý kiến người ký» đổi tên thành «Ý kiến».",
        en="Form «Sign the answer»: the field «The signer's choice» is now called «Opinion».",
    )


def test_a_field_kept_under_another_name():
    only(
        "field_key",
        "recommendation",
        swap(SIGN, '"key": "comment"', '"key": "remark"'),
        vi="Biểu mẫu «Ký văn bản trả lời»: trường «Cần sửa gì?» được lưu dưới tên khác, «comment» → «remark».",
        en="Form «Sign the answer»: «What must change?» is kept under another name, «comment» → «remark».",
    )


def test_how_a_field_is_answered():
    only(
        "field_type",
        "recommendation",
        swap(SIGN, '"type": "radio"', '"type": "select"'),
        vi="Biểu mẫu «Ký văn bản trả lời»: cách trả lời «Ý kiến người ký» chọn một, hiện hết → chọn một trong danh sách.",
        en="Form «Sign the answer»: «The signer's choice» is answered as one of several, all shown → one of a list.",
    )


def test_whether_a_field_must_be_answered():
    only(
        "field_required",
        "recommendation",
        field(SIGN, "comment", lambda _parts, one: one["validate"].pop("required")),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Cần sửa gì?» trước bắt buộc, nay không bắt buộc.",
        en="Form «Sign the answer»: «What must change?» was required, is now optional.",
    )


def test_the_hint_at_a_field():
    only(
        "field_help",
        "recommendation",
        field(SIGN, "comment", lambda _parts, one: one.update(description="Ghi rõ từng chỗ")),
        vi="Biểu mẫu «Ký văn bản trả lời»: gợi ý ở «Cần sửa gì?» không có → «Ghi rõ từng chỗ».",
        en="Form «Sign the answer»: hint at «What must change?» none → «Ghi rõ từng chỗ».",
    )


def test_when_a_field_is_shown():
    only(
        "field_shown",
        "recommendation",
        field(
            SIGN, "comment", lambda _parts, one: one["conditional"].update(hide='=letter_outcome = "sign"')
        ),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Cần sửa gì?» ẩn khi «Ý kiến người ký» không là «Trả lại để sửa» → khi «Ý kiến người ký» là «Ký ban hành».",
        en="Form «Sign the answer»: «What must change?» is hidden when «The signer's choice» is not «Return for changes» → when «The signer's choice» is «Sign».",
    )


def test_how_long_an_answer_may_be():
    only(
        "field_range",
        "recommendation",
        field(SIGN, "comment", lambda _parts, one: one["validate"].update(maxLength=500)),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Cần sửa gì?»: số ký tự nhiều nhất không có → «500».",
        en="Form «Sign the answer»: «What must change?»: characters at most none → «500».",
    )


def test_how_an_answer_is_checked():
    only(
        "field_check",
        "recommendation",
        field(
            SIGN, "comment", lambda _parts, one: one.update(properties={"rule": '=letter_outcome = "return"'})
        ),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Cần sửa gì?»: kiểm tra theo không có → «Ý kiến người ký» là «Trả lại để sửa».",
        en="Form «Sign the answer»: «What must change?»: checked by none → «The signer's choice» is «Return for changes».",
    )


def test_whether_a_field_steers():
    only(
        "field_route",
        "recommendation",
        swap(SIGN, '"route": "yes"', '"route": "no"'),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Ý kiến người ký»: quyết định hướng đi của quy trình → chỉ lưu lại.",
        en="Form «Sign the answer»: «The signer's choice»: steers the procedure → is only kept.",
    )


def test_where_the_choices_come_from():
    only(
        "field_offer",
        "recommendation",
        field(SIGN, "letter_outcome", lambda _parts, one: one.update(valuesKey="units")),
        vi="Biểu mẫu «Ký văn bản trả lời»: lựa chọn của «Ý kiến người ký» lấy từ không có → các đơn vị của cơ quan.",
        en="Form «Sign the answer»: the choices of «The signer's choice» come from none → the office's units.",
    )


def test_what_a_field_is_filled_in_with():
    only(
        "field_default",
        "recommendation",
        field(SIGN, "comment", lambda _parts, one: one.update(defaultValue="Sửa chính tả")),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Cần sửa gì?» điền sẵn không có → «Sửa chính tả».",
        en="Form «Sign the answer»: «What must change?» is filled in with none → «Sửa chính tả».",
    )


def test_the_order_of_fields():
    only(
        "field_order",
        "recommendation",
        field(SIGN, "comment", lambda parts, _one: parts.reverse()),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Cần sửa gì?» nay đứng sau đầu biểu mẫu.",
        en="Form «Sign the answer»: «What must change?» now comes after the top of the form.",
    )


def test_a_field_moved_into_a_group():
    only(
        "field_moved",
        "recommendation",
        field(SIGN, "comment", into_group),
        before=(field(SIGN, "comment", beside_group),),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Cần sửa gì?» chuyển từ ngoài các nhóm sang «Khác».",
        en="Form «Sign the answer»: «What must change?» moved from outside any group to «Khác».",
    )


def test_the_unit_of_a_field():
    only(
        "field_other",
        "recommendation",
        field(SIGN, "comment", lambda _parts, one: one.update(properties={"unit": "chữ"})),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Cần sửa gì?»: đơn vị tính không có → «chữ».",
        en="Form «Sign the answer»: «What must change?»: unit none → «chữ».",
    )


def test_a_choice_added():
    only(
        "choice_added",
        "recommendation",
        field(
            SIGN,
            "letter_outcome",
            lambda _parts, one: one["values"].append({"label": "Hủy", "value": "drop"}),
        ),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Ý kiến người ký» thêm lựa chọn «Hủy».",
        en="Form «Sign the answer»: «The signer's choice» now also offers «Hủy».",
    )


def test_a_choice_removed():
    only(
        "choice_removed",
        "recommendation",
        field(SIGN, "letter_outcome", lambda _parts, one: one["values"].pop()),
        vi="Biểu mẫu «Ký văn bản trả lời»: «Ý kiến người ký» bỏ lựa chọn «Trả lại để sửa».",
        en="Form «Sign the answer»: «The signer's choice» no longer offers «Return for changes».",
    )


def test_a_choice_renamed():
    only(
        "choice_label",
        "recommendation",
        swap(SIGN, '"Ký ban hành"', '"Ký"'),
        vi="Biểu mẫu «Ký văn bản trả lời»: ở «Ý kiến người ký», lựa chọn «Ký ban hành» đổi tên thành «Ký».",
        en="Form «Sign the answer»: in «The signer's choice» the choice «Ký ban hành» is now called «Ký».",
    )


def test_choices_in_another_order():
    only(
        "choice_order",
        "recommendation",
        field(SIGN, "letter_outcome", lambda _parts, one: one["values"].reverse()),
        vi="Biểu mẫu «Ký văn bản trả lời»: các lựa chọn của «Ý kiến người ký» xếp lại: «Trả lại để sửa», «Ký ban hành».",
        en="Form «Sign the answer»: the choices of «The signer's choice» stand in another order: «Return for changes», «Sign».",
    )


def test_a_form_added():
    only(
        "form_added",
        "recommendation",
        put(
            "forms/extra.json",
            b'{"id": "extra", "components": [{"type": "textfield", "key": "a", "label": "Name"}]}',
        ),
        vi="Thêm biểu mẫu «extra», hỏi: «Name».",
        en="Form added: «extra», which asks for «Name».",
    )


def test_a_form_that_is_shown_and_gone():
    only(
        "form_removed",
        "recommendation",
        put(SIGN),
        vi="Bỏ biểu mẫu «Ký văn bản trả lời».",
        en="Form removed: «Sign the answer».",
    )
