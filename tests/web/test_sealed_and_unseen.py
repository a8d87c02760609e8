"""Before the acceptance notice nobody without a right can tell that a denunciation exists.

Every page of the office is read by everybody who holds no right to it, before the denunciation came and
after: each must be the same, byte for byte, and cost the database the same questions.
"""

import re
from html import unescape
from uuid import UUID

import pytest

from app.listings import earlier
from app.services import registration
from tests.casework.complaints import accepted
from tests.casework.test_sealed_until_classified import DENUNCIATION
from tests.office import FLOOD
from tests.sealed import contested
from tests.web.deskwork import Desk, desk
from tests.web.filed import CANARY, SECRET, denunciation, readable, recommendation

__all__ = ["desk"]

UNSEEING = ("kien", "hoa", "tam", "van", "sau", "an")
CHANGING = re.compile(  # made anew for each answer; groups would make the search four times as long
    r'name="(?:csrf_token|sending_key)" value="[^"]*"|nonce="[^"]*"|"X-CSRFToken": ?"[^"]*"|'
    r'<meta name="csrf[^>]*>|<dcterms:\w+[^>]*>[^<]*<|/counter/[0-9a-f-]{36}|'
    r"\d\d:\d\d:\d\d, \d\d/\d\d/\d{4}"  # what the machine's own clock shows
)
LEAVES = {"/leave", "/login", "/static"}
ASKED = (
    "/search?q=NP1/2026", "/search?q=NP2/2026", "/search?q=3/2026", "/search?q=Phạm Kín Đáo",
    "/search?q=0933000111", "/search?q=040099887766", "/search?q=nhận tiền", "/search?q=denunciation",
    "/register?kind=denunciation",
    "/register?state=open", "/register?channel=counter", "/inbox?view=unit",
    "/inbox?view=soon", "/inbox?view=late",
    "/inbox?kind=denunciation",
    "/procedures/of/denunciation", "/procedures/of/denunciation/cases", "/procedures/of/denunciation?at=all",
    "/procedures/of/intake", "/maps/denunciation", "/law/of/text/25/2018/QH14",
    "/board/list?state=open", "/board/list?state=soon", "/board/list?state=open&sealed=1",
    "/letters?tab=enter", "/letters?tab=send", "/letters?tab=prove",
)  # fmt: skip


def addresses(desk: Desk) -> list[str]:
    rules = (rule for rule in desk.app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments)
    plain = sorted(rule.rule for rule in rules)
    return [each for each in plain if not any(each.startswith(out) for out in LEAVES)] + list(ASKED)


def pages(desk: Desk, who: str, cases: list[UUID]) -> dict[str, tuple[int, str, int]]:
    """Read every page as somebody: its status, its words, and how many questions it asked."""
    person, found = desk.browser(who), {}
    for address in [*addresses(desk), *(f"/cases/{case_id}" for case_id in cases)]:
        with desk.counted() as statements:
            answer = person.get(address, buffered=True)
        found[address] = (answer.status_code, CHANGING.sub("", unescape(readable(answer))), len(statements))
    return found


def denounced(desk: Desk):
    registered = denunciation(desk)
    contested(desk.office, registered.case_id, unit="economy")
    return registered


def test_every_page_is_the_same_with_and_without_it(desk: Desk):
    open_cases = [recommendation(desk), accepted(desk.office)]
    pages(desk, "long", open_cases)  # what is read once and kept
    before = {who: pages(desk, who, open_cases) for who in UNSEEING}
    registered = denounced(desk)
    for who in UNSEEING:
        after = pages(desk, who, open_cases)
        assert {address for address in after if before[who][address] != after[address]} == set(), who
        for address, (_status, words, _count) in after.items():
            told = [word for word in (*CANARY, registered.code) if word in words and word not in address]
            assert told == [], (who, address)


@pytest.mark.parametrize("who", UNSEEING)
def test_a_page_of_it_answers_like_a_page_of_nothing(desk: Desk, who):
    case_id = denounced(desk).case_id
    person = desk.browser(who)
    task = desk.office.task(desk.office.open_steps(case_id)[0], case_id).id
    nothing = "01a20178-b459-7cee-b413-04ae25ade7ec"
    for rule in ("/cases/{}", "/cases/{}/identity", "/cases/{}/drawing/1", "/cases/{}/record/withdrawal"):
        there, absent = person.get(rule.format(case_id)), person.get(rule.format(nothing))
        assert there.status_code == absent.status_code, rule
        assert CHANGING.sub("", there.text).replace(str(case_id), "") == CHANGING.sub(
            "", absent.text
        ).replace(nothing, "")
    assert person.get(f"/tasks/{task}").status_code == person.get(f"/tasks/{nothing}").status_code


def test_the_next_number_of_everything_open_is_the_same_with_and_without_it(desk: Desk):
    office = desk.office
    first = recommendation(desk)
    denounced(desk)
    second = recommendation(desk)
    numbers = [(case.number, case.year) for case in (office.case(first), office.case(second))]
    assert numbers == [(1, 2026), (2, 2026)]


def test_the_unit_denounced_gets_no_notice_and_no_step_as_the_limits_pass(desk: Desk):
    office = desk.office
    case_id = denounced(desk).case_id
    for _week in range(8):
        office.passes(days=7)
        office.sweep()
    for who in ("kien", "hoa"):
        assert office.notices(office.people[who]) == []
        assert "NP1/2026" not in unescape(desk.browser(who).get("/notices").text)
    assert case_id


def test_the_citizen_with_the_code_reads_the_same_words_as_before_it_was_classified(desk: Desk):
    registered = desk.office.register(SECRET)
    visitor = desk.browser("kien")
    before = visitor.post("/status", {"code": registered.code})
    desk.office.classify(registered.case_id, DENUNCIATION)
    after = visitor.post("/status", {"code": registered.code})
    assert (before.status_code, CHANGING.sub("", before.text)) == (
        after.status_code,
        CHANGING.sub("", after.text),
    )
    assert "tố cáo" not in unescape(after.text).lower().replace("khiếu nại, tố cáo", "")


def test_only_its_own_receiver_and_the_leader_find_the_denouncer_again(desk: Desk):
    office = desk.office
    denounced(desk)
    with office.look() as session:
        found = {
            name: len(earlier.find(session, SECRET, actor=actor)) for name, actor in office.people.items()
        }
    assert {name for name, count in found.items() if count} == {"oanh", "long"}


def test_a_second_petition_of_the_denouncer_tells_the_other_officer_nothing(desk: Desk):
    office = desk.office
    denounced(desk)
    with office.work() as session:
        registration.register(session, {**SECRET, "matter": FLOOD["matter"]}, actor=office.tam)
    page = unescape(desk.browser("tam").get("/search?q=040099887766").text)
    assert "NP1/2026" not in page


def test_where_the_leader_is_denounced_only_the_receiver_goes_on(desk: Desk):
    case_id = denunciation(desk).case_id
    contested(desk.office, case_id, unit="leadership", author="long")
    assert desk.browser("long").get(f"/cases/{case_id}").status_code == 404
    assert desk.browser("oanh").get(f"/cases/{case_id}").status_code == 200
