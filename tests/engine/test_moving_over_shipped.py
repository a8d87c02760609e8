"""Cases of the shipped procedures are taken over to a version that somebody changed, or stay with theirs."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest

from app.engine.takeover import Moved, Stays, move_over
from app.gate.scenario import Move
from tests.engine import versions
from tests.procedures import bundles

FORM_STEP = (
    '<bpmn:userTask id="x_new" name="Bước mới"><bpmn:extensionElements><spiffworkflow:properties>'
    '<spiffworkflow:property name="form" value="f"/><spiffworkflow:property name="role" value="officer"/>'
    "</spiffworkflow:properties></bpmn:extensionElements></bpmn:userTask>"
)
SHIPPED = [(key, number) for key in bundles.PROCEDURES for number, _ in enumerate(bundles.scenarios(key))]
MANY = 200


def test_a_step_drawn_into_the_complaint_procedure_ahead_of_a_case_is_done_by_it():
    now, _left, office = versions.resting_at("complaint_first", "cf_acceptance")
    new = versions.drawn_between("complaint_first", FORM_STEP, before="cf_assign")
    got = move_over(versions.shipped("complaint_first"), new, now.state, now=office.now)
    assert isinstance(got, Moved)
    assert got.after.timers == now.after.timers
    assert not got.notes


@pytest.mark.parametrize(
    ("open_at", "text", "why"),
    [
        ("cf_ruling", ('"cf_ruling"', '"cf_ruling_anew"'), "gone"),
        ("cf_publish", ('reminder("KN.PUBLISH", 3)', 'reminder("KN.PUBLISH", 5)'), "recounted"),
        ("cf_effect", ('deadline("KN.EFFECT")', 'deadline("KN.PUBLISH")'), "recounted"),
        ("cf_assign", ('"cf_settle_withdrawal"', '"cf_settle_taken_back"'), "lost"),
        ("cf_acceptance", ('deadline("KN1.ACCEPT")', 'deadline("KN1.SETTLE")'), "recounted"),
    ],
)
def test_a_change_where_a_complaint_stands_keeps_it(open_at, text, why):
    now, _left, office = versions.resting_at("complaint_first", open_at)
    got = move_over(
        versions.shipped("complaint_first"),
        versions.edited("complaint_first", text),
        now.state,
        now=office.now,
    )
    assert isinstance(got, Stays)
    assert why in {one.rule for one in got.reasons}


def test_a_change_in_a_called_procedure_reaches_the_case_that_is_in_it():
    now, _left, office = versions.resting_at("complaint_first", "li_draft")
    new = versions.edited("complaint_first", ('"li_sign"', '"li_signature"'), file="letter_issue")
    got = move_over(versions.shipped("complaint_first"), new, now.state, now=office.now)
    assert isinstance(got, Moved)
    at = SimpleNamespace(state=got.state, after=got.after)
    at = versions.go(new, at, Move("complete", "li_draft"), office)
    assert "li_signature" in {ready.node_id for ready in at.after.ready.values()}


def test_hundreds_of_cases_go_to_a_version_that_only_says_it_otherwise_and_nothing_moves():
    seen = 0
    for procedure, number in random.Random(20261122).sample(SHIPPED, 40):  # noqa: S311 - the same each time
        old, new = versions.shipped(procedure), versions.reworded(procedure)
        for now, _left, office in versions.rests(old, bundles.scenarios(procedure)[number]):
            if now.ended:
                continue
            got = move_over(old, new, now.state, now=office.now)
            assert isinstance(got, Moved), (procedure, number, got)
            assert (got.after, got.notes) == (now.after, ())
            again = move_over(new, old, got.state, now=office.now)
            assert isinstance(again, Moved)
            assert again.after == now.after
            seen += 1
    assert seen > MANY


def test_cases_taken_over_end_where_they_would_have_ended():
    for procedure, number in random.Random(5).sample(SHIPPED, 12):  # noqa: S311 - the same each time
        old, new = versions.shipped(procedure), versions.reworded(procedure)
        walk = list(versions.rests(old, bundles.scenarios(procedure)[number]))
        now, left, _office = walk[len(walk) // 2]
        if now.ended:
            continue
        office = versions.Office()
        got = move_over(old, new, now.state, now=office.now)
        assert isinstance(got, Moved)
        at = SimpleNamespace(state=got.state, after=got.after, ended=False, ends=now.ends)
        for move in left:
            at = versions.go(new, at, move, office)
        last = walk[-1][0]
        assert (at.ended, at.ends, at.after.done) == (last.ended, last.ends, last.after.done)
