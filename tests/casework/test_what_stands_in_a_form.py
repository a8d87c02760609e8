"""What stands in a form when it is opened: what tables propose, for a person to confirm."""

import pytest

from app.casework import prefill
from db.models import Case, Run, Task
from tests.casework.complaints import accepted
from tests.office import LAND, Office


@pytest.mark.parametrize(
    ("stated", "proposed"),
    [
        ({"respondent_position": "commune_chair"}, "task_force"),
        ({"respondent_position": "none", "respondent_name": ""}, "unit"),
    ],
)
def test_who_verifies_a_complaint_is_proposed_by_the_table(office: Office, monkeypatch, stated, proposed):
    for name, value in stated.items():
        monkeypatch.setitem(LAND, name, value)
    case_id = accepted(office)
    step = office.task("cf_assign", case_id)
    with office.look() as session:
        task = session.get_one(Task, step.id)
        run, case = session.get_one(Run, task.run_id), session.get_one(Case, case_id)
        standing = prefill.answers(session, case, run, task, office.now.date())
    assert standing["settle_by"] == proposed
