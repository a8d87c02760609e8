"""What the shipped tables propose, what the officer may do with it, and what is kept of it."""

from uuid import UUID

import pytest
from sqlalchemy import select

from app.casework import proposals
from app.casework.definitions import Pinned, compile_bundle
from app.casework.intake import registration_form
from app.language import use
from app.services import procedures, tasks
from app.services.tasks import Sending
from db.models import Classification
from tests.office import RECOMMENDATION

PLAIN = {
    "channel": "counter",
    "petitioner_kind": "person",
    "respondent_position": "none",
    "matter_level": "commune",
    "round": "first",
    "dispute_parties": "individuals",
    "authority_level": "commune",
    "remote": False,
    "signers": 1,
    "title_says": "none",
    "field": "roads_infrastructure",
}


@pytest.fixture(scope="module")
def propose():
    bundle = compile_bundle("intake", procedures.bundle("intake"))
    pinned = Pinned(**vars(bundle), version_id=UUID(int=0), procedure="intake", number=1)
    labels = proposals.labels_of(registration_form(pinned), pinned.forms["intake"])
    return lambda **facts: proposals.propose(pinned, {**PLAIN, **facts}, labels)


def test_one_tick_is_enough_for_a_simple_reflection(propose):
    found = propose(reports_problem=True).values
    assert {name: found[name] for name in proposals.CONFIRMED} == {
        "petition_kind": "reflection",
        "eligibility": "eligible",
        "statutory_group": "other",
        "competent_body": "commune_chair",
        "competence": "within",
        "outcome": "accept",
        "procedure": "recommendation",
    }
    assert (found["rule"], found["variant"]) == ("TCD.ANSWER", "normal")


def test_the_content_decides_and_not_the_title(propose):
    found = propose(
        contests_decision=True,
        affects_own_right=True,
        title_says="recommendation",
        field="land_papers",
        respondent_position="commune_chair",
    )
    assert found.values["petition_kind"] == "complaint"
    assert (found.values["competent_body"], found.values["procedure"]) == ("commune_chair", "complaint_first")
    assert [note.code for note in found.notes] == ["TITLE"]


def test_every_proposal_names_its_row_its_article_and_its_grounds_in_words(propose):
    kind = propose(reports_problem=True).by_field["petition_kind"]
    assert (kind.table, kind.row) == ("type_table", 8)
    assert "Luật Tiếp công dân" in kind.article
    assert kind.why.startswith("Báo sự việc cần khắc phục (Điều 2 khoản 2")


def test_the_sentence_why_is_english_for_english_readers(propose):
    with use("en"):
        assert propose(reports_problem=True).by_field["petition_kind"].why.startswith("Reports a problem")


@pytest.mark.parametrize(
    "facts",
    [{}, {"duplicate": True}, {"lacks_date": True}, {"petitioner_kind": "anonymous"}, {"crime_signs": True}],
)
def test_a_denunciation_is_proposed_no_way_but_the_leader(propose, facts):
    assert propose(accuses_person_of_violation=True, **facts).values["outcome"] == "leader"


def test_later_tables_build_on_what_the_officer_confirmed(propose):
    found = propose(reports_problem=True, petition_kind="complaint", respondent_position="department_head")
    assert found.values["petition_kind"] == "reflection"
    assert found.values["competent_body"] == "department_director"
    assert found.values["outcome"] == "guide"
    assert found.contradicted({"petition_kind": "complaint", "outcome": "guide"}) == ("petition_kind",)


def test_a_petition_that_lacks_something_is_supplemented_at_the_counter_and_filed_by_post(propose):
    assert propose(reports_problem=True, lacks_signature=True).values["outcome"] == "supplement"
    assert propose(reports_problem=True, lacks_signature=True, channel="post").values["outcome"] == "file"


def test_the_classification_keeps_what_was_proposed_when_it_is_done_from_the_inbox(office):
    registered = office.register()
    office.classify(registered.case_id)
    with office.look() as session:
        row = session.scalars(select(Classification)).one()
    assert row.proposed["petition_kind"]["value"] == "reflection"
    assert row.proposed["petition_kind"]["row"] == 8
    assert "Luật Tiếp công dân" in row.proposed["petition_kind"]["article"]
    assert row.override_reason == RECOMMENDATION["override_reason"]


def test_deciding_otherwise_without_a_reason_is_a_problem_at_the_field(office):
    registered = office.register()
    task = office.task("in_classify", registered.case_id)
    said = {**RECOMMENDATION, "override_reason": "", "lead_unit": str(office.units["economy"])}
    with office.work() as session:
        sending = Sending(posted={n: [v] for n, v in said.items()}, key="no-reason")
        done = tasks.complete(session, task.id, sending, actor=office.oanh)
    assert [problem.field for problem in done.problems] == ["override_reason"]


@pytest.mark.parametrize(
    ("kind", "outcome"), [("denunciation", "accept"), ("denunciation", "duplicate"), ("reflection", "leader")]
)
def test_only_denunciations_go_to_the_leader_and_nowhere_else(office, kind, outcome):
    registered = office.register()
    task = office.task("in_classify", registered.case_id)
    said = {**RECOMMENDATION, "petition_kind": kind, "outcome": outcome}
    with office.work() as session:
        sending = Sending(posted={n: [v] for n, v in said.items()}, key="nowhere")
        done = tasks.complete(session, task.id, sending, actor=office.oanh)
    assert "outcome" in {problem.field for problem in done.problems}
