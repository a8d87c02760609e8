"""A record shows answers in words, and loses none of them."""

from app import formdefs
from app.language import use
from tests.formdefs.form_drawing import KINDS, date, field, form, rows

READ = form(
    field("textfield", "name", "Họ và tên"),
    field("radio", "kind", "Loại đơn", values=KINDS),
    field("number", "money", "Số tiền", properties={"unit": "đồng"}),
    date("day", dateLabel="Ngày nhận"),
    field("checkbox", "sure", "Chắc chắn"),
    field("taglist", "units", "Đơn vị", valuesKey="units"),
    rows("items", field("textfield", "id", properties={"hidden": "yes"}), field("textfield", "text", "Việc")),
)


def test_answers_are_told_in_words():
    answers = {
        "name": "Nguyễn Văn A",
        "kind": "complaint",
        "money": 1_250_000,
        "day": "2026-11-26",
        "sure": True,
        "units": ["u1", "u9"],
        "items": [{"id": "1", "text": "Đất"}, {"id": "2", "text": None}, {"id": "3", "text": "Tiền"}],
    }
    with use("vi"):
        told = formdefs.tell(READ, answers, choices={"units": [formdefs.Choice("u1", "Thanh tra")]})
    assert [(one.label, one.text, one.row) for one in told] == [
        ("Họ và tên", "Nguyễn Văn A", 0),
        ("Loại đơn", "Khiếu nại", 0),
        ("Số tiền", "1.250.000 đồng", 0),
        ("Ngày nhận", "26/11/2026", 0),
        ("Chắc chắn", "Có", 0),
        ("Đơn vị", "Thanh tra, u9", 0),
        ("Việc", "Đất", 1),
        ("Việc", "Tiền", 3),
    ]
    assert told[-1].of == "items"


def test_what_was_not_answered_is_not_told():
    assert formdefs.tell(READ, {"name": None, "sure": False, "units": [], "items": "rubbish"}) == ()
