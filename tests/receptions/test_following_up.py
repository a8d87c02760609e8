"""What follows from a visit: an answer in ten working days, a refusal by notice, the leader's conclusion."""

import datetime as dt
from html import unescape
from uuid import UUID

import pytest

from app.services import case_acts, events
from db.models import Deadline, ReceptionVisit
from tests.office import COMPLAINT, FLOOD, LAND, RECOMMENDATION
from tests.receptions.room import CHI, EXPLAINED, PETITION, Room, told
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]

ATTACHED = CHI | {"outcome": "attached", "case_number": "1/2026", "answer_owed": "true"}
LAST_DAY = dt.date(2026, 8, 17)  # ten working days after Monday 3 August


@pytest.fixture
def room(desk: Desk) -> Room:
    return Room(desk)


@pytest.fixture
def case_id(room: Room) -> UUID:
    case_id = room.office.register(LAND).case_id
    room.office.classify(case_id, COMPLAINT)
    return case_id


def answered(room: Room, case_id: UUID, visit: ReceptionVisit) -> None:
    room.office.does(
        room.office.oanh, "rp_answer", case_id, answer_kind="examining", answer_text="Đang xác minh",
        answer_channel="letter",
    )  # fmt: skip
    room.letter(case_id, room.office.oanh)
    assert room.run(visit.run_id).ends.endswith("rp_end_answered")


def test_an_answer_is_owed_within_ten_working_days_and_given(room: Room, case_id: UUID):
    visit = room.take(room.today(), ATTACHED)
    limit = room.office.deadline("TCD.ANSWER", case_id)
    assert (limit.base_on, limit.due_on) == (dt.date(2026, 8, 3), LAST_DAY)
    answered(room, case_id, visit)
    kept = room.office.deadline("TCD.ANSWER", case_id)
    assert (kept.state, kept.kept) == ("met", True)
    letter = room.office.letters(case_id)[-1]
    assert letter.template == "reception_answer"
    assert letter.number


def test_nobody_answers_twice_when_the_citizen_comes_again_meanwhile(room: Room, case_id: UUID):
    first = room.take(room.today(), ATTACHED)
    again = room.take(room.today(), ATTACHED, times="2")
    assert again.run_id == first.run_id
    answered(room, case_id, first)


def test_a_visit_answered_on_the_spot_owes_nothing(room: Room, case_id: UUID):
    visit = room.take(room.today(), {**ATTACHED, "answer_owed": ""})
    assert visit.case_id == case_id
    assert visit.run_id is None


def test_a_late_answer_is_reminded_and_comes_to_the_leaders_desk(room: Room, case_id: UUID):
    visit = room.take(room.today(), ATTACHED)
    room.later(dt.date(2026, 8, 12))
    assert "reminder" in room.office.notices(room.office.oanh)
    room.later(LAST_DAY, hour=23)
    assert room.office.deadline("TCD.ANSWER", case_id).breached_at is None
    room.later(dt.date(2026, 8, 18))
    assert room.office.deadline("TCD.ANSWER", case_id).breached_at is not None
    assert "Trả lời việc tiếp nhận" in unescape(room.long.get("/desk").text)
    answered(room, case_id, visit)
    assert room.office.deadline("TCD.ANSWER", case_id).kept is False


@pytest.mark.parametrize("ground", ["not_capable", "disorder"])
def test_the_receiver_refuses_orally_and_it_stays_a_line_of_the_register(room: Room, ground: str):
    visit = room.take(
        room.today(), CHI, outcome="refused", refusal_ground=ground, explanation="Đã giải thích lý do"
    )
    assert (visit.case_id, visit.run_id) == (None, None)


def test_what_is_settled_is_refused_only_by_the_notice_of_the_head(room: Room):
    case_id = room.office.register(FLOOD).case_id
    room.office.classify(case_id, RECOMMENDATION)
    refused = CHI | {
        "outcome": "refused",
        "refusal_ground": "settled",
        "case_number": "1/2026",
        "explanation": "Đã giải thích nhiều lần",
    }
    answer = room.send(room.today(), refused)
    assert "chưa giải quyết xong" in told(answer)
    task = room.office.does
    task(room.office.kien, "rc_answer", case_id, result="agree", finding="Đúng", action_taken="Đã sửa",
         measures="Đã sửa cống", title="Trả lời", body="Đã sửa")  # fmt: skip
    task(room.office.long, "rc_sign", case_id, letter_outcome="sign")
    assert room.office.case(case_id).state == "closed"
    visit = room.take(room.today(), refused)
    room.letter(case_id, room.office.oanh)
    assert room.run(visit.run_id).ends == "rp_end_refused"
    assert room.office.letters(case_id)[-1].template == "refusal_notice"


def conclude(room: Room, case_id: UUID, **changed: str) -> None:
    said = {
        "concluded_on": "2026-08-03",
        "conclusion_text": "Giao kiểm tra và trả lời dứt điểm",
        "assigned": "yes",
        "assignments.0.what": "Kiểm tra thực địa",
        "assignments.0.unit": str(room.office.units["economy"]),
        "assignments.0.due_on": "2026-08-14",
        "assignments.1.what": "Báo cáo kinh phí",
        "assignments.1.unit": str(room.office.units["culture"]),
        "assignments.1.person": str(room.office.tam.person_id),
        "assignments.1.due_on": "2026-08-20",
    }
    room.office.does(room.office.oanh, "rp_conclude", case_id, **said | changed)


def of(room: Room, place: int):
    work = room.work()[place]
    return work, room.task("rf_do", work.run_id)


def given(room: Room, case_id: UUID) -> list[Deadline]:
    return [each for each in room.office.all(Deadline, case_id) if each.rule == "TCD.FOLLOWUP"]


