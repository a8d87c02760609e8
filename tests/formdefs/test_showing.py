"""A page has every sentence and every choice in hand; what was typed is shown again as typed."""

from app import formdefs
from app.language import use
from tests.formdefs.form_drawing import KINDS, REQUIRED, date, field, form, group, rows


def shown(page, name):
    waiting = [one for part in page.groups for one in part.fields]
    while waiting:
        one = waiting.pop()
        if one.name == name:
            return one
        waiting += [*one.fields, *(inner for row in one.rows for inner in row)]
    raise LookupError(name)


def test_groups_keep_their_order_and_loose_fields_stand_between_them():
    page = formdefs.view(
        form(
            field("textfield", "a"),
            group("Đầu", field("textfield", "b")),
            field("textfield", "c"),
            field("textfield", "d"),
        ),
        {},
    )
    assert [(part.title, [one.name for one in part.fields]) for part in page.groups] == [
        ("", ["a"]),
        ("Đầu", ["b"]),
        ("", ["c", "d"]),
    ]


def test_values_are_written_as_their_controls_want_them():
    read = form(
        field("number", "money", properties={"unit": "đồng"}),
        date("day"),
        field("checkbox", "sure"),
        field("radio", "kind", values=KINDS),
    )
    with use("vi"):
        page = formdefs.view(
            read, {"money": 1_250_000, "day": "2026-11-26", "sure": True, "kind": "complaint"}
        )
    assert (shown(page, "money").value, shown(page, "money").unit) == ("1.250.000", "đồng")
    assert shown(page, "day").value == "2026-11-26"
    assert shown(page, "sure").value == "true"
    assert [(o.value, o.label, o.selected) for o in shown(page, "kind").options] == [
        ("complaint", "Khiếu nại", True),
        ("denunciation", "Tố cáo", False),
    ]


def test_what_could_not_be_accepted_is_shown_as_it_was_typed_with_its_problem():
    read = form(field("number", "money", "Số tiền", properties={"unit": "đồng"}), date("day"))
    posted = {"money": ["một triệu"], "day": ["31/02/2026"]}
    problems = formdefs.check(read, posted).problems
    page = formdefs.view(read, formdefs.typed(read, posted), problems=problems)
    assert (shown(page, "money").value, shown(page, "day").value) == ("một triệu", "31/02/2026")
    assert shown(page, "money").error == problems[0].message
    assert [(line.id, line.label) for line in page.problems] == [("f-money", "Số tiền"), ("f-day", "day")]


def test_a_default_shows_only_where_nothing_was_answered_yet():
    read = form(field("textfield", "place", defaultValue="UBND xã"))
    assert shown(formdefs.view(read, {}), "place").value == "UBND xã"
    assert shown(formdefs.view(read, formdefs.typed(read, {"place": [""]})), "place").value == ""


def test_hidden_parts_stay_in_the_page_but_do_not_show():
    read = form(
        field("radio", "kind", values=KINDS),
        group("Riêng", field("textfield", "a"), conditional={"hide": "=kind = null"}),
    )
    assert not formdefs.view(read, {}).groups[1].visible
    assert formdefs.view(read, {"kind": "complaint"}).groups[1].visible
    assert not shown(formdefs.view(read, {}), "a").visible


def test_a_list_that_grows_ends_with_an_empty_row_that_asks_for_nothing():
    read = form(rows("items", field("textfield", "text", **REQUIRED)))
    page = formdefs.view(read, {"items": [{"text": "một"}]})
    listed = shown(page, "items")
    assert listed.can_add
    assert [(row[0].name, row[0].value, row[0].required) for row in listed.rows] == [
        ("items.0.text", "một", True),
        ("items.1.text", "", False),
    ]


def test_a_list_that_was_prefilled_shows_its_rows_and_no_more():
    read = form(rows("items", field("textfield", "text", readonly=True), allowAddRemove=False))
    listed = shown(formdefs.view(read, {"items": [{"text": "a"}, {"text": "b"}]}), "items")
    assert [row[0].value for row in listed.rows] == ["a", "b"]
    assert listed.rows[0][0].readonly
    assert not listed.can_add


def test_choices_from_elsewhere_are_shown_as_they_come():
    read = form(field("select", "unit", valuesKey="units"))
    page = formdefs.view(read, {"unit": "u1"}, choices={"units": [formdefs.Choice("u1", "Thanh tra huyện")]})
    assert [(o.label, o.selected) for o in shown(page, "unit").options] == [("Thanh tra huyện", True)]


def test_files_already_attached_are_listed_with_their_names():
    read = form(field("filepicker", "proof", multiple=True, accept=".pdf"))
    offered = {"proof": [formdefs.Choice("f1", "don.pdf"), formdefs.Choice("f2", "anh.jpg")]}
    one = shown(formdefs.view(read, {"proof": ["f1"]}, choices=offered), "proof")
    assert ([o.label for o in one.options], one.accept, one.multiple) == (["don.pdf"], ".pdf", True)


def test_two_columns_and_limits_reach_the_page():
    read = form(
        field("textfield", "code", layout={"columns": 8}, validate={"pattern": "^[A-Z]+$", "maxLength": 4})
    )
    one = shown(formdefs.view(read, {}), "code")
    assert (one.columns, one.pattern, one.max_length) == (8, "[A-Z]+", 4)


def test_the_buttons_of_a_list_add_and_take_away_rows_without_script():
    read = form(rows("items", field("textfield", "text")))
    posted = {"items.0.text": ["một"], "items.1.text": ["hai"], "items.2.text": [""], "items.10.text": ["ba"]}
    for button, texts in [
        ("row-add:items", ["một", "hai", "ba", "", ""]),
        ("row-remove:items:1", ["một", "ba", ""]),
        ("row-remove:items:99", ["một", "hai", "ba", ""]),
        ("row-add:nothing", ["một", "hai", "ba", ""]),
    ]:
        pressed = posted | {button: ["1"]}
        assert formdefs.changes_rows(pressed)
        page = formdefs.view(read, formdefs.typed(read, pressed))
        assert [row[0].value for row in shown(page, "items").rows] == texts
    assert not formdefs.changes_rows(posted)
