"""What is posted becomes clean answers or problems in words; nothing that is posted makes it fall."""

import datetime as dt
import json
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app import clock, formdefs
from app.language import use
from tests.formdefs.form_drawing import KINDS, REQUIRED, date, field, form, group, rows

PAPERS = field("checklist", "papers", "Tài liệu", valuesKey="documents", **REQUIRED)
KIND = field("radio", "kind", "Loại đơn", values=KINDS, properties={"route": "yes"})


def answer(component: Mapping[str, object], *texts: str, **more: object) -> object:
    """Check one field alone and give its answer, or its problem's message."""
    with use("vi"):
        checked = formdefs.check(form(component), {component["key"]: list(texts)}, **more)
    return checked.problems[0].message if checked.problems else checked.answers[component["key"]]


def test_of_an_empty_file_no_paper_has_to_be_ticked():
    assert answer(PAPERS, choices={"documents": []}) == []
    assert "Tài liệu" in answer(PAPERS, choices={"documents": [formdefs.Choice("d1", "Đơn")]})


def test_of_an_empty_file_no_paper_can_be_named_either():
    assert "Tài liệu" in answer(PAPERS, "d1", choices={"documents": []})


@pytest.mark.parametrize("typed", ["2026-11-26", "26/11/2026", "26-11-2026", " 26.11.2026 "])
def test_a_date_is_read_in_both_notations(typed):
    assert answer(date("day"), typed) == "2026-11-26"


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "11/26/2026", "26/11/26", "mai", "2026-11-26T00:00", "01/01/0001"]
)
def test_a_date_that_does_not_exist_is_told_with_an_example(typed):
    assert "26/11/2026" in answer(date("day"), typed)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1.250.000", 1_250_000), ("1250000", 1_250_000), ("1 250 000", 1_250_000), ("1,250,000", 1_250_000),
     ("1,250", 1_250), ("-5", -5), ("0", 0)],
)  # fmt: skip
def test_an_amount_of_money_is_a_whole_number_however_its_thousands_are_written(typed, amount):
    assert answer(field("number", "amount", properties={"unit": "đồng"}), typed) == amount


@pytest.mark.parametrize(
    "typed", ["12.5", "1,5", "1.25.000", "một", "1e9", "9" * 16, "١٢", "--5", "NaN", "0x10"]
)
def test_what_is_no_whole_number_is_told(typed):
    assert "1.250.000" in answer(field("number", "amount", properties={"unit": "đồng"}), typed)


@pytest.mark.parametrize(
    ("typed", "number"), [("1,5", 1.5), ("1.250,75", 1250.75), ("2.5", 2.5), ("1.250", 1250)]
)
def test_a_number_with_parts_is_read_the_vietnamese_way(typed, number):
    assert answer(field("number", "share"), typed) == number


@pytest.mark.parametrize(
    ("typed", "time"), [("08:30", "08:30"), ("8h30", "08:30"), ("14h", "14:00"), ("8g15", "08:15")]
)
def test_a_time_of_day_is_read_as_people_write_it(typed, time):
    assert answer(field("datetime", "at", subtype="time"), typed) == time


def test_text_is_tidied_on_entry():
    assert (
        answer(field("textfield", "name"), "  Nguye\u0302\u0303n \u202e Va\u0306n\x00  A ") == "Nguyễn Văn A"
    )
    assert answer(field("textarea", "text"), "một\r\nhai\x07 ") == "một\nhai"
    assert answer(field("textfield", "name"), "  ") is None


def test_a_text_beyond_its_length_is_told_how_long_it_is():
    assert "20.001" in answer(field("textarea", "text", "Nội dung"), "x" * 20_001).replace("20001", "20.001")
    assert "5" in answer(field("textfield", "code", validate={"maxLength": 5}), "123456")


def test_a_choice_must_be_one_that_is_offered():
    assert answer(KIND, "complaint") == "complaint"
    assert "Loại đơn" in answer(KIND, "anything")
    units = field("taglist", "units", "Đơn vị", valuesKey="units")
    offered = {"units": [formdefs.Choice("u1", "Phòng Kinh tế"), formdefs.Choice("u2", "Thanh tra")]}
    assert answer(units, "u2", "u1", "u2", choices=offered) == ["u2", "u1"]
    assert "Đơn vị" in answer(units, "u3", choices=offered)
    assert "Đơn vị" in answer(units, "u1")


