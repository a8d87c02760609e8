"""Decisions that build on others, on knowledge, on services and on other files answer as DMN says."""

from xml.sax.saxutils import escape

import pytest

from app import decisions
from tests.decisions.dmn_drawing import expression, file, given, table


def box(own: str, inner: str, *, needs: str = "", kind: str = "") -> str:
    typed = f' typeRef="{kind}"' if kind else ""
    return f'<decision id="{own}" name="{own}"><variable name="{own}"{typed}/>{needs}{inner}</decision>'


def says(text: str) -> str:
    return f"<literalExpression><text>{text}</text></literalExpression>"


def boxed(tag: str, variable: str, **parts: str) -> str:
    named = ((part.strip("_"), text) for part, text in parts.items())
    inner = "".join(f"<{part}>{says(escape(text))}</{part}>" for part, text in named)
    return f'<{tag} iteratorVariable="{variable}">{inner}</{tag}>'


def knows(href: str) -> str:
    return f'<knowledgeRequirement><requiredKnowledge href="#{href}"/></knowledgeRequirement>'


def needs(href: str, what: str = "Decision") -> str:
    return f'<informationRequirement><required{what} href="{href}"/></informationRequirement>'


def value(drawn: str, inputs: dict[str, object] | None = None, wanted: str = "d") -> object:
    return outcome(drawn, inputs, wanted).value


def outcome(drawn: str, inputs: dict[str, object] | None = None, wanted: str = "d") -> decisions.Outcome:
    return decisions.decide(decisions.read(file(drawn)), wanted, inputs or {})


FEE = (
    '<businessKnowledgeModel id="fee" name="Mức phí"><variable name="Mức phí"/><encapsulatedLogic>'
    '<formalParameter name="số trang" typeRef="number"/>' + says("số trang * 500") + "</encapsulatedLogic>"
    "</businessKnowledgeModel>"
)


def test_knowledge_is_called_in_order_and_by_name():
    assert value(FEE + box("d", says("Mức phí(3) + Mức phí(số trang: 2)"), needs=knows("fee"))) == 2500


def test_a_value_that_does_not_fit_its_parameter_counts_as_nothing():
    assert value(FEE + box("d", says('Mức phí("ba")'), needs=knows("fee"))) is None


def test_knowledge_drawn_as_a_table_tells_which_of_its_rows_fired():
    inner = table("k", [("kind", "string")], [("days", "number")], ['"KN" | 30 | Điều 28']).split(
        "<decisionTable"
    )
    drawn = "<decisionTable" + inner[1].removesuffix("</decision>")
    model = (
        '<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic>'
        f'<formalParameter name="kind"/>{drawn}</encapsulatedLogic></businessKnowledgeModel>'
    )
    found = outcome(model + box("d", says('k("KN") + 1'), needs=knows("k")))
    assert (found.value, found.rows[0].article) == (31, "Điều 28")


def test_an_invocation_binds_its_parameters():
    binding = f'<binding><parameter name="số trang"/>{says("4")}</binding>'
    call = f"<invocation>{says('Mức phí')}{binding}</invocation>"
    assert value(FEE + box("d", call, needs=knows("fee"))) == 2000


def test_entries_of_a_context_know_those_before_and_the_last_is_the_result():
    entries = (
        f'<context><contextEntry><variable name="tổng"/>{says("100")}</contextEntry>'
        f"<contextEntry>{says('tổng / 4')}</contextEntry></context>"
    )
    assert value(box("d", entries)) == 25


def test_lists_and_relations_are_lists():
    assert value(box("d", f"<list>{says('1')}{says('1 + 1')}</list>")) == [1, 2]
    rows = f"<relation><column name='a'/><column name='b'/><row>{says('1')}{says('2')}</row></relation>"
    assert value(box("d", rows)) == [{"a": 1, "b": 2}]


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (boxed("conditional", "", if_="n > 1", then="1", else_="2"), 1),
        (boxed("for", "x", in_="[1, 2]", return_="x * n"), [3, 6]),
        (boxed("some", "x", in_="[1, 5]", satisfies="x > n"), True),
        (boxed("every", "x", in_="[1, 5]", satisfies="x > n"), False),
        (boxed("filter", "", in_="[1, 5, 9]", match="item > n"), [5, 9]),
        (boxed("filter", "", in_="[1, 5, 9]", match="2"), 5),
    ],
)
def test_boxes_that_choose_and_repeat_are_worked_out(drawn, found):
    assert value(given("n", "number") + box("d", drawn), {"n": 3}) == found


SERVICE = (
    given("n", "number")
    + box("twice", says("n * 2"), needs=needs("#in_n", "Input"))
    + '<decisionService id="s" name="s"><outputDecision href="#twice"/>'
    + '<inputData href="#in_n"/></decisionService>'
)


def test_a_service_is_called_and_can_be_asked_itself():
    assert value(SERVICE + box("d", says("s(5) + 1"), needs=knows("s"))) == 11
    assert value(SERVICE, {"n": 4}, "s") == 8


def test_a_decision_speaks_only_of_what_it_needs():
    drawn = expression("a", "1") + box("d", says("a + 1"))
    found = outcome(drawn)
    assert found.value is None
    assert "a" in found.errors[0]


