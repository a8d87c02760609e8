"""Whose step it is in a sealed case: always one person with a right, or the leader, never a common inbox."""

from itertools import product

import pytest

from app.casework import advance, grants, keepers
from tests.office import Office
from tests.sealed import contested, denunciation, give, rights

RULES = (
    "", "lead_unit", "registrar", "task_force", "verifying_unit", "grant:team_head",
    "grant:processing", "clerks",
)  # fmt: skip


def whose(office: Office, case_id, *, rule: str, role: str = "officer", unit: str = "economy"):
    names = {actor.person_id: name for name, actor in office.people.items()}
    with office.work() as session, advance.moving(session, case_id, actor=office.long) as hold:
        said = {"assign": rule, "role": role}
        role, unit_id, person = keepers.keeper(hold, said, (office.units[unit], None))
        units = {found: name for name, found in office.units.items()}
        return role, units[unit_id], names.get(person)


def test_a_step_goes_to_who_processes_the_case_else_to_who_received_it(office: Office):
    case_id = denunciation(office)
    assert whose(office, case_id, rule="lead_unit") == ("officer", "office", "oanh")
    give(office, case_id, "kien", "processing")
    assert whose(office, case_id, rule="lead_unit") == ("officer", "economy", "kien")


def test_a_step_for_the_head_of_the_team_goes_to_who_holds_that_right(office: Office):
    case_id = denunciation(office)
    give(office, case_id, "kien", "processing")
    give(office, case_id, "tam", "team_head")
    assert whose(office, case_id, rule="grant:team_head") == ("officer", "culture", "tam")


@pytest.mark.parametrize("role", ["officer", "unit_head", "clerk"])
def test_no_rule_lays_a_step_into_a_common_inbox(office: Office, role):
    case_id = denunciation(office)
    for rule in RULES:
        found = whose(office, case_id, rule=rule, role=role)
        assert found[2] is not None, (rule, found)


def test_the_leaders_steps_lie_on_the_leaders_desk(office: Office):
    case_id = denunciation(office)
    assert whose(office, case_id, rule="leadership", role="chairman") == ("chairman", "leadership", None)


def test_where_the_leader_is_denounced_every_step_stays_with_the_receiver(office: Office):
    case_id = denunciation(office)
    contested(office, case_id, unit="leadership", author="long")
    for rule, role in product((*RULES, "leadership"), ("officer", "chairman")):
        assert whose(office, case_id, rule=rule, role=role)[2] == "oanh"


def test_without_anybody_who_holds_a_right_the_leader_gets_it(office: Office):
    case_id = denunciation(office)
    office.passes(days=91)
    assert whose(office, case_id, rule="lead_unit") == ("chairman", "leadership", None)


def test_whoever_turns_out_to_work_with_the_denounced_loses_right_and_steps(office: Office):
    case_id = denunciation(office)
    give(office, case_id, "kien", "processing")
    with office.work() as session, advance.moving(session, case_id, actor=office.long) as hold:
        hold.case.contested_author_id = office.hoa.person_id
        grants.bar(hold)
        keepers.follow(hold)
    assert rights(office, case_id) == {"oanh": "receiver"}
    assert office.case(case_id).contested_unit_id == office.units["economy"]


def test_a_denounced_leader_bars_the_leadership_whichever_unit_was_named(office: Office):
    case_id = denunciation(office)
    contested(office, case_id, unit="culture", author="long")
    with office.work() as session, advance.moving(session, case_id, actor=office.oanh) as hold:
        grants.bar(hold)
    assert office.case(case_id).contested_unit_id == office.units["leadership"]
