"""Decisions answer as DMN says, and keep the rows and articles that made them."""

import datetime as dt

import pytest

from app import decisions
from tests.decisions.dmn_drawing import expression, file, given, table

KIND = [("kind", "string")]
DAYS = [("days", "number")]
OVERLAPPING = ['"KN" | 30 | Điều 28', "- | 10 | Điều 27", '"KN","TC" | 20 | Điều 30']


def decide(drawn: str, inputs: dict[str, object], wanted: str = "d") -> decisions.Outcome:
    return decisions.decide(decisions.read(file(drawn)), wanted, inputs)


def test_a_row_that_fires_is_kept_with_its_article():
    outcome = decide(table("d", KIND, DAYS, ['"KN" | 30 | Điều 28', '"TC" | 60 | Điều 30']), {"kind": "TC"})
    assert outcome.outputs == {"days": 60}
    assert outcome.rows == (decisions.Row("d_table", 2, "Điều 30", "d_2"),)
    assert outcome.errors == ()


@pytest.mark.parametrize(
    ("policy", "outputs", "rows"),
    [
        ('hitPolicy="FIRST"', 30, [1]),
        ('hitPolicy="PRIORITY"', 10, [2]),
        ('hitPolicy="RULE ORDER"', [30, 10, 20], [1, 2, 3]),
        ('hitPolicy="OUTPUT ORDER"', [10, 20, 30], [2, 3, 1]),
        ('hitPolicy="COLLECT"', [30, 10, 20], [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="SUM"', 60, [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="MIN"', 10, [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="MAX"', 30, [1, 2, 3]),
        ('hitPolicy="COLLECT" aggregation="COUNT"', 3, [1, 2, 3]),
    ],
)
def test_each_hit_policy_answers_as_dmn_says(policy, outputs, rows):
    drawn = table("d", KIND, DAYS, OVERLAPPING, policy=policy, values="10, 20, 30")
    outcome = decide(drawn, {"kind": "KN"})
    assert outcome.outputs == {"days": outputs}
    assert [row.row for row in outcome.rows] == rows
    assert outcome.errors == ()


def test_a_unique_table_whose_rows_overlap_answers_nothing_and_says_which():
    outcome = decide(table("d", KIND, DAYS, OVERLAPPING, policy='hitPolicy="UNIQUE"'), {"kind": "TC"})
    assert outcome.outputs == {"days": None}
    assert [row.row for row in outcome.rows] == [2, 3]
    assert "2, 3" in outcome.errors[0]


def test_an_any_table_answers_when_its_rows_agree_and_tells_when_they_do_not():
    drawn = table("d", KIND, DAYS, ['"KN" | 30 |', "- | 30 |", '"TC" | 60 |'], policy='hitPolicy="ANY"')
    assert decide(drawn, {"kind": "KN"}).outputs == {"days": 30}
    assert decide(drawn, {"kind": "KN"}).errors == ()
    assert decide(drawn, {"kind": "TC"}).outputs == {"days": None}
    assert decide(drawn, {"kind": "TC"}).errors


@pytest.mark.parametrize(
    ("policy", "default", "outputs"),
    [
        ("", "", None),
        ("", "5", 5),
        ('hitPolicy="FIRST"', "5", 5),
        ('hitPolicy="RULE ORDER"', "", []),
        ('hitPolicy="COLLECT" aggregation="SUM"', "", None),
        ('hitPolicy="COLLECT" aggregation="SUM"', "5", 5),
        ('hitPolicy="COLLECT" aggregation="COUNT"', "", 0),
    ],
)
def test_a_table_in_which_no_row_fires_answers_its_default(policy, default, outputs):
    outcome = decide(table("d", KIND, DAYS, ['"KN" | 30 |'], policy=policy, default=default), {"kind": "TC"})
    assert (outcome.outputs, outcome.rows) == ({"days": outputs}, ())


@pytest.mark.parametrize(
    ("cell", "kind", "given_value", "fires"),
    [
        ('"KN","TC"', "string", "TC", True),
        ('not("KN")', "string", "KN", False),
        ('not("KN")', "string", None, True),
        ("-", "string", None, True),
        ("", "string", "x", True),
        ("null", "string", None, True),
        ("not(null)", "string", None, False),
        ("[1..5]", "number", 5, True),
        ("(1..5)", "number", "5", False),
        ("> 3, 1", "number", 1, True),
        ("true", "boolean", "true", True),
        ("false", "boolean", None, False),
        ('>= date("2026-11-26")', "date", "2026-11-26", True),
        ('[date("2026-01-01")..date("2026-12-31")]', "date", dt.date(2027, 1, 1), False),
        ('> duration("P9D")', "dayTimeDuration", "P10D", True),
        ("? * 2 > limit", "number", 6, True),
        ('"trong nước"', "string", "trong nu\u031bo\u031b\u0301c", True),
    ],
)
def test_a_cell_is_tested_with_its_input_in_the_type_of_the_column(cell, kind, given_value, fires):
    drawn = table("d", [("x", kind)], [("hit", "boolean")], [f"{cell} | true |"], default="false")
    assert decide(drawn, {"x": given_value, "limit": 10}).outputs == {"hit": fires}


def test_an_input_of_the_wrong_type_counts_as_null_and_is_told():
    outcome = decide(table("d", [("x", "number")], DAYS, ["null | 1 |"]), {"x": "nhiều"})
    assert outcome.outputs == {"days": 1}
    assert "x" in outcome.errors[0]


def test_dates_money_and_durations_leave_as_json_can_keep_them():
    rows = ['- | date("2026-11-26") | amount * 0.1 | duration("P10D") | 1.1 * 3 | "Điều 1"']
    kinds = [("due", "date"), ("fee", "number"), ("span", "dayTimeDuration"), ("share", "number")]
    outcome = decide(table("d", [("amount", "number")], kinds, rows), {"amount": 1_250_000})
    assert outcome.outputs == {"due": "2026-11-26", "fee": 125_000, "span": "P10D", "share": 3.3}
    assert isinstance(outcome.outputs["fee"], int)


def test_a_decision_is_worked_out_with_all_that_it_needs_and_every_row_is_kept():
    level = table(
        "level",
        [("amount", "number")],
        [("level", "string")],
        ['> 100 | "cao" | Điều 5', '- | "thấp" | Điều 6'],
        policy='hitPolicy="FIRST"',
    )
    doubled = expression("doubled", "amount * 2")
    last = table(
        "d",
        [("level", "string"), ("doubled", "number")],
        DAYS,
        ['"cao" | > 300 | 5 | Điều 7'],
        name="Thời hạn xử lý",
        needs=("level", "doubled"),
    )
    model = decisions.read(file(given("amount", "number"), last, doubled, level))
    outcome = decisions.decide(model, "Thời hạn xử lý", {"amount": "200"})
    assert outcome.outputs == {"days": 5}
    assert [(row.table, row.row, row.article) for row in outcome.rows] == [
        ("level_table", 1, "Điều 5"),
        ("d_table", 1, "Điều 7"),
    ]


def test_several_outputs_reach_the_next_decision_as_one_context():
    first = table("first", KIND, [("days", "number"), ("body", "string")], ['"KN" | 30 | "xã" |'])
    last = expression("d", 'string(first.days) + " " + first.body', kind="string", needs=("first",))
    assert decide(first + last, {"kind": "KN"}).outputs == {"d": "30 xã"}


def test_the_article_is_the_column_that_is_called_so_and_else_the_first_note():
    rows = ['"KN" | 30 | vì lý do A | Điều 28']
    named = table("d", KIND, DAYS, rows, annotations=("Ghi chú", "Căn cứ"))
    unnamed = table("d", KIND, DAYS, rows, annotations=("Ghi chú", "Khác"))
    assert decide(named, {"kind": "KN"}).rows[0].article == "Điều 28"
    assert decide(unnamed, {"kind": "KN"}).rows[0].article == "vì lý do A"


def test_the_description_of_a_row_is_its_article_as_the_editor_writes_it():
    drawn = table("d", KIND, DAYS, ['"KN" | 30'], annotations=()).replace(
        '<rule id="d_1">', '<rule id="d_1"><description>Điều 28</description>'
    )
    assert decide(drawn, {"kind": "KN"}).rows[0].article == "Điều 28"


def test_a_decision_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(decisions.NoSuchDecision) as caught:
        decide(table("d", KIND, DAYS, [], name="Thời hạn"), {}, "nothing")
    assert "Thời hạn" in str(caught.value)


def test_a_value_outside_those_listed_for_an_input_is_told():
    drawn = table("d", KIND, DAYS, ["- | 1 |"]).replace(
        "</inputExpression>", '</inputExpression><inputValues><text>"KN","TC"</text></inputValues>'
    )
    assert decide(drawn, {"kind": "KN"}).errors == ()
    assert decide(drawn, {"kind": "??"}).errors


def test_a_column_that_its_editor_called_text_tests_a_value_declared_elsewhere_as_it_is():
    rows = ["false | 15 | Điều 31", "true | 30 | Điều 31"]
    drawn = given("miễn phí", "boolean") + table("d", [("miễn phí", "string")], DAYS, rows)
    outcome = decide(drawn, {"miễn phí": False})
    assert outcome.outputs == {"days": 15}
    assert outcome.errors == ()


def test_a_value_that_nothing_declares_is_held_to_the_type_of_its_column():
    outcome = decide(table("d", KIND, DAYS, ['"KN" | 30 | Điều 28']), {"kind": 5})
    assert outcome.outputs == {"days": None}
    assert outcome.errors


def test_a_table_without_a_hit_is_nothing_to_those_that_need_it():
    two = [("days", "number"), ("note", "string")]
    first = table("limit", KIND, two, ['"KN" | 30 | "dài" | Điều 28'])
    drawn = first + expression("d", "limit = null", kind="boolean", needs=("limit",))
    assert decide(drawn, {"kind": "TC"}).value is True
    assert decide(drawn, {"kind": "TC"}, "limit").outputs == {"days": None, "note": None}


def test_knowledge_may_call_itself():
    body = "<text>if số ngày &lt;= 0 then 0 else 500 + phí lưu(số ngày - 1)</text>"
    drawn = (
        '<businessKnowledgeModel id="k" name="phí lưu"><variable name="phí lưu" typeRef="number"/>'
        '<encapsulatedLogic><formalParameter name="số ngày" typeRef="number"/>'
        f"<literalExpression>{body}</literalExpression></encapsulatedLogic></businessKnowledgeModel>"
        '<decision id="d" name="d"><variable name="d" typeRef="number"/>'
        '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>'
        "<literalExpression><text>phí lưu(3)</text></literalExpression></decision>"
    )
    assert decide(drawn, {}).value == 1500


def test_the_type_of_an_entry_that_holds_a_function_is_what_the_function_gives():
    drawn = (
        '<decision id="d" name="d"><variable name="d" typeRef="boolean"/><context>'
        '<contextEntry><variable name="trễ" typeRef="boolean"/><functionDefinition>'
        '<formalParameter name="ngày" typeRef="number"/>'
        "<literalExpression><text>ngày &gt; 30</text></literalExpression></functionDefinition></contextEntry>"
        "<contextEntry><literalExpression><text>trễ(31)</text></literalExpression></contextEntry>"
        "</context></decision>"
    )
    assert decide(drawn, {}).value is True
