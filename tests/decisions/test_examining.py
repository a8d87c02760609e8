"""What a table leaves open, doubles or hides is told before it is put in force, and nothing else is."""

import random

import pytest

from app import decisions, language
from tests.decisions.dmn_drawing import expression, file, given, table
from tests.procedures import bundles

KIND = [("kind", "string")]
AGE = [("age", "number")]
DAYS = [("days", "number")]


def examine(drawn: str) -> tuple[decisions.Finding, ...]:
    return decisions.examine(decisions.read(file(drawn)))


def rules(drawn: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(found.rule, found.rows) for found in examine(drawn)]


def listing(drawn: str, values: str) -> str:
    return drawn.replace(
        "</inputExpression>", f"</inputExpression><inputValues><text>{values}</text></inputValues>", 1
    )


@pytest.mark.parametrize(
    ("rows", "example"),
    [
        (["< 5 | 1 | Đ", "> 5 | 2 | Đ"], "age: 5"),
        (["< 5 | 1 | Đ", "[6..9] | 2 | Đ", "> 9 | 2 | Đ"], "age: 5"),
        (["[0..5] | 1 | Đ", "> 5 | 2 | Đ"], "age: -1"),
        (["< 5 | 1 | Đ", "(5..7] | 2 | Đ", ">= 7 | 3 | Đ"], "age: 5"),
    ],
)
def test_a_number_that_no_row_takes_is_named(rows, example):
    with language.use("en"):
        gap = next(found for found in examine(table("d", AGE, DAYS, rows)) if found.rule == "gap")
        assert example in gap.message
    assert not gap.grave


def test_numbers_of_whole_days_have_nothing_between_them():
    rows = ["<= 5 | 1 | Đ", ">= 6 | 2 | Đ"]
    assert rules(table("d", [("age", "integer")], DAYS, rows)) == []
    assert rules(table("d", AGE, DAYS, rows)) == [("gap", ())]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("number", ["< 5 | 1 | Đ", ">= 5 | 2 | Đ"]),
        ("number", ["5 | 1 | Đ", "not(5) | 2 | Đ"]),
        ("boolean", ["true | 1 | Đ", "false | 2 | Đ"]),
        ("string", ['"KN", "TC" | 1 | Đ', 'not("KN", "TC") | 2 | Đ']),
        ("date", ['< date("2026-07-01") | 1 | Đ', '>= date("2026-07-01") | 2 | Đ']),
        ("dayTimeDuration", ['<= duration("P10D") | 1 | Đ', '> duration("P10D") | 2 | Đ']),
        ("number", ["- | 1 | Đ"]),
    ],
)
def test_a_whole_table_has_no_findings(kind, rows):
    assert rules(table("d", [("x", kind)], DAYS, rows)) == []


def test_listed_values_close_a_column():
    drawn = table("d", KIND, DAYS, ['"KN" | 1 | Đ', '"TC" | 2 | Đ'])
    assert rules(drawn) == [("gap", ())]
    assert rules(listing(drawn, '"KN", "TC"')) == []
    assert rules(listing(drawn, '"KN", "TC", "PA"')) == [("gap", ())]


def test_a_default_answers_what_no_row_takes():
    assert rules(table("d", KIND, DAYS, ['"KN" | 1 | Đ'], default="0")) == []


def test_rows_that_fire_together_are_grave_where_only_one_may():
    drawn = table(
        "d", [("age", "number"), ("kind", "string")], DAYS, ["> 5 | - | 1 | Đ", '< 9 | "KN" | 2 | Đ']
    )
    (overlap,) = [found for found in examine(drawn) if found.rule == "overlap"]
    assert (overlap.rows, overlap.grave) == ((1, 2), True)
    with language.use("en"):
        assert "age: " in overlap.message
        assert "kind: KN" in overlap.message


