"""Whoever sends a form while the database fails reads what to do, with the words that were typed."""

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from uuid import uuid4

import pytest

from app.language import use
from app.web.outage import Unavailable
from db.models import Answer, Petition
from tests.crash.acts import petition
from tests.crash.contents import changed, contents, without
from tests.crash.failing import GONE, REFUSED, UNHEARD, failing
from tests.crash.sound import unsound
from tests.crash.stand import Stand
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]

WORDS = "Đã nạo vét cống ngày 02/8/2026"
ANSWER = {"result": "agree", "action_taken": WORDS, "title": "trả lời kiến nghị", "body": "Đã thông cống./."}
TYPED = ("draft", "vault_key")  # what is typed is kept before anything else is tried
LOOKED = "petition_case"  # a case counts how often it was held, also for what was done before
FEW = 13  # every so many calls are tried; the acts themselves try each (test_every_call)


@dataclass(frozen=True)
class Form:
    """A form that is sent as often as wanted, with the same key; ``kept`` is what comes of it once."""

    words: str
    kept: type
    send: Callable[[], object]


def task(desk: Desk) -> Form:
    case_id = desk.office.register().case_id
    desk.office.classify(case_id)
    kien, step = desk.browser("kien"), desk.office.task("rc_answer", case_id)
    kien.open(step.id)
    sent = {**kien.hidden, **ANSWER}
    return Form(WORDS, Answer, lambda: kien.post(f"/tasks/{step.id}", sent))


def counter(desk: Desk) -> Form:
    oanh, draft = desk.browser("oanh"), uuid4()
    oanh.get(f"/counter/{draft}")
    typed = petition(desk.office) | {"act": "later"}
    return Form(typed["full_name"], Petition, lambda: oanh.post(f"/counter/{draft}", typed))


def tells_what_to_do(answer, form: Form) -> bool:
    page = unescape(answer.text)
    with use("vi"):
        return answer.status_code == 503 and Unavailable().sentence in page and form.words in page


@pytest.mark.parametrize("make", [task, counter], ids=["task", "counter"])
def test_a_form_sent_while_the_database_fails_is_answered_with_what_to_do(desk: Desk, make):
    form, database = make(desk), desk.office.database
    standing, before = Stand(desk.office, None), contents(database)
    with failing(database, 0) as undisturbed:
        assert form.send().status_code == 303
    wanted = contents(database, masked=True)
    standing.back()
    for manner, lasting in ((REFUSED, False), (REFUSED, True), (GONE, False), (UNHEARD, False)):
        last = undisturbed.calls.count("COMMIT") if manner == UNHEARD else len(undisturbed.calls)
        for number in range(1, last + 1, 1 if manner == UNHEARD else FEW):
            with failing(database, number, manner, lasting=lasting) as failure:
                answer = form.send()
            assert failure.met
            assert tells_what_to_do(answer, form), (manner, number, answer.status_code)
            left = contents(database, masked=True)
            if changed(wanted, left):
                assert changed(without(before, *TYPED), without(contents(database), *TYPED)) == {}, number
            assert form.send().status_code in {303, 409}
            again = contents(database, masked=True)
            assert changed(without(wanted, LOOKED), without(again, LOOKED)) == {}, (manner, number)
            assert unsound(desk.office) == {}
            standing.back()
