"""Cases that grow out of cases: tied, numbered, as secret as those; and what runs beside a case."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.casework import audit
from app.casework.preconditions import PRECONDITIONS
from app.errors import NotFound, NotPossibleNow
from app.gate import vocabulary
from app.listings import board, figures
from app.services import openings
from app.services.tasks import Sending
from db.base import new_id
from db.models import CaseLink, Milestone, SearchWord
from tests.casework import grown
from tests.casework.complaints import accepted
from tests.casework.grown import begin, in_force, step
from tests.engine.sketch import chain, el, end, message, script
from tests.office import Office


def begun(office: Office, case_id: UUID, procedure: str, who=None, **posted: str) -> UUID:
    fields = {name: [value] for name, value in posted.items()}
    with office.work() as session:
        sending = Sending(posted=fields, key=uuid4().hex)
        done = openings.begin(session, case_id, procedure, sending, actor=who or office.kien)
    assert not done.problems
    return done.case_id


def decided(office: Office, case_id: UUID) -> None:
    with office.work() as session:
        session.add(
            Milestone(
                id=new_id(),
                case_id=case_id,
                run_id=None,
                name="decided",
                on=office.now.date(),
                recorded_at=office.now,
            )
        )


def possible(office: Office, case_id: UUID, who=None) -> dict[str, str]:
    with office.look() as session:
        return {
            each.procedure: each.reason
            for each in openings.possible(session, case_id, actor=who or office.kien)
        }


def test_an_execution_goes_on_in_a_case_of_its_own_tied_to_the_first(office: Office):
    grown.execution(office)
    first = accepted(office)
    decided(office, first)
    other = begun(office, first, "execution")
    case, origin = office.case(other), office.case(first)
    assert (case.kind, case.state, case.matter) == ("execution", "open", origin.matter)
    assert (case.number, case.key_id != origin.key_id) == (origin.number + 1, True)
    assert office.open_steps(other) == ["x_do"]
    with office.look() as session:
        link = session.scalars(select(CaseLink).where(CaseLink.from_id == other)).one()
        assert (link.to_id, link.kind) == (first, "executes")
        assert audit.first_broken(session, other) is None
        found = set(session.scalars(select(SearchWord.word).where(SearchWord.case_id == other)))
    assert {f"{case.number}/{case.year}", "chi"} <= found


def test_what_needs_something_first_says_what_is_missing(office: Office):
    grown.execution(office)
    first = accepted(office)
    assert possible(office, first)["execution"]
    with pytest.raises(NotPossibleNow):
        begun(office, first, "execution")
    decided(office, first)
    assert possible(office, first)["execution"] == ""
    assert possible(office, first, office.sau) == {}


def test_a_procedure_that_nobody_may_begin_by_command_is_not_there(office: Office):
    first = accepted(office)
    with pytest.raises(NotFound):
        begun(office, first, "complaint_first")


def test_a_measure_goes_on_beside_the_case_and_never_says_where_it_stands(office: Office):
    grown.measure(office)
    first = accepted(office)
    stands = office.case(first).step
    assert begun(office, first, "emergency_measure", ground_gone_why="Khẩn cấp") == first
    assert "m_do" in office.open_steps(first)
    assert office.case(first).step == stands
    office.does(office.kien, "m_do", first, ground_gone_why="Xong")
    assert office.runs(first)["emergency_measure"].status == "ended"


def test_a_drawing_opens_a_case_and_tells_what_waits_in_its_own(office: Office):
    grown.execution(office)
    wait = el("intermediateCatchEvent", "w", message("enough"), name="Chờ")
    in_force(
        office, "recommendation",
        begin(), script("o", 'open_case("execution")'), wait, script("c", 'close_case("answered")'), end(),
        chain("s", "o", "w", "c", "e"), messages=("enough",),
    )  # fmt: skip
    in_force(office, "emergency_measure", begin(begins="by_command", beside="yes"), step("m_do"),
             script("t", 'tell("enough")'), end(), chain("s", "m_do", "t", "e"))  # fmt: skip
    case_id = office.register().case_id
    office.classify(case_id)
    with office.look() as session:
        other = session.scalars(select(CaseLink.from_id).where(CaseLink.to_id == case_id)).one()
    assert office.open_steps(other) == ["x_do"]
    begun(office, case_id, "emergency_measure")
    office.does(office.kien, "m_do", case_id, ground_gone_why="Xong")
    assert office.case(case_id).closed_as == "answered"


def test_statistics_count_a_linked_case_neither_as_a_petition_nor_as_one_of_the_kinds(office: Office):
    grown.execution(office)
    first = accepted(office)
    decided(office, first)

    def counted():
        with office.look() as session:
            lines = [line.counts for line in board.show(session, actor=office.long).lines]
            sheets = figures.of_office(session, first=None, last=None, authority=None)
        told = [each for sheet in sheets for each in sheet.figures if not each.key.startswith("executions_")]
        return told, lines

    before = counted()
    begun(office, first, "execution")
    assert counted() == before


def test_the_gate_knows_the_conditions_that_the_office_knows():
    assert set(PRECONDITIONS) == vocabulary.NEEDS


def test_what_carries_a_decision_out_hears_of_the_second_complaint(office: Office):
    wait = el("intermediateCatchEvent", "w", message("second_complaint"), name="Có khiếu nại lần hai")
    in_force(
        office, "execution",
        begin(begins="by_command", link="executes"), wait, step("x_stop"), end(),
        chain("s", "w", "x_stop", "e"),
        messages=("second_complaint",),
    )  # fmt: skip
    in_force(
        office, "complaint_second",
        begin(begins="by_command", link="second-of", tells="second_complaint"), step("c_do"), end(),
        chain("s", "c_do", "e"),
    )  # fmt: skip
    first = accepted(office)
    carried_out = begun(office, first, "execution")
    assert office.open_steps(carried_out) == []
    begun(office, first, "complaint_second")
    assert office.open_steps(carried_out) == ["x_stop"]
