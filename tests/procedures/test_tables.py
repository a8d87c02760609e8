"""The decision tables of intake propose what the law of petition handling says, and cite it."""

from __future__ import annotations

from typing import Any

import pytest

from app import decisions, formdefs
from app.legaltime import limits
from tests.procedures import bundles

INTAKE = bundles.ROOT / "processes" / "intake"
COMMUNE = {"authority_level": "commune", "received_on": "2026-08-03"}
CHAINED = (
    ("type", "type"),
    ("eligibility", "eligibility"),
    ("field", "field"),
    ("competence", "competent"),
    ("competence", "competence"),
    ("outcome", "outcome"),
)


def _decide(table: str, decision: str, facts: dict[str, Any]) -> decisions.Outcome:
    model = decisions.read((INTAKE / f"{table}.dmn").read_bytes())
    return decisions.decide(model, decision, facts)


def _propose(**facts: Any) -> dict[str, Any]:
    """Ask the tables in the order in which the counter does, each with what the earlier ones said."""
    known = {"channel": "counter", "petitioner_kind": "person", **COMMUNE, **facts}
    for table, decision in CHAINED:
        said = _decide(table, decision, known)
        assert not said.errors, (decision, said.errors)
        known |= {name: value for name, value in said.outputs.items() if value is not None}
    return known


COMPLAINT = {"contests_decision": True, "affects_own_right": True, "respondent_position": "commune_chair"}
DENUNCIATION = {"accuses_person_of_violation": True, "respondent_position": "commune_staff"}
OPINION = {"gives_opinion": True, "field": "roads_infrastructure"}


@pytest.mark.parametrize(
    ("code", "outcome", "facts"),
    [
        ("P1", "supplement", {**COMPLAINT, "lacks_signature": True}),
        ("P1", "file", {**COMPLAINT, "guided_before": True}),
        ("P1", "file", {**COMPLAINT, "lacks_signature": True, "channel": "post"}),
        ("P2", "leader", {**DENUNCIATION, "petitioner_kind": "anonymous"}),
        ("P3", "leader", {**DENUNCIATION, "petitioner_kind": "anonymous", "clear_evidence": True}),
        ("P4", "accept", COMPLAINT),
        ("P5", "not_accept", {**COMPLAINT, "non_acceptance_ground": "time_barred"}),
        ("P6", "guide", {**COMPLAINT, "respondent_position": "department_head"}),
        (
            "P7",
            "transfer",
            {**COMPLAINT, "authority_level": "province", "lower_overdue": True},
        ),
        ("P8", "return", {**COMPLAINT, "respondent_position": "provincial_chair", "channel": "forwarded"}),
        ("P9", "not_accept", {**COMPLAINT, "non_acceptance_ground": "settled_finally"}),
        ("P11", "leader", DENUNCIATION),
        ("P12", "leader", {**DENUNCIATION, "respondent_position": "commune_chair"}),
        ("P13", "leader", {**DENUNCIATION, "crime_signs": True}),
        ("P14", "leader", {**DENUNCIATION, "born_of_complaint": True}),
        ("P15", "leader", {**DENUNCIATION, "respondent_position": "party_member"}),
        ("P16", "accept", OPINION),
        ("P17", "transfer", {**OPINION, "matter_level": "province"}),
        ("P18", "guide", {"about_regulation": True}),
        ("P19", "accept", {"land_dispute_between_parties": True}),
        ("P19", "accept", {"land_dispute_between_parties": True, "conciliation_failed": True}),
        ("P4", "accept", {**COMPLAINT, "authority_level": "province", "round": "second"}),
        ("LR", "clarify", {**OPINION, "general_content": True}),
        ("P19", "guide", {"land_dispute_between_parties": True, "has_land_papers": True}),
        ("P19", "guide", {"civil_or_procedure": True}),
        ("P20", "guide", {**OPINION, "several_matters": True}),
        ("P21", "duplicate", {**OPINION, "duplicate": True}),
        ("P22", "supplement", {**COMPLAINT, "signers": 7}),
        ("P24", "not_accept", {**COMPLAINT, "non_acceptance_ground": "court"}),
        ("N6", "file", {**OPINION, "already_answered": True}),
    ],
)
def test_each_situation_of_the_law_has_its_outcome(code: str, outcome: str, facts: dict[str, Any]):
    proposed = _propose(**facts)
    assert (proposed["code"], proposed["outcome"]) == (code, outcome)


@pytest.mark.parametrize(
    ("received", "level", "position", "nth", "body", "competence"),
    [
        ("2026-08-03", "commune", "commune_chair", "first", "commune_chair", "within"),
        ("2026-05-04", "commune", "commune_division_head", "first", "commune_chair", "within"),
        ("2025-06-30", "commune", "commune_staff", "first", "commune_chair", "within"),
        ("2025-06-30", "district", "former_district_chair", "first", "district_chair", "within"),
        ("2025-06-30", "commune", "former_district_chair", "first", "district_chair", "outside"),
        ("2025-06-30", "district", "commune_chair", "second", "district_chair", "within"),
        ("2025-07-01", "province", "commune_chair", "second", "provincial_chair", "within"),
        ("2025-07-01", "commune", "former_district_chair", "first", "commune_chair", "within"),
        ("2025-06-30", "province", "former_district_chair", "second", "provincial_chair", "within"),
    ],
)  # fmt: skip
def test_competence_follows_the_levels_of_the_day_of_receipt(
    received, level, position, nth, body, competence
):
    facts = COMPLAINT | {"respondent_position": position, "round": nth}
    found = _propose(**facts, received_on=received, authority_level=level)
    assert (found["competent_body"], found["competence"]) == (body, competence)


