"""What would not mean here what it says is refused before it is used, with the element named."""

import pytest

from app import decisions
from tests.decisions.dmn_drawing import expression, file, table

KIND = [("kind", "string")]
DAYS = [("days", "number")]
GOOD = table("d", KIND, DAYS, ['"KN" | 30 | Điều 28'])


def refusal(xml: bytes) -> list[str]:
    with pytest.raises(decisions.DecisionsRefused) as caught:
        decisions.read(xml)
    assert all(fault.message for fault in caught.value.faults)
    return [fault.element for fault in caught.value.faults]


def test_a_table_as_the_editor_writes_it_is_read():
    model = decisions.read(file(GOOD))
    assert [(decision.id, decision.variable) for decision in model.decisions] == [("d", "d")]


def test_the_same_file_is_read_once():
    assert decisions.read(file(GOOD)) is decisions.read(file(GOOD))


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<html/>",
        b"not xml",
        b"<definitions/>",
        b'<!DOCTYPE definitions [<!ENTITY x "y">]>' + file(GOOD).partition(b"?>")[2],
        file(GOOD)[:-5],
        b"<definitions>" + b"<a>" * 5000,
        b" " * 2_000_001,
    ],
    ids=["empty", "html", "text", "nothing inside", "document type", "cut off", "deep", "huge"],
)
def test_what_is_no_drawing_of_decisions_is_refused(xml):
    refusal(xml)


@pytest.mark.parametrize(
    ("drawn", "element"),
    [
        (table("d", KIND, DAYS, ['"KN | 30 |']), "d_1"),
        (table("d", KIND, DAYS, ['"KN" | 30 + |']), "d_1"),
        (table("d", KIND, DAYS, ['"KN"']), "d"),
        (table("d", KIND, DAYS, [], policy='hitPolicy="GUESS"'), "d"),
        (table("d", KIND, DAYS, [], policy='hitPolicy="PRIORITY"'), "d"),
        (table("d", KIND, DAYS, [], policy='hitPolicy="FIRST" aggregation="SUM"'), "d"),
        (table("d", KIND, [("a", ""), ("a", "")], []), "d"),
        (table("d", [("", "string")], DAYS, []), "d"),
        (table("d", KIND, DAYS, [], needs=("elsewhere",)), "d"),
        (table("d", KIND, DAYS, [], needs=("d",)), "d"),
        (GOOD + GOOD, "d"),
        (expression("d", ""), "d"),
        (expression("d", "1 +"), "d"),
        ('<decision id="d" name="d"/>', "d"),
        (
            expression("d", "1").replace(
                "<literalExpression>", '<literalExpression expressionLanguage="python">'
            ),
            "d",
        ),
    ],
)
def test_a_fault_is_named_at_its_element(drawn, element):
    assert element in refusal(file(drawn))


def test_decisions_that_need_each_other_in_a_circle_are_refused():
    circle = (
        expression("a", "b", needs=("b",))
        + expression("b", "c", needs=("c",))
        + expression("c", "a", needs=("a",))
    )
    assert set(refusal(file(circle))) == {"a", "b", "c"}


def test_a_type_of_the_authors_own_stands_for_what_it_is_made_of():
    own = '<itemDefinition name="tDays"><typeRef>number</typeRef></itemDefinition>'
    drawn = own + table("d", [("x", "tDays")], [("y", "tDays")], ["> 3 | x |"])
    assert decisions.decide(decisions.read(file(drawn)), "d", {"x": "4"}).outputs == {"y": 4}


def test_a_comment_inside_a_cell_cannot_hide_part_of_it():
    drawn = table("d", KIND, DAYS, ['"KN" | 30 |']).replace('"KN"', '"K<!-- -->N"')
    assert set(refusal(file(drawn))) == {"file"}
