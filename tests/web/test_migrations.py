"""Cases under way on the pages: offered a version, tried, chosen, taken over, seen side by side, put back."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

from db.models import Case, Task, Version
from tests.casework.complaints import accepted
from tests.casework.takeovers import comes, lines
from tests.web.deskwork import Desk, Person, desk

__all__ = ["desk"]

REWORDED = ("</bpmn:documentation>", " ·</bpmn:documentation>")
RENAMED = ('"cf_assign"', '"cf_assigning"')
LATER_REMINDER = ('reminder("KN1.SETTLE", 3)', 'reminder("KN1.SETTLE", 5)')


def tried(desk: Desk, version: UUID, **decided: object) -> tuple[Person, str]:
    """Let the administrator try every case, and give where that leads."""
    an = desk.browser("an")
    answer = an.post(f"/procedures/{version}/migration", decided)
    assert answer.status_code == 303, unescape(answer.text)
    return an, answer.headers["Location"]


def page(person: Person, address: str) -> str:
    answer = person.get(address)
    assert answer.status_code == 200, unescape(answer.text)
    return unescape(answer.text)


def shown(person: Person, batch: str) -> list[str]:
    return re.findall(r'name="shown" value="([^"]+)"', page(person, batch))


def version_of(desk: Desk, case_id: UUID) -> UUID:
    return desk.office.runs(case_id)["complaint_first"].version_id


def test_a_waiting_case_is_tried_approved_taken_over_seen_side_by_side_and_put_back(desk: Desk):
    case_id = accepted(desk.office)
    version = comes(desk.office, LATER_REMINDER)
    an, batch = tried(desk, version)
    assert "Vẫn theo phiên bản cũ" in page(an, batch)
    assert 'name="begins" value="cf_settle_reminder"' in page(an, batch)
    an, batch = tried(desk, version, begins=["cf_settle_reminder"])
    refused = an.post(f"{batch}/take")
    assert refused.status_code >= 400
    assert "Người thứ hai" in unescape(refused.text)
    assert desk.browser("long").post(f"{batch}/approve").status_code == 303
    chosen = shown(an, batch)
    assert an.post(f"{batch}/take", {"shown": chosen, "chosen": chosen}).status_code == 303
    assert version_of(desk, case_id) == version
    side = page(an, f"{batch}/{chosen[0]}")
    assert "<del>" in side
    assert "Đã chuyển" in page(an, batch)
    assert an.post(f"{batch}/{chosen[0]}/give-back").status_code == 303
    assert version_of(desk, case_id) != version


def test_a_case_left_unchecked_stays(desk: Desk):
    case_id = accepted(desk.office)
    version = comes(desk.office, REWORDED)
    an, batch = tried(desk, version)
    an.post(f"{batch}/take", {"shown": shown(an, batch)})
    assert version_of(desk, case_id) != version
    assert [line.state for line in lines(desk.office, UUID(batch.rpartition("/")[2]))] == ["planned"]


def test_what_takes_the_place_of_an_open_step_can_be_chosen(desk: Desk):
    accepted(desk.office)
    an, batch = tried(desk, comes(desk.office, RENAMED))
    assert 'name="renamed.cf_assign"' in page(an, batch)
    assert 'value="cf_assigning"' in page(an, batch)
    an, batch = tried(desk, comes(desk.office, RENAMED[::-1], ('"cf_assign"', '"cf_charge"')))
    assert 'value="cf_charge"' in page(an, batch)


def test_a_sealed_case_is_shown_only_to_who_may_see_it(desk: Desk):
    case_id = accepted(desk.office)
    an, batch = tried(desk, comes(desk.office, REWORDED))
    (line,) = shown(an, batch)
    with desk.office.work() as session:
        case = session.get_one(Case, case_id)
        case.sealed, case.matter = True, ""
    assert shown(an, batch) == []
    assert an.get(f"{batch}/{line}").status_code == 404
    assert an.post(f"{batch}/{line}/give-back").status_code == 404
    assert line in page(desk.browser("long"), batch)


def test_a_version_that_is_not_offered_says_so(desk: Desk):
    accepted(desk.office)
    version = comes(desk.office, REWORDED, offer=False)
    an = desk.browser("an")
    assert "Thử từng vụ việc" not in page(an, f"/procedures/{version}/migration")
    assert an.post(f"/procedures/{version}/migration").status_code >= 400


def test_what_was_done_before_is_told_by_the_version_on_which_it_was_done(desk: Desk):
    case_id = accepted(desk.office)
    version = comes(desk.office, ('"cf_acceptance"', '"cf_accepting"'))
    an, batch = tried(desk, version)
    chosen = shown(an, batch)
    an.post(f"{batch}/take", {"shown": chosen, "chosen": chosen})
    assert version_of(desk, case_id) == version
    done = next(task for task in desk.office.all(Task, case_id) if task.node == "cf_acceptance")
    long = desk.browser("long")
    assert "Thụ lý" in page(long, f"/tasks/{done.id}")
    told = page(long, f"/cases/{case_id}")
    assert f"Chuyển sang phiên bản {number_of(desk, version)}" in told


def number_of(desk: Desk, version: UUID) -> int:
    with desk.office.look() as session:
        return session.get_one(Version, version).number