def test_rows_of_an_any_table_may_fire_together_only_if_they_agree():
    agree = ["> 5 | 1 | Đ", "< 9 | 1 | Đ"]
    differ = ["> 5 | 1 | Đ", "< 9 | 2 | Đ"]
    assert rules(table("d", AGE, DAYS, agree, policy='hitPolicy="ANY"')) == []
    assert rules(table("d", AGE, DAYS, differ, policy='hitPolicy="ANY"')) == [("contradiction", (1, 2))]


def test_a_row_behind_others_that_take_all_of_it_is_told():
    rows = ["< 5 | 1 | Đ", ">= 5 | 2 | Đ", "[3..7] | 3 | Đ"]
    assert rules(table("d", AGE, DAYS, rows, policy='hitPolicy="FIRST"')) == [("masked", (3,))]


def test_a_row_that_nothing_can_pass_is_told():
    drawn = table("d", KIND, DAYS, ['"KN" | 1 | Đ', '"XX" | 2 | Đ'])
    assert rules(listing(drawn, '"KN"')) == [("never", (2,))]
    assert ("never", (1,)) in rules(table("d", AGE, DAYS, ["[9..5] | 1 | Đ"]))


def test_a_cell_of_another_type_than_its_column_is_grave():
    found = examine(table("d", AGE, DAYS, ['"năm" | 1 | Đ', "- | 2 | Đ"], policy='hitPolicy="FIRST"'))
    assert ("type", True) in [(each.rule, each.grave) for each in found]


def test_an_answer_that_is_not_listed_is_grave():
    drawn = table("d", AGE, [("kind", "string")], ['- | "KNN" | Đ'], values='"KN", "TC"')
    assert [(each.rule, each.grave) for each in examine(drawn)] == [("outside", True)]


def test_a_name_that_nothing_stands_behind_is_grave():
    drawn = given("tuổi", "number") + table("d", [("tuoi", "number")], DAYS, ["- | 1 | Đ"])
    assert [(each.rule, each.grave) for each in examine(drawn)] == [("unknown-name", True)]
    assert rules(table("d", [("tuoi", "number")], DAYS, ["- | 1 | Đ"])) == []


def test_a_row_without_an_article_is_told():
    assert rules(table("d", AGE, DAYS, ["- | 1 |"])) == [("no-article", (1,))]


def test_of_a_cell_that_speaks_of_other_names_nothing_is_claimed():
    rows = ["> giới hạn | 1 | Đ", "<= 3 | 2 | Đ"]
    drawn = given("age", "number") + given("giới hạn", "number")
    assert rules(drawn + table("d", AGE, DAYS, rows)) == []


def test_of_columns_that_speak_of_the_same_nothing_is_claimed():
    rows = ["< 5 | > 5 | 1 | Đ"]
    assert rules(table("d", [("age", "number"), ("age + 1", "number")], DAYS, rows)) == []


def test_two_columns_of_the_same_are_one():
    rows = [">= 5 | < 9 | 1 | Đ", "< 5 | - | 2 | Đ", "- | >= 9 | 3 | Đ"]
    assert rules(table("d", [("age", "number"), ("age", "number")], DAYS, rows)) == []


def test_what_cannot_be_used_at_all_is_told_with_its_place():
    broken = decisions.read(file(expression("d", "1 +")), strict=False)
    assert [(each.table, each.rule, each.grave) for each in decisions.examine(broken)] == [
        ("d", "unusable", True)
    ]


def test_a_large_table_is_examined_soon():
    chance = random.Random(7)  # noqa: S311 - the same table every time
    cells = ["-", "-", "-", "> 10", "[3..50]", "< 40", "[20..90]"]
    rows = [" | ".join(chance.choices(cells, k=6)) + f" | {n} | Đ" for n in range(200)]
    drawn = table("d", [(f"x{n}", "number") for n in range(6)], DAYS, rows, policy='hitPolicy="FIRST"')
    assert examine(drawn)


@pytest.mark.parametrize("path", bundles.TABLES, ids=lambda path: path.stem)
def test_the_tables_of_the_office_leave_nothing_open(path):
    assert decisions.examine(decisions.read(path.read_bytes())) == ()
