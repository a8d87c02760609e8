"""The leader hands a sealed matter to somebody by name; the steps follow, and nobody concerned gets one."""

import pytest

from app.errors import NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.services import rights
from tests.office import Office
from tests.sealed import contested, denunciation
from tests.sealed import rights as held


def give(office: Office, case_id, whom: str, role: str, *, who: str = "long") -> None:
    with office.work() as session:
        person = office.people[whom].person_id
        rights.give(session, case_id, person_id=person, role=role, actor=office.people[who])


def revoke(office: Office, case_id, whom: str, *, who: str = "long") -> None:
    with office.work() as session:
        rights.revoke(session, case_id, person_id=office.people[whom].person_id, actor=office.people[who])


def test_the_leader_gives_a_right_and_takes_it_back(office: Office):
    case_id = denunciation(office)
    give(office, case_id, "kien", "processing")
    assert held(office, case_id) == {"oanh": "receiver", "kien": "processing"}
    revoke(office, case_id, "kien")
    assert held(office, case_id) == {"oanh": "receiver"}


def test_whoever_loses_the_right_keeps_no_open_step(office: Office):
    case_id = denunciation(office)
    give(office, case_id, "kien", "processing")
    revoke(office, case_id, "oanh")
    steps = [office.task(node, case_id) for node in office.open_steps(case_id)]
    assert office.oanh.person_id not in {step.assignee_id for step in steps}


def test_nobody_but_the_leader_gives_rights(office: Office):
    case_id = denunciation(office)
    with pytest.raises(NotAllowed):
        give(office, case_id, "kien", "processing", who="oanh")
    with pytest.raises(NotFound):
        give(office, case_id, "kien", "processing", who="hoa")


@pytest.mark.parametrize("about", [{"author": "kien"}, {"unit": "economy"}])
def test_the_denounced_and_their_unit_are_given_none(office: Office, about):
    case_id = denunciation(office)
    contested(office, case_id, **about)
    with pytest.raises(Unacceptable):
        give(office, case_id, "kien", "processing")


def test_rights_that_come_by_themselves_are_not_given_by_hand(office: Office):
    case_id = denunciation(office)
    for role in ("receiver", "emergency", "king", ""):
        with pytest.raises(Unacceptable):
            give(office, case_id, "kien", role)


def test_what_is_open_or_not_classified_has_no_rights_to_give(office: Office):
    case_id = office.register().case_id
    with pytest.raises(NotPossibleNow):
        give(office, case_id, "kien", "processing")
    office.classify(case_id)
    with pytest.raises(NotPossibleNow):
        give(office, case_id, "kien", "processing")
