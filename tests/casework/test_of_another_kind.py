"""A case that turns out to be of another kind, or to be two – in the middle of what is going on."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.casework import audit
from app.errors import NotFound, NotPossibleNow, Unacceptable
from app.listings import (
    case_contents,
    case_file,
    case_found,
    case_parties,
    case_search,
    case_timeline,
)
from app.services import case_acts, events, openings
from app.services.tasks import Sending
from db.base import Base
from db.models import (
    Case,
    CaseLink,
    CasePetition,
    Classification,
    ContentItem,
    Milestone,
    Notice,
    Petition,
    SearchWord,
)
from tests.casework import grown
from tests.casework.complaints import accepted, verified
from tests.casework.grown import begin, in_force, step
from tests.engine.sketch import chain, end, script
from tests.office import COMPLAINT, LAND, Office

NAME = "Đinh Bạch Yến Thuỳ"
MATTER = "Cán bộ địa chính vòi vĩnh hai trăm triệu"


@pytest.fixture(autouse=True)
def procedures_of_the_others(office: Office):
    """What others draw, in a line each."""
    for key, prefix in (("denunciation", "dd"), ("land_conciliation", "ll")):
        in_force(
            office, key,
            begin(begins="by_intake"), step(f"{prefix}_do"), script("c", 'close_case("settled")'), end(),
            chain("s", f"{prefix}_do", "c", "e"), name=key,
        )  # fmt: skip


def propose(office: Office, case_id, who=None, **posted: object):
    fields = {k: v if isinstance(v, list) else [v] for k, v in posted.items()}
    with office.work() as session:
        done = events.propose(
            session, case_id, Sending(posted=fields, key=uuid4().hex), actor=who or office.kien
        )
    return done.problems


def changed(office: Office, case_id, **posted: object):
    assert not propose(office, case_id, reason="Xem lại nội dung đơn", **posted)
    office.does(office.long, "cc_approve", case_id, approval="approve")


def items(office: Office, case_id, state="open"):
    return [item for item in office.all(ContentItem, case_id) if item.state == state]


def child(office: Office, case_id):
    with office.look() as session:
        link = session.scalars(select(CaseLink).where(CaseLink.to_id == case_id)).one()
        return session.get_one(Case, link.from_id)


def everywhere(office: Office) -> str:
    """Write down every row of every table as it lies in the database."""
    with office.look() as session:
        return "\n".join(
            repr(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        )


def test_a_complaint_that_is_a_recommendation_goes_on_as_one_from_the_same_day_of_receipt(office: Office):
    case_id = accepted(office)
    office.passes(days=4)
    changed(office, case_id, change="reclassify", new_kind="recommendation")
    case, runs = office.case(case_id), office.runs(case_id)
    assert (case.kind, case.sealed, case.state) == ("recommendation", False, "open")
    assert (runs["complaint_first"].status, runs["recommendation"].status) == ("cancelled", "running")
    assert "cf_assign" not in office.open_steps(case_id)
    assert office.deadline("KN1.SETTLE", case_id).state == "ended"
    assert not [timer for timer in office.timers(case_id) if timer.startswith("cf_")]
    with office.look() as session:
        rows = session.scalars(select(Classification).where(Classification.case_id == case_id)).all()
        assert [row.kind for row in rows] == ["complaint", "recommendation"]
        assert audit.first_broken(session, case_id) is None
    assert [row.name for row in office.all(Milestone, case_id)].count("classified") == 2
    assert "li_draft" in office.open_steps(case_id)  # the petitioner is told


def test_a_refused_reclassification_changes_nothing(office: Office):
    case_id = accepted(office)
    assert not propose(office, case_id, change="reclassify", new_kind="recommendation", reason="Nhầm loại")
    office.does(office.long, "cc_approve", case_id, approval="refuse", approval_comment="Đúng là khiếu nại")
    assert office.case(case_id).kind == "complaint"
    assert office.runs(case_id)["complaint_first"].status == "running"


def test_what_is_decided_stays_what_it_was(office: Office):
    case_id = accepted(office)
    with office.work() as session:
        session.add(
            Milestone(
                case_id=case_id, run_id=None, name="decided", on=office.now.date(), recorded_at=office.now
            )
        )
    with office.look() as session:
        assert "reclassify" not in case_acts.possible(session, case_id, actor=office.kien).changes
    assert not propose(office, case_id, change="reclassify", new_kind="recommendation", reason="Muộn")
    with pytest.raises(NotPossibleNow):
        office.does(office.long, "cc_approve", case_id, approval="approve")


def test_the_same_kind_again_is_a_problem_at_the_field(office: Office):
    case_id = accepted(office)
    problems = propose(office, case_id, change="reclassify", new_kind="complaint", reason="Không đổi")
    assert {problem.field for problem in problems} == {"new_kind"}


def test_a_complaint_that_is_a_denunciation_was_never_there_for_anybody_else(office: Office):
    said = LAND | {"full_name": NAME, "matter": MATTER}
    case_id = accepted(office, said)
    verified(office, case_id)
    office.until(office.deadline("KN1.SETTLE", case_id).due_on)
    office.passes(days=2)
    office.sweep()  # notices, a matter on the desk, a reason owed
    assert MATTER in everywhere(office)
    changed(
        office, case_id, change="reclassify", new_kind="denunciation",
        contested_unit=str(office.units["economy"]), contested_author=str(office.hoa.person_id),
    )  # fmt: skip
    case = office.case(case_id)
    assert (case.kind, case.sealed, case.matter) == ("denunciation", True, "")
    assert office.runs(case_id)["denunciation"].status == "running"
    assert not {run.procedure for run in office.runs(case_id).values() if run.status == "running"} & {
        "complaint_first", "escalation",
    }  # fmt: skip
    left = everywhere(office)
    for word in (NAME, MATTER, "bạch yến", "vòi vĩnh"):
        assert word not in left, word
    with office.look() as session:
        words = session.scalars(select(SearchWord.kind).where(SearchWord.case_id == case_id))
        assert set(words) == {"number"}
    for who in (office.kien, office.hoa, office.van, office.sau, office.tam):
        unseen(office, who, case_id)
    for who in (office.oanh, office.long):
        with office.look() as session:
            assert case_file.brief(session, case_id, actor=who).sealed


def unseen(office: Office, who, case_id):
    number = f"{office.case(case_id).number}/{office.case(case_id).year}"
    with office.look() as session:
        with pytest.raises(NotFound):
            case_file.read(session, case_id, actor=who, href=str)
        for text in (number, NAME, "thửa số 12"):
            assert not case_search.find(session, text, actor=who).rows
        assert not session.scalars(
            select(Notice).where(Notice.case_id == case_id, Notice.person_id == who.person_id)
        ).all()


def test_a_content_that_denounces_somebody_leaves_the_open_case_without_a_trace(office: Office):
    said = LAND | {
        "content_items": [{"text": "Áp sai giá", "request": "Tính lại"}, {"text": MATTER, "request": ""}]
    }
    case_id = accepted(office, said)
    gone = next(item for item in items(office, case_id) if item.position == 1)
    changed(
        office, case_id, change="split", items=[str(gone.id)], new_kind="denunciation",
        contested_unit=str(office.units["economy"]),
    )  # fmt: skip
    other = child(office, case_id)
    assert (other.kind, other.sealed, other.received_on) == (
        "denunciation",
        True,
        office.case(case_id).received_on,
    )
    assert office.case(case_id).sealed is False
    with office.look() as session:
        mine = session.scalars(select(CasePetition).where(CasePetition.case_id == other.id)).one()
        shared = session.scalars(select(CasePetition).where(CasePetition.case_id == case_id)).one()
        assert (mine.kind, mine.petition_id != shared.petition_id) == ("first", True)
        assert session.get_one(Petition, mine.petition_id).sealed
        here = case_found.find(session, case_id, actor=office.kien)
        people = case_parties.of_case(session, here, actor=office.kien)
        told = case_contents.of_case(session, here), case_timeline.of_case(session, here), people
        assert MATTER not in repr(told)
        assert "denunciation" not in repr(told)
        assert not people.related
        sealed = case_found.find(session, other.id, actor=office.long)
        assert [item.text for item in case_contents.of_case(session, sealed)] == [MATTER]
    assert office.open_steps(other.id) == ["dd_do"]


def test_a_split_content_goes_on_by_itself_and_both_cases_show_the_tie(office: Office):
    case_id = accepted(office)
    first, second = items(office, case_id)
    changed(office, case_id, change="split", items=[str(second.id)], new_kind="land_dispute")
    other = child(office, case_id)
    assert (other.kind, other.received_on, len(items(office, other.id))) == (
        "land_dispute", office.case(case_id).received_on, 1,
    )  # fmt: skip
    assert [item.id for item in items(office, case_id)] == [first.id]
    with office.look() as session:
        for one, tied in ((case_id, other.id), (other.id, case_id)):
            found = case_found.find(session, one, actor=office.kien)
            people = case_parties.of_case(session, found, actor=office.kien)
            assert [each.case_id for each in people.related] == [tied]


def test_not_everything_can_be_split_off(office: Office):
    case_id = accepted(office)
    everything = [str(item.id) for item in items(office, case_id)]
    assert not propose(office, case_id, change="split", items=everything, new_kind="reflection", reason="Hết")
    with pytest.raises(Unacceptable):
        office.does(office.long, "cc_approve", case_id, approval="approve")


def test_part_of_a_recommendation_can_be_withdrawn_too(office: Office):
    case_id = office.register(LAND).case_id
    office.classify(case_id)
    gone, left = items(office, case_id)
    changed(
        office, case_id, change="withdraw_part", items=[str(gone.id)],
        withdrawn_on=office.now.date().isoformat(), withdrawal_form="letter",
    )  # fmt: skip
    assert [item.id for item in items(office, case_id)] == [left.id]


def test_an_execution_of_a_case_that_is_sealed_is_sealed_with_it(office: Office):
    grown.execution(office)
    case_id = accepted(office)
    with office.work() as session:
        session.add(
            Milestone(
                case_id=case_id, run_id=None, name="concluded", on=office.now.date(), recorded_at=office.now
            )
        )
        case = session.get_one(Case, case_id)
        case.kind, case.sealed, case.matter = "denunciation", True, ""
    with office.work() as session:
        done = openings.begin(
            session, case_id, "execution", Sending(posted={}, key=uuid4().hex), actor=office.long
        )
    other = office.case(done.case_id)
    assert (other.sealed, other.matter, other.kind) == (True, "", "execution")
    unseen(office, office.kien, other.id)


def test_the_proposal_offers_what_is_possible_now(office: Office):
    case_id = office.register(LAND).case_id
    office.classify(case_id, COMPLAINT)
    with office.look() as session:
        assert {"withdraw_part", "split", "reclassify"} <= set(
            case_acts.possible(session, case_id, actor=office.kien).changes
        )
