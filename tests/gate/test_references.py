"""What a drawing names is there, and every step says what the office and the citizen need to know."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from app import gate
from app.gate import Verdict, vocabulary
from app.gate.chamber import examine
from app.gate.vocabulary import RECORDERS, RESULTS, ROLES
from app.language import use
from app.legaltime import book
from app.legaltime.citations import unknown
from tests.engine.sketch import border, chain, draw, el, end, flow, message, script, start, timer, xor

NOTED = {
    "form": "letter_sign",
    "role": "chairman",
    "assign": "leadership",
    "outcome": "letter_outcome",
    "records": "letter_sign",
    "legalBasis": "Nghị định 30/2020/NĐ-CP, Điều 13",
    "citizen": "Văn bản đang chờ lãnh đạo ký.",
}


def step(name: str = "a", **changed: str) -> str:
    noted = "".join(
        f'<spiffworkflow:property name="{key}" value="{value}"/>'
        for key, value in {**NOTED, **changed}.items()
        if value
    )
    inner = f"<spiffworkflow:properties>{noted}</spiffworkflow:properties>"
    return el("userTask", name, f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>", name="Ký")


def judged(*parts: str) -> Verdict:
    return gate.check("p.bpmn", draw(*parts))


def refused(*parts: str) -> set[tuple[str, str]]:
    verdict = judged(*parts)
    assert verdict.accepted
    for language in ("vi", "en"):
        with use(language):
            assert all(note.message and not re.search(r"\{\w+\}", note.message) for note in verdict.refusals)
    return {(note.element, note.rule) for note in verdict.refusals}


def one(part: str, name: str = "a", **_none: str) -> set[tuple[str, str]]:
    return refused(start(), part, end(), chain("s", name, "e"))


def test_a_step_that_says_everything_may_be_put_in_force():
    verdict = judged(start(), step(), end(), chain("s", "a", "e"))
    assert (verdict.refusals, verdict.publishable) == ((), True)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"form": "nowhere"}, "form"),
        ({"role": "king"}, "role"),
        ({"assign": ""}, "desk"),
        ({"assign": "author:nobody"}, "desk"),
        ({"guard": "dragon"}, "guard"),
        ({"citizen": ""}, "citizen"),
        ({"citizen": " "}, "citizen"),
        ({"legalBasis": ""}, "legal-basis"),
        ({"legalBasis": "Nghị định 999/2031/NĐ-CP, Điều 1"}, "law"),
        ({"legalBasis": "Luật Bay, Điều 1"}, "law"),
        ({"legalBasis": "Điều 27"}, "law"),
        ({"outcome": "comment"}, "outcome"),
        ({"outcome": ""}, "outcome"),
        ({"records": "letter_sign, dragon"}, "recorder"),
        ({"letter": "nowhere"}, "letter"),
        ({"promise": "soon"}, "promise"),
        ({"promise": "0"}, "promise"),
    ],
)
def test_a_step_that_names_nothing_or_what_is_not_there_is_refused(changed: dict[str, str], rule: str):
    assert one(step(**changed)) == {("a", rule)}


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ('milestone("crowned")', "milestone"),
        ('close_case("burned")', "result"),
        ('start_run("nowhere")', "procedure"),
        ('letter_id = open_letter("nowhere")', "letter"),
        ('met("KN9.SETTLE")', "limit"),
        ('escalate("kn1.settle")', "limit"),
        ("number_letter(letter_id)", "unset"),
        ('milestone("sent", sent_on)', "unset"),
    ],
)
def test_a_script_that_names_what_is_not_there_is_refused(written: str, rule: str):
    assert one(script("x", written), "x") == {("x", rule)}


def test_a_script_may_use_what_it_has_set_itself():
    assert one(script("x", 'letter_id = open_letter("answer")\nnumber_letter(letter_id)'), "x") == set()


def test_a_timer_names_a_limit_of_the_register():
    for limit, expected in (("KN1.SETTLE", set()), ("KN1.SETTEL", {("b", "limit")})):
        on = border("b", "a", timer(f'deadline("{limit}")'), interrupts=False)
        assert (
            refused(start(), step(), on, end(), end("be"), chain("s", "a", "e"), chain("b", "be")) == expected
        )


def test_a_message_that_nobody_sends_is_refused():
    on = border("b", "a", message(), interrupts=True)
    drawing = (start(), step(), on, end(), end("be"), chain("s", "a", "e"), chain("b", "be"))
    assert refused(*drawing) == set()
    strange = draw(*drawing).replace(b'name="withdrawal"', b'name="withdrawel"')
    assert [note.rule for note in gate.check("p", strange).refusals] == ["message"]


def _choice(condition: str, asked: str = "a") -> set[tuple[str, str]]:
    return refused(
        start(), step(), step("b"), xor("m"), xor("g", "g__e"), end(), chain("s", "m", "a", "g", "e"),
        flow("g", "b", condition), chain("b", "m"), asked[:0],
    )  # fmt: skip


def test_an_arrow_waits_only_for_an_answer_that_the_form_offers():
    assert _choice('letter_outcome == "return"') == set()
    assert _choice('letter_outcome == "retrun"') == {("g__b", "answer")}
    assert _choice('letter_outcome in ("return", "sing")') == {("g__b", "answer")}
    assert _choice('letter_outcome != "sign"') == set()


def test_a_condition_asks_for_a_field_that_something_before_it_sets():
    assert _choice("approved") == {("g", "unset")}
    behind = (start(), xor("g", "g__e"), step(), end(), end("ea"), chain("s", "g", "e"), chain("a", "ea"))
    assert refused(*behind, flow("g", "a", 'letter_outcome == "return"')) == {("g", "unset")}


def test_a_text_that_the_office_added_is_known_in_the_chamber_too():
    known = next(each for each in book.shipped().entries if each.key == "30/2020/NĐ-CP")
    fields = {name: getattr(known, name) for name in type(known).__slots__}
    new = type(known)(**fields | {"key": "7/2027/NĐ-CP", "origin": "local", "known_from": 1})
    drawn = draw(start(), step(legalBasis="Nghị định 7/2027/NĐ-CP, Điều 1"), end(), chain("s", "a", "e"))
    assert not examine("p.bpmn", drawn).publishable
    with book.using(book.Book((*book.shipped().entries, new), revision=1, stamp=uuid4())):
        assert examine("p.bpmn", drawn).publishable


def test_a_law_that_ended_is_asked_about_and_not_refused():
    cited = step(legalBasis="Thông tư 02/2021/TT-TTCP, Điều 5")
    verdict = judged(start(), cited, end(), chain("s", "a", "e"))
    assert verdict.refusals == ()
    assert [(note.element, note.rule, note.open) for note in verdict.notes] == [("a", "law", True)]
    assert "02/2021/TT-TTCP" in verdict.notes[0].message
    assert not verdict.publishable


def test_a_legal_basis_is_known_by_number_or_by_the_name_of_a_law():
    assert not unknown("Luật Khiếu nại, Điều 11, Điều 27; Nghị định 124/2020/NĐ-CP, Điều 16")
    assert not unknown("Thông tư 05/2021/TT-TTCP; quy chế làm việc của cơ quan")
    assert not unknown("Quy định 11-QĐi/TW")
    assert unknown("Luật Khiếu nại, Điều 11; Nghị định 1/2020/NĐ-CP") == "1/2020/NĐ-CP"


def test_the_words_of_the_gate_are_those_of_the_office():
    from app.casework.choices import LOADERS  # noqa: PLC0415 - compared in this one test
    from app.casework.records import RECORDERS as KEPT  # noqa: PLC0415
    from app.legaltime.events import CLOSED, MILESTONES  # noqa: PLC0415
    from app.policy.actor import HANDLERS  # noqa: PLC0415

    assert (set(KEPT), set(CLOSED), HANDLERS) == (RECORDERS, RESULTS, ROLES)
    assert (set(MILESTONES), set(LOADERS)) == (vocabulary.MILESTONES, vocabulary.CHOICES)


def test_a_form_offers_choices_that_the_office_knows():
    form = b'{"id": "f", "components": [{"type": "select", "key": "unit", "label": "U", "valuesKey": "%s"}]}'
    assert gate.check("f.json", form % b"units").publishable
    assert [(note.element, note.rule) for note in gate.check("f.json", form % b"kings").refusals] == [
        ("unit", "choices")
    ]