@pytest.mark.parametrize(("succeeds", "competence"), [(True, "within"), (False, "outside")])
def test_a_case_under_way_stays_with_who_succeeds_the_district(succeeds, competence):
    facts = {
        "contests_decision": True,
        "affects_own_right": True,
        "respondent_position": "former_district_chair",
    }
    found = _propose(**facts, received_on="2025-06-30", succeeds_district=succeeds)
    assert (found["competent_body"], found["competence"]) == ("district_chair", competence)


def test_what_belongs_to_a_lower_level_is_flagged_and_guided_back():
    found = _propose(**COMPLAINT, authority_level="province")
    assert (found["over_level"], found["outcome"], found["code"]) == (True, "guide", "P6")


def test_seven_signers_with_written_representatives_are_accepted():
    assert _propose(**COMPLAINT, signers=7, representative_document=True)["outcome"] == "accept"


def test_the_type_follows_the_content_and_never_the_title():
    assert _propose(**OPINION, title_says="denunciation")["petition_kind"] == "recommendation"
    notes = _decide("outcome", "attention", {"petition_kind": "recommendation", "title_says": "denunciation"})
    assert [row.article for row in notes.rows]


def test_nothing_is_proposed_where_no_fact_is_known():
    said = _decide("type", "type", {})
    assert not any(said.outputs.values())
    assert not said.rows


@pytest.mark.parametrize(
    "path", [path for path in bundles.TABLES if path.parent == INTAKE], ids=lambda path: path.stem
)
def test_every_row_that_can_fire_cites_its_article(path: Any):
    model = decisions.read(path.read_bytes())
    text = path.read_text(encoding="utf-8")
    assert text.count("<annotationEntry>") == text.count("<rule ")
    assert "<annotationEntry><text></text>" not in text
    assert model


@pytest.mark.parametrize(("signers", "fewest", "most"), [(5, 1, 2), (10, 1, 2), (11, 1, 5), (200, 1, 5)])
def test_a_group_appoints_as_many_representatives_as_the_decree_says(signers: int, fewest: int, most: int):
    said = _decide("eligibility", "representatives", {"signers": signers})
    assert said.outputs == {"fewest": fewest, "most": most}


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({}, "TC.TRANSFER"),
        ({"petition_kind": "complaint"}, "KN1.ACCEPT"),
        ({"petition_kind": "denunciation", "competence": "within"}, "TC.CHECK"),
        ({"petition_kind": "denunciation", "competence": "outside"}, "TC.TRANSFER"),
        ({"petition_kind": "reflection"}, "TCD.ANSWER"),
        ({"petition_kind": "land_dispute"}, "DD.GQ.NOTIFY"),
    ],
)
def test_the_limit_of_intake_is_the_shortest_until_the_type_is_known(facts: dict[str, Any], rule: str):
    said = _decide("candidate_limit", "candidate_limit", facts)
    assert said.outputs["rule"] == rule
    assert limits.find(rule)


def test_every_field_of_the_office_has_its_statutory_group_in_each_report():
    for kind in ("complaint", "denunciation", "recommendation", "reflection"):
        for field in _choices("field"):
            said = _decide("field", "field", {"petition_kind": kind, "field": field})
            assert said.outputs["statutory_group"] in _choices("statutory_group"), (kind, field)
            assert said.outputs["report_form"]


def test_what_the_tables_say_can_be_chosen_on_the_form():
    for facts in (COMPLAINT, DENUNCIATION, OPINION, {"civil_or_procedure": True}):
        proposed = _propose(**{"field": "other", **facts})
        for key in ("petition_kind", "competent_body", "competence", "eligibility", "outcome"):
            assert proposed[key] in _choices(key), key


def _choices(key: str) -> set[str]:
    form = formdefs.read((bundles.ROOT / "forms" / "intake.json").read_bytes())
    return {choice.value for part in form.walk() if part.key == key for choice in part.choices}


@pytest.mark.parametrize(
    ("facts", "settle_by", "head"),
    [
        ({}, "unit", "unit_head"),
        ({"complex": True}, "task_force", "unit_head"),
        ({"signers": 7}, "task_force", "officer"),
        ({"respondent_position": "commune_chair", "signers": 7}, "task_force", "unit_head"),
    ],
)
def test_who_heads_the_verification_is_proposed_with_its_article(
    facts: dict[str, Any], settle_by: str, head: str
):
    table = bundles.ROOT / "processes" / "verification" / "task_force_head.dmn"
    said = decisions.decide(decisions.read(table.read_bytes()), "task_force_head", facts)
    assert (said.outputs["settle_by"], said.outputs["head_role"]) == (settle_by, head)
    assert "Điều 29" in said.rows[0].article
    form = formdefs.read((bundles.ROOT / "forms" / "assignment.json").read_bytes())
    assert settle_by in {choice.value for part in form.walk() for choice in part.choices}