def test_a_file_must_be_one_that_was_uploaded_here():
    files = field("filepicker", "proof", "Bằng chứng", multiple=True)
    assert answer(files, "f1", choices={"proof": [formdefs.Choice("f1", "don.pdf")]}) == ["f1"]
    assert "Bằng chứng" in answer(files, "f2", choices={"proof": [formdefs.Choice("f1", "don.pdf")]})


@pytest.mark.parametrize(
    "component",
    [
        field("textfield", "a", "Họ tên", **REQUIRED),
        field("checkbox", "a", "Họ tên", **REQUIRED),
        field("number", "a", "Họ tên", **REQUIRED),
        date("a", **REQUIRED) | {"dateLabel": "Họ tên"},
        field("checklist", "a", "Họ tên", values=KINDS, **REQUIRED),
        field("filepicker", "a", "Họ tên", **REQUIRED),
    ],
)
def test_what_is_required_is_asked_for_by_its_label(component):
    assert "Họ tên" in answer(component)
    assert "Họ tên" in answer(component, " ") or component["type"] == "checkbox"


@pytest.mark.parametrize(
    ("validate", "good", "bad"),
    [
        ({"pattern": "^[A-Z]{2}-[0-9]+$"}, "KN-12", "kn-12"),
        ({"validationType": "phone"}, "0912 345 678", "12345"),
        ({"validationType": "email"}, "chi@example.vn", "chi@"),
        ({"minLength": 3}, "abc", "ab"),
    ],
)
def test_a_text_keeps_to_its_shape(validate, good, bad):
    component = field("textfield", "a", validate=validate)
    assert answer(component, good) == good
    assert "“a”" in answer(component, bad)


def test_a_pattern_that_runs_for_ever_is_stopped_and_told():
    component = field("textfield", "a", validate={"pattern": "^(a+)+$", "patternErrorMessage": "Chỉ chữ a"})
    assert answer(component, "aaa!") == "Chỉ chữ a"


def test_an_amount_keeps_to_its_limits():
    component = field(
        "number", "area", "Diện tích", validate={"min": 1, "max": 100_000}, properties={"unit": "m²"}
    )
    assert "100.000" in answer(component, "100.001")
    assert "1" in answer(component, "0")


def test_a_field_that_does_not_show_has_no_answer_and_is_not_required():
    why = field("textarea", "why", "Lý do", conditional={"hide": '=kind != "denunciation"'}, **REQUIRED)
    shown = formdefs.check(form(KIND, why), {"kind": ["denunciation"], "why": [""]})
    assert [problem.field for problem in shown.problems] == ["why"]
    hidden = formdefs.check(form(KIND, why), {"kind": ["complaint"], "why": ["bí mật"]})
    assert hidden.accepted
    assert "why" not in hidden.answers


def test_hiding_a_field_takes_its_answer_from_the_conditions_of_others():
    second = field("textfield", "b", conditional={"hide": '=kind != "denunciation"'})
    third = field("textfield", "c", conditional={"hide": "=b = null"})
    checked = formdefs.check(form(KIND, second, third), {"kind": ["complaint"], "b": ["x"], "c": ["y"]})
    assert checked.answers == {"kind": "complaint"}


def test_a_hidden_group_hides_all_that_stands_in_it():
    inside = group(
        "g", field("textfield", "a", **REQUIRED), rows("list", field("textfield", "b", **REQUIRED))
    )
    checked = formdefs.check(form(KIND, inside | {"conditional": {"hide": "=kind = null"}}), {})
    assert checked.accepted
    assert checked.answers == {"kind": None}


def test_conditions_see_the_case_and_earlier_answers():
    later = field("textfield", "a", conditional={"hide": "=case.sealed"}, **REQUIRED)
    assert formdefs.check(form(later), {}, context={"case": {"sealed": True}}).accepted
    assert not formdefs.check(form(later), {}, context={"case": {"sealed": False}}).accepted


