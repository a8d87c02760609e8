"""A form that the office would not show, or whose conditions fail, is refused with the element named."""

import json

import pytest

from app import formdefs
from tests.formdefs.form_drawing import KINDS, field, form, group, rows


def faults(*components: dict[str, object], key: str = "sample") -> list[str]:
    with pytest.raises(formdefs.FormRefused) as caught:
        form(*components, key=key)
    assert all(fault.message for fault in caught.value.faults)
    return [fault.element for fault in caught.value.faults]


@pytest.mark.parametrize(
    "kind", ["html", "iframe", "image", "button", "table", "documentPreview", "script", ""]
)
def test_parts_that_cannot_be_shown_are_refused(kind):
    assert faults(field(kind, "bad"), field("textfield", "good")) == ["bad"]


@pytest.mark.parametrize(
    "component",
    [
        field("textfield", ""),
        field("textfield", "a.b"),
        field("textfield", "typename"),
        field("textfield", "số"),
        field("select", "a"),
        field("select", "a", valuesExpression="=x"),
        field("textfield", "a", conditional={"hide": "=a >"}),
        field("textfield", "a", properties={"rule": "= (a"}),
        field("expression", "a", expression="=1 +"),
        field("textfield", "a", validate={"pattern": "("}),
        field("number", "a", validate={"min": "=other"}),
        field("textfield", "a", label="=x"),
        field("text", "a", text="{{name}}"),
        field("datetime", "a", subtype="datetime"),
        group("a", path="inner"),
        rows("a", rows("b", field("textfield", "c"))),
        group("g", field("textfield", "a"), field("html", "a")),
    ],
)
def test_what_would_fail_in_front_of_a_citizen_is_refused(component):
    assert faults(component)


def test_two_fields_side_by_side_may_not_share_a_key_but_rows_have_their_own():
    assert faults(field("textfield", "a"), group("g", field("textfield", "a"))) == ["a"]
    assert form(field("textfield", "a"), rows("list", field("textfield", "a")))


@pytest.mark.parametrize("source", [b"", b"[]", b"not a form", "{}", b'{"id": 5}', b"\xff", b"[" * 100_000])
def test_what_is_no_form_is_refused(source):
    with pytest.raises(formdefs.FormRefused):
        formdefs.read(source)


def test_the_same_file_is_read_once():
    source = json.dumps({"id": "sample", "components": [field("textfield", "a")]}).encode()
    assert formdefs.read(source) is formdefs.read(source)


def test_every_text_that_a_person_reads_is_listed_for_translation():
    read = form(
        group("Người gửi", field("textfield", "a", "Họ và tên", description="Như trong giấy tờ")),
        field("radio", "kind", "Loại đơn", values=KINDS),
        field(
            "number",
            "area",
            "Diện tích",
            properties={"unit": "m²", "rule": "=area > 0", "ruleMessage": "Phải lớn hơn 0"},
        ),
        field("textfield", "code", "Mã", validate={"pattern": "^[A-Z]+$", "patternErrorMessage": "Viết hoa"}),
        {"type": "text", "text": "Đọc kỹ trước khi ký."},
    )
    assert formdefs.texts(read) == (
        "Người gửi", "Họ và tên", "Như trong giấy tờ", "Loại đơn", "Khiếu nại", "Tố cáo", "Diện tích", "m²",
        "Phải lớn hơn 0", "Mã", "Viết hoa", "Đọc kỹ trước khi ký.",
    )  # fmt: skip
