"""Until it is classified every petition is sealed; a denunciation stays so."""

import datetime as dt

import pytest
from sqlalchemy import text

from app.casework import grants
from app.errors import NotFound
from app.policy import cases as policy
from app.services import tasks
from tests.office import RECOMMENDATION, Office

DENUNCIATION = RECOMMENDATION | {
    "petition_kind": "denunciation",
    "accuses_person_of_violation": "true",
    "outcome": "leader",
    "field": "official_conduct",
    "statutory_group": "admin_official_conduct",
}
SECRETS = ("Nguyễn Thị Chi", "nguyen thi chi", "0912345678", "040123456789", "Đường khối 3", "ngập sâu")


def everything_stored(office: Office) -> str:
    """Read every row of every table as text, bytes decoded as far as they can be."""
    told = []
    with office.database.reading() as session:
        tables = session.get_bind().dialect.get_table_names(session.connection())
        for table in tables:
            for row in session.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608 - our own tables
                told += [
                    bytes(v).decode("utf-8", "ignore") if isinstance(v, bytes | memoryview) else str(v)
                    for v in row
                ]
    return "\n".join(told)


def test_nothing_of_a_registered_petition_stands_in_clear_anywhere(office: Office):
    office.register()
    stored = everything_stored(office)
    assert [secret for secret in SECRETS if secret in stored] == []


def test_nothing_of_a_denunciation_stands_in_clear_after_it_was_classified(office: Office):
    registered = office.register()
    office.classify(registered.case_id, DENUNCIATION)
    stored = everything_stored(office)
    assert [secret for secret in SECRETS if secret in stored] == []


def test_a_denunciation_goes_into_its_procedure_and_nobody_else_sees_it(office: Office):
    registered = office.register()
    office.classify(registered.case_id, DENUNCIATION)
    case = office.case(registered.case_id)
    assert office.runs(registered.case_id)["denunciation"].status == "running"
    assert (case.kind, case.sealed, case.matter) == ("denunciation", True, "")
    with office.look() as session:
        held = grants.of(session, case)
    seers = [name for name, actor in office.people.items() if policy.may_see(actor, case, held)]
    assert seers == ["long", "oanh"]


def test_a_denunciation_can_be_sent_nowhere_but_into_its_procedure(office: Office):
    registered = office.register()
    task = office.task("in_classify", registered.case_id)
    posted = {k: [v] for k, v in {**DENUNCIATION, "outcome": "accept"}.items()}
    with office.work() as session:
        done = tasks.complete(session, task.id, tasks.Sending(posted=posted, key="x"), actor=office.oanh)
    assert "outcome" in {problem.field for problem in done.problems}
    assert office.open_steps(registered.case_id) == ["in_classify"]


def test_a_sealed_case_answers_others_as_if_it_were_not_there(office: Office):
    registered = office.register()
    task = office.task("in_classify", registered.case_id)
    with pytest.raises(NotFound), office.work() as session:
        tasks.complete(session, task.id, tasks.Sending(posted={}, key="x"), actor=office.kien)


def test_classifying_a_recommendation_opens_it_and_lets_it_be_found(office: Office):
    registered = office.register()
    office.classify(registered.case_id)
    case = office.case(registered.case_id)
    assert case.matter == "Đường khối 3 ngập nước sau mưa"
    with office.database.reading() as session:
        words = set(session.scalars(text("SELECT word FROM search_word")))
    assert {"ngap", "chi", "duong"} <= words


def test_a_letter_that_urges_in_a_sealed_matter_passes_from_hand_to_hand(office: Office):
    registered = office.register()
    due = office.deadline("INTAKE", registered.case_id).due_on
    office.until(due + dt.timedelta(days=1))
    office.sweep()
    done_by = (office.now + dt.timedelta(days=3)).date().isoformat()
    office.does(
        office.long,
        "es_direct",
        registered.case_id,
        measure="urge",
        instruction="Phân loại ngay",
        done_by=done_by,
    )  # fmt: skip
    letter = office.letters(registered.case_id)[0]
    assert (letter.state, letter.symbol) == ("sent", "UBND-VP")