def test_a_rule_between_fields_is_told_where_it_stands():
    after = date(
        "ended",
        properties={"rule": "=date(ended) >= date(began)", "ruleMessage": "Kết thúc sau khi bắt đầu."},
    )
    both = form(date("began"), after)
    wrong = formdefs.check(both, {"began": ["26/11/2026"], "ended": ["25/11/2026"]})
    assert wrong.problems == (formdefs.Problem("ended", "Kết thúc sau khi bắt đầu."),)
    assert formdefs.check(both, {"began": ["26/11/2026"]}).accepted


def test_a_date_is_compared_with_the_legal_day():
    received = date("received", properties={"rule": "=date(received) <= today()"})
    with clock.at(dt.datetime(2026, 11, 26, 17, 30, tzinfo=dt.UTC)):
        assert answer(received, "27/11/2026") == "2026-11-27"
        assert "received" in answer(received, "28/11/2026")


def test_computed_fields_are_answers_that_nobody_can_post():
    fee = field("expression", "fee", expression="=if area = null then null else area * 2")
    area = field("number", "area", properties={"unit": "m²"})
    assert formdefs.check(form(area, fee), {"area": ["1.000"], "fee": ["1"]}).answers == {
        "area": 1000,
        "fee": 2000,
    }


def test_rows_are_read_by_their_names_and_empty_ones_are_left_out():
    items = rows("items", field("textfield", "text", **REQUIRED), field("checkbox", "right"))
    posted = {
        "items.0.text": ["một"],
        "items.7.text": ["hai"],
        "items.7.right": ["on"],
        "items.9.text": [" "],
        "items.x.text": ["?"],
        "items.1.unknown": ["?"],
    }
    checked = formdefs.check(form(items), posted)
    assert checked.answers == {"items": [{"text": "một", "right": False}, {"text": "hai", "right": True}]}
    half = formdefs.check(form(items), {"items.3.right": ["on"]})
    assert [problem.field for problem in half.problems] == ["items.0.text"]


def test_a_list_may_ask_for_at_least_one_row():
    items = rows("items", field("textfield", "text"), properties={"required": "yes"})
    assert [problem.field for problem in formdefs.check(form(items), {}).problems] == ["items"]


def test_conditions_in_a_row_see_their_own_row():
    items = rows(
        "items",
        field("checkbox", "right"),
        field("textfield", "why", conditional={"hide": "=right"}, **REQUIRED),
    )
    posted = {"items.0.right": ["true"], "items.1.right": [], "items.1.why": [""], "items.2.why": ["vì"]}
    checked = formdefs.check(form(items), posted)
    assert checked.answers == {"items": [{"right": True}, {"right": False, "why": "vì"}]}


def test_prefilled_rows_keep_what_the_reader_may_not_change():
    items = rows(
        "items",
        field("textfield", "id", properties={"hidden": "yes"}),
        field("textfield", "text", readonly=True),
        field("select", "finding", values=[{"value": "right", "label": "Đúng"}], **REQUIRED),
        allowAddRemove=False,
    )
    known = {"items": [{"id": "i1", "text": "Đất"}, {"id": "i2", "text": "Tiền"}]}
    posted = {
        "items.0.id": ["i2"],
        "items.0.text": ["khác"],
        "items.0.finding": ["right"],
        "items.5.id": ["i9"],
    }
    checked = formdefs.check(form(items), posted, context=known)
    assert checked.answers["items"] == [
        {"id": "i1", "text": "Đất", "finding": None},
        {"id": "i2", "text": "Tiền", "finding": "right"},
    ]
    assert [problem.field for problem in checked.problems] == ["items.0.finding"]


def test_the_drawing_sees_only_the_scalars_that_are_marked():
    day = date("decided_on", properties={"route": "yes"})
    sure = field("checkbox", "sure", properties={"route": "yes"})
    gone = field("textfield", "gone", properties={"route": "yes"}, conditional={"hide": "=true"})
    checked = formdefs.check(
        form(KIND, day, sure, gone, field("textfield", "secret")),
        {"kind": ["complaint"], "decided_on": ["26/11/2026"], "sure": ["on"], "secret": ["x"], "gone": ["x"]},
    )
    assert checked.routing == {"kind": "complaint", "decided_on": "2026-11-26", "sure": True, "gone": None}


def test_names_that_no_field_has_are_ignored():
    checked = formdefs.check(form(KIND), {"typename": ["x"], "csrf_token": ["x"], "kind.0.typename": ["x"]})
    assert checked.answers == {"kind": None}


