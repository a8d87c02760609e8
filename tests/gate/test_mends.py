"""Each mend changes one thing and removes the note it belongs to; what is no mend is refused."""

import re
from pathlib import Path

import pytest

from app import gate
from app.errors import Unacceptable
from app.gate import mends, shelf
from app.gate.mending import mended

PATH = Path(__file__).parents[2] / "processes/complaint_first/complaint_first.bpmn"
BODY = PATH.read_bytes()
AROUND = shelf.around(PATH)


def look(body):
    verdict = gate.check(PATH.name, body, context=AROUND)
    return verdict, mends.of(body, verdict, context=AROUND)


def test_a_choice_whose_arrows_say_nothing_is_given_a_default():
    condition = re.search(rb"<bpmn:conditionExpression.*?</bpmn:conditionExpression>", BODY, re.DOTALL)
    broken = re.sub(rb' default="[^"]*"', b"", BODY.replace(condition[0], b"", 1), count=1)
    (mend,) = [each for each in look(broken)[1] if each.kind == "default"]
    assert (mend.element, len(mend.choices)) == ("cf_accept_gw", 2)
    whole = mended(broken, mend.kind, mend.element, value=mend.choices[0])
    assert mend.note not in look(whole)[0].notes
    with pytest.raises(Unacceptable):
        mended(BODY, "default", "cf_accept_gw", value="an arrow from elsewhere")


def test_a_step_without_form_and_role_gets_each_by_its_own_mend():
    broken = BODY.replace(b'name="form" value="acceptance"', b'name="f" value="x"', 1)
    broken = broken.replace(b'name="role" value="chairman"', b'name="r" value="x"', 1)
    verdict, found = look(broken)
    wanted = {each.property for each in found if each.note.rule == "user-task"}
    assert wanted == {"form", "role"}
    assert len([note for note in verdict.refusals if note.rule == "user-task"]) == 2


def test_an_id_that_a_called_procedure_has_too_becomes_another():
    twice = BODY.replace(b'"cf_accept_end"', b'"li_sent"').replace(b">cf_accept_end<", b">li_sent<")
    (mend,) = [each for each in look(twice)[1] if each.kind == "id"]
    assert mend.note.rule == "id"
    assert mended(twice, "id", mend.element, value=mend.choices[0]).count(b'id="li_sent"') == 0


def test_a_mend_leaves_everything_else_as_it_was_written():
    noted = BODY.replace(b"<bpmn:process ", b"<!-- a note --><bpmn:process ", 1)
    whole = mended(noted, "property", "cf_acceptance", key="citizen", value='Cơ quan đang "xem xét" <đơn>')
    assert b"<!-- a note -->" in whole
    assert len(whole.partition(b"<bpmn:process")[2].splitlines()) == len(
        noted.partition(b"<bpmn:process")[2].splitlines()
    )
    assert (
        mended(whole, "remove", "cf_acceptance", key="citizen").count(b'"citizen"')
        == BODY.count(b'"citizen"') - 1
    )


@pytest.mark.parametrize(
    ("kind", "element", "key"),
    [
        ("property", "nowhere", "form"),
        ("property", "cf_acceptance", "isExecutable"),
        ("script", "cf_acceptance", "form"),
    ],
)
def test_what_is_no_mend_is_refused(kind, element, key):
    with pytest.raises(Unacceptable):
        mended(BODY, kind, element, key=key, value="x")


@pytest.mark.parametrize("body", [b"", b"<a", b'<!DOCTYPE d [<!ENTITY a "x">]><d id="x">&a;</d>'])
def test_what_cannot_be_read_safely_is_not_mended(body):
    with pytest.raises(Unacceptable):
        mended(body, "property", "x", key="form", value="y")
