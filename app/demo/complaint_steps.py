"""The stages of a first complaint, each told in one verb."""

from __future__ import annotations

from app.casework.choices import parties_of
from app.demo import post_room
from app.demo.tale import Plot, Tale, letter_goes_out
from db.models import Case

LAWS = ["31/2024/QH15"]
RIGHTS = (
    "Trong 30 ngày kể từ ngày nhận quyết định, người khiếu nại có quyền khiếu nại lần hai đến Chủ tịch "
    "Ủy ban nhân dân tỉnh hoặc khởi kiện vụ án hành chính tại Tòa án."
)


def accepted(plot: Plot) -> Tale:
    """Let the leader accept it, and the notice go out."""
    hand = plot.hand
    plot.lodge()
    yield hand.later(2)
    hand.does(
        "cf_acceptance",
        acceptance="accept",
        accepted_on=hand.day(),
        variant="normal",
        accepted_items=hand.items(),
    )
    yield from letter_goes_out(hand)


def assigned(plot: Plot, *, by: str = "unit") -> Tale:
    """Let the leader have it verified by the unit or by a task force."""
    hand = plot.hand
    yield hand.later(1)
    force = {
        "task_force_head": hand.cast["hoa"].person_id,
        "task_force_members": [hand.cast["kien"].person_id, hand.cast["oanh"].person_id],
    }
    hand.does(
        "cf_assign",
        settle_by=by,
        verifying_unit=hand.cast.units["economy"],
        verify_content="Vị trí thửa đất, thời điểm xây dựng, căn cứ của quyết định bị khiếu nại.",
        verify_days="15",
        report_due_on=hand.day(12),
        **(force if by == "task_force" else {}),
    )
    yield from letter_goes_out(hand)


def worked(plot: Plot) -> Tale:
    """Hear the parties and look at the place."""
    hand = plot.hand
    yield hand.later(3)
    sessions = (
        ("complainant", plot.citizen.name, "Người khiếu nại trình bày, nộp thêm ảnh chụp và bản vẽ."),
        ("site", "Tổ dân phố, cán bộ địa chính", "Đo lại ranh giới, chụp ảnh hiện trạng."),
        ("respondent", "Phòng Kinh tế, Hạ tầng và Đô thị", "Giải trình căn cứ ban hành văn bản."),
    )
    rows = {
        f"sessions.{place}.{name}": value
        for place, (kind, people, summary) in enumerate(sessions)
        for name, value in {"on": hand.day(), "kind": kind, "people": people, "summary": summary}.items()
    }
    hand.does(
        "ve_work",
        plan="Làm việc với các bên, đo đạc, đối chiếu hồ sơ.",
        announced_on=hand.day(),
        complainant_heard="true",
        **rows,
    )


def reported(plot: Plot) -> Tale:
    """Report finding by finding, and have the head of the unit look at it."""
    hand = plot.hand
    yield hand.later(2)
    found = [
        {"id": row["id"], "finding": "right" if place == 0 else "partly", "reasons": plot.matter.action}
        for place, row in enumerate(hand.findings())
    ]
    rows = {
        f"findings.{place}.{name}": value for place, row in enumerate(found) for name, value in row.items()
    }
    hand.does(
        "ve_report",
        relied_on=hand.papers(),
        laws=LAWS,
        conclusion=plot.matter.action,
        proposal="amend",
        verify_outcome="differs",
        verified_on=hand.day(),
        **rows,
    )
    yield hand.later(1)
    if hand.waits_at("ve_review"):
        hand.does("ve_review", review="agree")


def verified(plot: Plot) -> Tale:
    """Verify: hear, look, report."""
    yield from worked(plot)
    yield from reported(plot)


def dialogued(plot: Plot) -> Tale:
    """Invite to the dialogue that the law demands, and hold it."""
    hand = plot.hand
    yield hand.later(1)
    hand.does(
        "di_invite",
        meeting_on=hand.day(4),
        meeting_hour="09:00",
        meeting_place="Phòng họp tầng 2, trụ sở Ủy ban nhân dân phường",
        topics=plot.matter.matter,
        invited=parties(plot),
    )
    yield from letter_goes_out(hand)
    yield hand.later(3)
    points = (
        (plot.matter.contents[0][1], "agreed", "Tiếp thu, đưa vào quyết định giải quyết."),
        (plot.matter.contents[-1][1], "not_agreed", "Chấp nhận phần có trong biên bản kiểm đếm."),
    )
    rows = {
        f"points.{place}.{name}": value
        for place, (opinion, state, treatment) in enumerate(points)
        for name, value in {"opinion": opinion, "state": state, "treatment": treatment}.items()
    }
    hand.does(
        "di_hold",
        dialogue_outcome="held",
        dialogued_on=hand.day(),
        chaired_in_person="true",
        read_back="true",
        **{"attendance.0.name": plot.citizen.name, "attendance.0.capacity": "complainant"},
        **{"attendance.0.presence": "present"},
        **rows,
    )


def propose_ruling(plot: Plot, *, result: str = "partly", kind: str = "amend") -> None:
    """Propose the ruling: facts, law, what is given back."""
    plot.hand.does(
        "cf_ruling",
        ruling_kind=kind,
        result=result,
        facts=plot.matter.action,
        dialogue_summary="Người khiếu nại thống nhất nội dung thứ nhất, đề nghị xem thêm nội dung còn lại.",
        laws=LAWS,
        conclusion="Khiếu nại đúng." if result == "right" else "Khiếu nại đúng một phần.",
        orders="Sửa đổi văn bản bị khiếu nại theo kết quả xác minh; giao đơn vị thực hiện trong 15 ngày.",
        money_dong="186.450.000",
        land_m2="12",
        rights=RIGHTS,
    )


def decided(plot: Plot, *, result: str = "partly", kind: str = "amend") -> Tale:
    """Propose, draft and sign the ruling."""
    hand = plot.hand
    yield hand.later(2)
    propose_ruling(plot, result=result, kind=kind)
    yield hand.later(1)
    hand.drafts("cf_ruling_letter")
    yield hand.later(1)
    hand.does("cf_ruling_sign", letter_outcome="sign", decided_on=hand.day())


def carried_out(plot: Plot) -> Tale:
    """Send the ruling, publish it, and file the proofs."""
    hand = plot.hand
    yield hand.later(1)
    hand.does(
        "cf_send", sent_on=hand.day(), via="post", sent_to=["complainant", "respondent", "inspectorate"]
    )
    yield hand.later(2)
    hand.does(
        "cf_publish",
        mode="posting",
        published_on=hand.day(),
        published_until=hand.day(20),
        publication_place="Bảng tin trụ sở Ủy ban nhân dân phường",
    )
    yield hand.later(2)
    post_room.prove(hand, "first_ruling")


def archive(plot: Plot) -> None:
    """Put the file into the archive."""
    hand = plot.hand
    hand.does(
        "cf_archive",
        archive_code=f"KN-{hand.case_number().replace('/', '-')}",
        archived_on=hand.day(),
        indexed=hand.papers(),
        pages="64",
        shelf="Kho lưu trữ, giá 3",
    )


def parties(plot: Plot) -> list[str]:
    """List who may be invited to a meeting about the case."""
    hand = plot.hand
    with hand.stage.look() as session:
        case = session.get_one(Case, hand.case_id)
        return [choice.value for choice in parties_of(session, case, hand.stage.today)]