def do(room: Room, who: str, place: int) -> None:
    """Do one piece of work and let Oanh say that it is enough, each on the page of the task."""
    work = room.work()[place]
    day = f"{room.office.now:%Y-%m-%d}"
    for login, node, answers in (
        (who, "rf_do", {"work_result": "Đã làm xong", "work_done_on": day}),
        ("oanh", "rf_check", {"work_check": "done"}),
    ):
        task, person = room.task(node, work.run_id), room.desk.browser(login)
        person.open(task.id)
        answer = person.send(task.id, **answers)
        assert answer.status_code == 303, told(answer)


def test_what_the_leader_concluded_goes_out_when_he_signed_and_each_piece_has_its_own_day(
    room: Room, case_id: UUID
):
    visit = room.take(room.sitting(), ATTACHED)
    conclude(room, case_id)
    assert all(work.run_id is None for work in room.work())
    room.letter(case_id, room.office.oanh)
    notice = room.office.letters(case_id)[-1]
    assert notice.template == "conclusion_notice"
    first, task = of(room, 0)
    assert (task.unit_id, task.assignee_id, task.due_on) == (
        room.office.units["economy"], None, dt.date(2026, 8, 14),
    )  # fmt: skip
    _second, task = of(room, 1)
    assert (task.assignee_id, task.due_on) == (room.office.tam.person_id, dt.date(2026, 8, 20))
    assert {each.due_on for each in given(room, case_id)} == {dt.date(2026, 8, 14), dt.date(2026, 8, 20)}
    assert room.run(visit.run_id).status == "running"
    assert first.done_on is None


def test_work_that_is_late_comes_to_the_desk_alone_and_the_results_are_told_when_all_is_done(
    room: Room, case_id: UUID
):
    visit = room.take(room.sitting(), ATTACHED)
    conclude(room, case_id)
    room.letter(case_id, room.office.oanh)
    room.later(dt.date(2026, 8, 17))
    late = [each.due_on for each in given(room, case_id) if each.breached_at]
    assert late == [dt.date(2026, 8, 14)]
    do(room, "kien", 0)
    assert room.run(visit.run_id).status == "running"
    do(room, "tam", 1)
    assert all(work.done_on for work in room.work())
    said = {"results_text": "Cả hai việc đã xong", "citizen_told": "true"}
    room.office.does(room.office.oanh, "rp_results", case_id, **said)
    assert room.run(visit.run_id).ends.endswith("rp_end_followed")
    shown = unescape(room.oanh.get(f"/receptions/visits/{visit.id}").text)
    assert "Kiểm tra thực địa" in shown
    assert "xong 17/08/2026" in shown


def test_a_petition_taken_by_the_leader_is_concluded_in_its_new_case(room: Room):
    visit = room.take(room.sitting(), PETITION)
    case_id = room.register(visit)
    assert room.visit(visit.id).run_id is not None
    conclude(room, case_id, assigned="no")
    room.letter(case_id, room.office.oanh)
    assert room.run(room.visit(visit.id).run_id).ends == "rp_end_kept"


def test_a_petition_taken_at_a_regular_sitting_is_answered_by_its_intake_alone(room: Room):
    visit = room.take(room.today(), PETITION)
    case_id = room.register(visit)
    assert room.visit(visit.id).run_id is None
    assert room.office.deadline("INTAKE", case_id).due_on is not None


def test_what_the_leader_explains_on_the_spot_stays_a_line(room: Room):
    visit = room.take(room.sitting(), EXPLAINED)
    assert (visit.case_id, visit.run_id) == (None, None)


def test_minutes_are_signed_only_after_they_were_read_back(room: Room):
    answer = room.send(room.today(), {**EXPLAINED, "read_back": ""})
    assert "Đọc lại biên bản" in told(answer)


def test_an_unproven_representative_is_only_explained_to(room: Room):
    answer = room.send(room.today(), PETITION, capacity="representative")
    assert "Chưa có giấy tờ hợp lệ" in told(answer)


def test_one_screen_sent_twice_is_one_visit(room: Room):
    sitting = room.today()
    for _turn in range(2):
        assert room.send(sitting, EXPLAINED, key="one-key").status_code == 303
    assert len(room.visits()) == 1


def test_nobody_is_received_in_a_sitting_of_another_day_or_one_not_held(room: Room):
    future = room.sitting(on="2026-08-20")
    assert room.send(future, EXPLAINED).status_code == 409
    skipped = room.sitting()
    room.oanh.post(f"/receptions/sittings/{skipped}/skip", {"reason": "Bão số 4"})
    assert room.send(skipped, EXPLAINED).status_code == 409


def test_a_withdrawal_ends_the_complaint_and_not_only_the_answer_beside_it(room: Room):
    case_id = room.office.register(LAND).case_id
    # The answer waits for a withdrawal before the complaint does.
    visit = room.take(room.today(), ATTACHED, case_number="NP1/2026")
    room.office.classify(case_id, COMPLAINT)
    with room.office.look() as session:
        possible = case_acts.possible(session, case_id, actor=room.office.oanh)
    assert possible.withdraw
    with room.office.look() as session:
        hold = case_acts.looking(session, case_id, actor=room.office.oanh)
        run, _node, _form = events.listening(hold, "withdrawal")
    assert run.procedure == "complaint_first"
    assert room.run(visit.run_id).status == "running"


def test_the_page_of_the_case_says_when_somebody_was_received(room: Room, case_id: UUID):
    room.take(room.today(), ATTACHED)
    page = unescape(room.desk.browser("hoa").get(f"/cases/{case_id}").text)
    assert "Chuyên viên Nguyễn Thị Oanh: Gắn vào vụ việc đã có" in page
