"""The counter's forms ask what the law asks, where it asks it, and refuse what it refuses."""

from __future__ import annotations

import datetime as dt

import pytest

from app import clock, formdefs
from tests.procedures import bundles

UNITS = {"units": [formdefs.Choice("u1", "Phòng Kinh tế, Hạ tầng và Đô thị")]}
NOW = dt.datetime(2026, 8, 3, 2, 0, tzinfo=dt.UTC)
COUNTER = {
    "petitioner_kind": "person",
    "full_name": "Trần Thị Hoa",
    "identity_number": "038185001234",
    "address": "Tổ 4, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "received_on": "03/08/2026",
    "matter": "Đường ngập sau mưa",
    "content_items.0.text": "Nước không thoát, ngập nửa mét",
}
CLASSIFIED = {
    "eligibility": "eligible",
    "petition_kind": "recommendation",
    "field": "roads_infrastructure",
    "statutory_group": "other",
    "competent_body": "commune_chair",
    "competence": "within",
    "outcome": "accept",
    "procedure": "recommendation",
    "lead_unit": "u1",
}


def _check(form: str, answers: dict[str, str], **context: object) -> formdefs.Checked:
    read = formdefs.read((bundles.ROOT / "forms" / f"{form}.json").read_bytes())
    posted = {name: [value] for name, value in answers.items()}
    with clock.at(NOW):
        return formdefs.check(read, posted, choices=UNITS, context=context)


def _wrong(form: str, answers: dict[str, str], **context: object) -> set[str]:
    return {problem.field for problem in _check(form, answers, **context).problems}


def test_one_person_at_the_counter_is_registered_from_ten_answers():
    assert _wrong("registration", COUNTER) == set()


def test_a_missing_identity_number_needs_its_reason():
    without = {**COUNTER, "identity_number": ""}
    assert _wrong("registration", without) == {"identity_skip_reason"}
    assert _wrong("registration", {**without, "identity_skip_reason": "by_post"}) == set()


def test_an_earlier_date_of_receipt_needs_its_reason_and_a_later_one_is_refused():
    earlier = {**COUNTER, "received_on": "31/07/2026"}
    assert _wrong("registration", earlier) == {"backdating_reason"}
    assert _wrong("registration", {**earlier, "backdating_reason": "Bưu điện giao chiều thứ Sáu"}) == set()
    assert _wrong("registration", {**COUNTER, "received_on": "04/08/2026"}) == {"received_on"}


@pytest.mark.parametrize(
    ("signers", "appointed", "fits"),
    [(7, 2, True), (7, 3, False), (12, 5, True), (12, 6, False), (7, 0, False), (3, 0, True)],
)
def test_a_group_appoints_representatives_by_the_numbers_of_the_law(signers: int, appointed: int, fits: bool):  # noqa: FBT001
    rows = {f"representatives.{row}.full_name": f"Người thứ {row + 1}" for row in range(appointed)}
    group = {**COUNTER, "petitioner_kind": "group", "signers": str(signers), **rows}
    assert _wrong("registration", group) == (set() if fits else {"representatives"})


def test_a_forwarded_petition_says_by_whom():
    assert _wrong("registration", {**COUNTER, "channel": "forwarded"}) == {"forwarder", "forwarder_kind"}


def test_an_anonymous_petition_asks_for_no_name():
    unknown = {"full_name": "", "identity_number": "", "address": "", "petitioner_kind": "anonymous"}
    assert _wrong("registration", {**COUNTER, **unknown}) == set()


def test_a_recommendation_is_classified_and_routed():
    checked = _check("intake", CLASSIFIED)
    assert checked.problems == ()
    assert checked.routing == {
        "petition_kind": "recommendation",
        "outcome": "accept",
        "procedure": "recommendation",
        "notify_by_letter": False,
    }


def test_a_denunciation_goes_to_the_leader_and_nowhere_else():
    denunciation = {**CLASSIFIED, "petition_kind": "denunciation"}
    assert "outcome" in _wrong("intake", denunciation)
    assert _wrong("intake", {**denunciation, "outcome": "leader"}) == set()
    assert _wrong("intake", {**CLASSIFIED, "outcome": "leader"}) == {"outcome"}


def test_a_complaint_does_not_start_the_procedure_of_a_recommendation():
    assert _wrong("intake", {**CLASSIFIED, "petition_kind": "complaint"}) == {"procedure"}


def test_departing_from_the_proposal_needs_a_reason():
    proposed = {"outcome": "transfer", "petition_kind": "recommendation"}
    assert _wrong("intake", CLASSIFIED, proposed=proposed) == {"override_reason"}
    assert (
        _wrong("intake", {**CLASSIFIED, "override_reason": "Đường do phường quản lý"}, proposed=proposed)
        == set()
    )
    assert _wrong("intake", CLASSIFIED, proposed={**proposed, "outcome": "accept"}) == set()


@pytest.mark.parametrize("outcome", ["guide", "transfer", "return", "not_accept", "file", "assign"])
def test_every_outcome_but_acceptance_says_its_reason(outcome: str):
    assert "outcome_reason" in _wrong("intake", {**CLASSIFIED, "outcome": outcome})


def test_a_returned_letter_says_what_must_change():
    assert _wrong("letter_sign", {"letter_outcome": "return"}) == {"comment"}
    assert _wrong("letter_sign", {"letter_outcome": "sign"}) == set()
