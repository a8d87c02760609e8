"""A letter's sheet: whose name, to whom, signed how; from kept, typed or template words."""

import dataclasses

import pytest

from app.casework import letter_sheet, words
from db.models import Letter
from tests.casework.complaints import DRAFT, accepted, verified
from tests.office import FLOOD, Office


def sheet(office: Office, letter: Letter, typed=None):
    with office.look() as session:
        return letter_sheet.sheet(
            session, office.case(letter.case_id), session.get_one(Letter, letter.id), typed
        )


@pytest.fixture
def answer(office: Office) -> Letter:
    case_id = office.register(FLOOD).case_id
    office.classify(case_id)
    return office.letters(case_id)[0]


def test_a_letter_nobody_drafted_yet_shows_its_template_with_gaps(office: Office, answer):
    shown = sheet(office, answer)
    assert shown.authority == "ỦY BAN NHÂN DÂN PHƯỜNG TRƯỜNG VINH"
    assert shown.addressees == ("Nguyễn Thị Chi, Khối 3, phường Trường Vinh",)
    assert letter_sheet.gaps(shown.body) == 2
    assert (shown.state, shown.number, shown.date) == ("draft", "", None)


def test_what_is_typed_stands_before_what_is_kept(office: Office, answer):
    typed = {
        "title": "trả lời",
        "body": "Đã sửa./.",
        "addressees": [{"name": ["Bà Chi"], "address": ["Khối 3"]}],
    }
    shown = sheet(office, answer, typed)
    assert (shown.subject, shown.body, shown.addressees) == ("trả lời", "Đã sửa./.", ("Bà Chi, Khối 3",))


def test_a_signed_letter_bears_its_signer_number_and_date(office: Office):
    case_id = accepted(office)
    shown = sheet(office, office.letters(case_id)[0])
    assert shown.signing.on_behalf == "TM. ỦY BAN NHÂN DÂN"
    assert (shown.signing.title, shown.signing.name) == ("CHỦ TỊCH", "Hồ Đức Long")
    assert (shown.number, shown.date, shown.state) == ("1", office.now.date(), "issued")
    assert shown.addressees == (DRAFT["addressees.0.name"],)


def test_a_deputy_signs_in_the_chairmans_place_and_a_decision_is_signed_in_ones_own_right(
    office: Office, answer
):
    with office.look() as session:
        template = letter_sheet.template_of(session, session.get_one(Letter, answer.id))
    answer.signed_title = "Phó Chủ tịch"
    assert letter_sheet.signing(template, answer, "A").title == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    decision = dataclasses.replace(template, kind="quyet_dinh")
    assert letter_sheet.signing(decision, answer, "A").on_behalf == ""
    note = dataclasses.replace(template, signer="unit_head")
    answer.signed_title = "Trưởng phòng"
    assert letter_sheet.signing(note, answer, "A").title == "TRƯỞNG PHÒNG"


def test_the_words_of_a_letter_cannot_become_markup(office: Office, answer):
    with office.look() as session:
        html = letter_sheet.html(
            session,
            office.case(answer.case_id),
            session.get_one(Letter, answer.id),
            {"body": "<script>1</script>"},
        )
    assert "<script>" not in html


def test_a_ruling_cites_its_laws_by_name_and_joins_contents_as_one_sentence(office: Office):
    case_id = accepted(office)
    verified(office, case_id)
    with office.look() as session:
        known = words.values(session, office.case(case_id), None)
    assert known["laws"] == ["Luật Đất đai (31/2024/QH15)"]
    assert ".;" not in str(known["contents"])