TYPES = (
    '<itemDefinition name="tDon"><itemComponent name="loại"><typeRef>string</typeRef>'
    '<allowedValues><text>"KN", "TC"</text></allowedValues></itemComponent>'
    '<itemComponent name="ngày nhận"><typeRef>date</typeRef></itemComponent></itemDefinition>'
    '<itemDefinition name="tDons" isCollection="true"><typeRef>tDon</typeRef></itemDefinition>'
)


def test_parts_of_a_structure_come_as_text_and_are_brought_to_their_types():
    drawn = (
        TYPES
        + given("đơn", "tDon")
        + box("d", says('đơn.ngày nhận + duration("P10D")'), needs=needs("#in_đơn", "Input"))
    )
    assert value(drawn, {"đơn": {"loại": "KN", "ngày nhận": "2026-11-20"}}) == "2026-11-30"


def test_a_value_that_is_not_listed_for_its_type_counts_as_nothing_and_is_told():
    drawn = TYPES + given("đơn", "tDon") + box("d", says("đơn"), needs=needs("#in_đơn", "Input"))
    found = outcome(drawn, {"đơn": {"loại": "XX", "ngày nhận": "2026-11-20"}})
    assert found.value is None
    assert found.errors


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("5", "tNumbers", [5]),
        ("[5]", "number", 5),
        ("[5, 6]", "number", None),
        ('"5"', "number", None),
        ("[1, null]", "tNumbers", [1, None]),
        ('[1, "a"]', "tNumbers", None),
        ("{a: 1}", "string", None),
        ("1", "Any", 1),
        ("1", "", 1),
    ],
)
def test_one_becomes_a_list_of_one_and_back_and_nothing_else_is_guessed(text, kind, found):
    numbers = '<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
    assert value(numbers + box("d", says(text), kind=kind)) == found


def test_a_decision_of_another_file_is_known_under_the_name_of_its_import():
    other = file(expression("d", "7", name="bảy")).replace(
        b'namespace="http://camunda', b'namespace="khac" x="'
    )
    drawn = '<import name="luật" namespace="khac" importType="dmn"/>' + box(
        "d", says("luật.d * 6"), needs=needs("khac#d")
    )
    model = decisions.read(file(drawn), (other,))
    assert decisions.decide(model, "d", {}).value == 42


def test_a_value_that_another_file_asks_for_is_given_under_its_import_or_by_its_own_name():
    asks = given("n", "number") + box("k", says("n * 2"), needs=needs("#in_n", "Input"))
    other = file(asks).replace(b'namespace="http://camunda', b'namespace="khac" x="')
    drawn = '<import name="luật" namespace="khac" importType="dmn"/>' + box(
        "d", says("luật.k + 1"), needs=needs("khac#k")
    )
    model = decisions.read(file(drawn), (other,))
    assert decisions.decide(model, "d", {"luật": {"n": 4}}).value == 9
    assert decisions.decide(model, "d", {"n": 4}).value == 9


def test_what_is_imported_without_a_name_is_as_if_drawn_here_and_own_names_go_first():
    theirs = box("fee", says("base * 2"), needs=needs("khac#base")) + box("base", says("100"))
    other = file(theirs + box("late", says("fee + 1"), needs=needs("#fee")))
    other = other.replace(b'namespace="http://camunda', b'namespace="khac" x="')
    drawn = '<import name="" namespace="khac" importType="dmn"/>' + box("base", says("7"))
    model = decisions.read(file(drawn + box("d", says("fee"), needs=needs("#fee"))), (other,))
    assert decisions.decide(model, "d", {}).value == 14
    assert decisions.decide(model, "late", {}).value == 15


@pytest.mark.parametrize(
    "version", ["20151101/dmn.xsd", "20180521/MODEL/", "20191111/MODEL/", "20230324/MODEL/"]
)
def test_every_version_of_the_standard_is_read(version):
    drawn = file(expression("d", "1 + 1")).replace(b"20191111/MODEL/", version.encode())
    assert decisions.decide(decisions.read(drawn), "d", {}).value == 2


def test_names_with_spaces_accents_and_signs_are_names():
    drawn = given("Số tiền bồi thường", "number") + given("a-b", "number")
    inner = box("d", says("Số tiền bồi thường + a-b"))
    assert value(drawn + inner, {"Số tiền bồi thường": 1_000_000, "a-b": 1}) == 1_000_001


def test_money_is_counted_in_decimals():
    assert value(box("d", says("0.1 + 0.2"))) == 0.3
    assert value(box("d", says("1.1 * 3"))) == 3.3
    assert value(box("d", says("9007199254740991 - 1"))) == 9_007_199_254_740_990
    assert value(box("d", says("0.1 + 0.2 = 0.3"))) is True


def test_a_box_of_another_language_is_refused_and_where_it_is_let_in_told():
    drawn = file(
        box("d", '<literalExpression expressionLanguage="python"><text>1</text></literalExpression>')
    )
    with pytest.raises(decisions.DecisionsRefused):
        decisions.read(drawn)
    found = decisions.decide(decisions.read(drawn, strict=False), "d", {})
    assert found.value is None
    assert found.errors


def test_a_decision_that_takes_for_ever_is_stopped():
    from app import feel  # noqa: PLC0415

    endless = FEE.replace("số trang * 500", "Mức phí(số trang + 1)").replace(
        "</encapsulatedLogic>", "</encapsulatedLogic>" + knows("fee")
    )
    with pytest.raises((feel.FeelTooMuch, decisions.DecisionsRefused)):
        outcome(endless + box("d", says("Mức phí(1)"), needs=knows("fee")))
