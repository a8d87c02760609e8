"""S38, S39: a ruling needs facts, law and rights; it says what may be done next, and a suit is tracked."""

import datetime as dt

import pytest

from app import formdefs, letters
from app.listings import case_found, case_rounds
from db.models import Milestone
from tests.casework.rounds import day, ruled, told
from tests.office import Office
from tests.procedures import bundles

RULINGS = ("ruling", "ruling_second", "land_ruling")
DECISIONS = ("first_ruling", "second_ruling", "land_decision", "recognition_decision")


@pytest.mark.parametrize("form", RULINGS)
def test_s38_no_ruling_without_facts_law_and_the_rights_of_the_citizen(form: str):
    read = formdefs.read((bundles.ROOT / "forms" / f"{form}.json").read_bytes())
    missing = {problem.field for problem in formdefs.check(read, {}).problems}
    assert {"facts", "laws", "conclusion", "orders"} <= missing
    rights = next(part for part in read.walk() if part.key == "rights")
    assert rights.limits.required
    assert "khởi kiện" in str(rights.default)


@pytest.mark.parametrize("key", DECISIONS)
def test_s39_every_decision_states_the_next_rights(key: str):
    path = next(path for path in bundles.LETTERS if path.stem == key)
    assert "rights" in letters.read(path.read_text(encoding="utf-8")).fields


def test_s39_a_suit_is_recorded_stays_the_effect_and_stands_in_the_file(office: Office):
    case_id = ruled(office)
    told(
        office, case_id, "lawsuit",
        sued_on=day(office), court="Tòa án nhân dân khu vực 1", court_number="15/2026/TB-TLVA",
        suit_about="Đơn giá bồi thường",
    )  # fmt: skip
    assert "sued" in {event.name for event in office.all(Milestone, case_id)}
    effect = office.deadline("KN.EFFECT", case_id)
    assert effect.state == "ended"
    office.until(effect.base_on + dt.timedelta(days=60))
    office.sweep()
    assert "effective" not in {event.name for event in office.all(Milestone, case_id)}
    with office.look() as session:
        found = case_found.find(session, case_id, actor=office.kien)
        shown = {title: tuple(rows) for title, rows in case_rounds.of_case(session, found)}
    assert shown["Khởi kiện tại Tòa án"][0][1].startswith("Tòa án nhân dân khu vực 1 (15/2026/TB-TLVA)")