def test_problems_speak_the_readers_language():
    with use("en"):
        assert (
            formdefs.check(form(field("textfield", "a", **REQUIRED)), {}).problems[0].message
            == "Fill in “a”."
        )
    assert answer(field("textfield", "a", **REQUIRED)) == "Hãy điền “a”."


EVERYTHING = form(
    KIND,
    group(
        "g",
        *(
            field(kind, kind, valuesKey="units", validate={"required": True, "pattern": "^x", "maxLength": 9})
            for kind in (
                "textfield",
                "textarea",
                "number",
                "checkbox",
                "checklist",
                "select",
                "taglist",
                "filepicker",
            )
        ),
        conditional={"hide": '=kind = "denunciation"'},
    ),
    date("day", properties={"rule": "=date(day) > today()", "route": "yes"}),
    field("datetime", "at", subtype="time"),
    field("expression", "sum", expression="=number + count(items)", properties={"route": "yes"}),
    rows(
        "items",
        field("textfield", "text"),
        field("number", "n", conditional={"hide": "=text = null"}),
        date("d"),
    ),
    rows(
        "fixed",
        field("textfield", "id", properties={"hidden": "yes"}),
        field("checkbox", "ok"),
        allowAddRemove=False,
    ),
)
NAMES = [component.key for component in EVERYTHING.walk() if component.key]
names = st.one_of(
    st.sampled_from(NAMES),
    st.builds(
        "{}.{}.{}".format,
        st.sampled_from(["items", "fixed", "kind"]),
        st.integers(-1, 9999),
        st.sampled_from(NAMES),
    ),
    st.text(max_size=12),
)
texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "complaint",
            "denunciation",
            "1.000",
            "26/11/2026",
            "u1",
            "true",
            "9" * 400,
            "x" * 21_000,
            "-0",
            "1e400",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(posted=st.dictionaries(names, st.lists(texts, max_size=3), max_size=12))
def test_rubbish_never_makes_it_fall_and_answers_are_always_json(posted):
    choices = {"units": [formdefs.Choice("u1", "Thanh tra")]}
    known = {"fixed": [{"id": "1"}, {"id": "2"}]}
    checked = formdefs.check(EVERYTHING, posted, choices=choices, context=known)
    kept = json.loads(json.dumps(checked.answers, allow_nan=False))
    assert kept == checked.answers
    assert all(
        value is None or isinstance(value, (str, bool, int, float)) for value in checked.routing.values()
    )
    assert all(problem.message and problem.field for problem in checked.problems)
    again = formdefs.typed(EVERYTHING, posted, context=known)
    shown = formdefs.view(EVERYTHING, again, choices=choices, problems=checked.problems, context=known)
    assert len(shown.problems) == len(checked.problems)


@settings(max_examples=100, deadline=None)
@given(posted=st.dictionaries(names, st.lists(texts, max_size=3), max_size=12))
@example(posted={"items.0.text": ["x" * 100_001], "items.1.text": ["0"]})  # too long, and one that is not
def test_what_was_accepted_is_accepted_again_as_it_is_shown(posted):
    choices = {"units": [formdefs.Choice("u1", "Thanh tra")]}
    first = formdefs.check(EVERYTHING, posted, choices=choices)
    page = formdefs.view(EVERYTHING, first.answers, choices=choices)
    second = formdefs.check(EVERYTHING, dict(controls(page)), choices=choices)
    assert second.answers == filled(first.answers)


def filled(answers):
    """Leave out the rows of which nothing was accepted: they are shown empty, and nobody fills them in."""
    return {
        name: [row for row in value if not isinstance(row, dict) or set(row.values()) != {None}]
        if isinstance(value, list)
        else value
        for name, value in answers.items()
    }


def controls(page):
    """Post a page as a browser would that nobody typed into."""
    waiting = [shown for shown_group in page.groups for shown in shown_group.fields]
    while waiting:
        shown = waiting.pop(0)
        waiting += [*shown.fields, *(inner for row in shown.rows for inner in row)]
        if shown.name.startswith("_") or shown.kind in {"group", "dynamiclist", "expression"}:
            continue
        chosen = [option.value for option in shown.options if option.selected]
        yield shown.name, chosen or ([shown.value] if shown.value and not shown.options else [])
