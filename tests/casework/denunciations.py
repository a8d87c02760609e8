"""How a denunciation is brought to the stage that a test is about."""

import datetime as dt
from uuid import UUID

from app.casework import prefill
from db.models import Case, ContentItem, Document, Letter, Redaction, Run
from tests.office import LAND, RECOMMENDATION, Office

NAME, PHONE, IDENTITY, ADDRESS = "Cao Thị Mận", "0977123987", "040191002233", "Khối Yên Sơn"
TOLD = LAND | {
    "full_name": NAME,
    "phone": PHONE,
    "identity_number": IDENTITY,
    "address": ADDRESS,
    "matter": f"{NAME} tố cáo cán bộ địa chính nhận tiền",
    "content_items": [
        {"text": f"Ông Bùi Văn Tý nhận 5.000.000 đồng của {NAME} để làm nhanh hồ sơ", "request": "Xử lý"},
        {"text": "Ông Bùi Văn Tý bỏ trực ba ngày", "request": ""},
    ],
    "respondent_name": "Bùi Văn Tý",
    "respondent_position": "commune_staff",
    "parcel": "",
    "documents": [],
}
DENUNCIATION = RECOMMENDATION | {
    "petition_kind": "denunciation",
    "accuses_person_of_violation": "true",
    "outcome": "leader",
    "field": "official_conduct",
    "statutory_group": "admin_official_conduct",
}
CHECKED = {
    "denunciation_round": "first",
    "identity_state": "confirmed",
    "evidence_state": "definite",
    "within_competence": "ours",
    "check_result": "Đủ điều kiện",
}
SECRETS = (NAME, "Mận", PHONE, IDENTITY, ADDRESS)
SILENT = ("Người làm chứng nộp tiền cho ông Bùi Văn Tý", "Ông Bùi Văn Tý bỏ trực ba ngày")


def opened(office: Office, **stated: object) -> UUID:
    """Oanh registers and classifies a denunciation; its procedure begins."""
    case_id = office.register(TOLD, **stated).case_id
    office.classify(case_id, DENUNCIATION)
    return case_id


def decided(office: Office, case_id: UUID, outcome: str = "accept", checked=None, **answers: object) -> None:
    """Oanh checks; Long decides the way."""
    office.does(office.oanh, "de_check", case_id, **(checked or CHECKED))
    if outcome == "accept":
        items = [str(item.id) for item in office.all(ContentItem, case_id)]
        answers = {"variant": "normal", "accepted_items": items, **answers}
    office.does(
        office.long, "de_decide", case_id, check_outcome=outcome, checked_on=_today(office), **answers
    )


def redacted(office: Office, case_id: UUID, node: str = "de_redact") -> None:
    """Oanh tells the contents without the denouncer and finishes the working copies."""
    with office.work() as session:
        for paper in office.all(Document, case_id):
            session.add(_blackened(paper, office))
    rows = {
        f"contents.{n}.{name}": value
        for n, item in enumerate(office.all(ContentItem, case_id))
        for name, value in {"id": str(item.id), "summary": SILENT[n % 2], "summary_request": "Xử lý"}.items()
    }
    office.does(office.oanh, node, case_id, **rows, looked="true")


def letter_goes_out(office: Office, case_id: UUID, **words: object) -> Letter:
    """Oanh completes the words that stand there, Long signs, Oanh sends under seal; no clerk sees it."""
    letter_id = office.task("sl_draft", case_id).letter_id
    office.does(office.oanh, "sl_draft", case_id, **(as_drafted(office, case_id) | words))
    office.does(office.long, "sl_sign", case_id, letter_outcome="sign")
    letter = next(each for each in office.letters(case_id) if each.id == letter_id)
    office.does(office.oanh, "sl_send", case_id, book=letter.book, sent_on=_today(office), via="hand")
    return letter


def as_drafted(office: Office, case_id: UUID, node: str = "sl_draft") -> dict[str, object]:
    """Read what stands in the letter's form when it opens."""
    task = office.task(node, case_id)
    with office.look() as session:
        case, run = session.get_one(Case, case_id), session.get_one(Run, task.run_id)
        known = prefill.answers(session, case, run, task, office.now.date())
    lists = {
        f"{name}.{n}.name": row["name"] or "Nơi nhận"
        for name in ("addressees", "recipients")
        for n, row in enumerate(known[name])
    }
    return {"title": known["title"], "body": known["body"], **lists}


def _blackened(paper: Document, office: Office) -> Redaction:
    return Redaction(
        document_id=paper.id, case_id=paper.case_id, key_id=paper.key_id, state="left_out", pages=0, size=0,
        by_id=office.oanh.person_id, at=office.now,
    )  # fmt: skip


def _today(office: Office) -> str:
    return (office.now + dt.timedelta(hours=7)).date().isoformat()


def accepted(office: Office, **stated: object) -> UUID:
    """A denunciation is accepted, redacted, and both are told of it."""
    case_id = opened(office, **stated)
    decided(office, case_id)
    redacted(office, case_id)
    for _letter in ("decision", "to the denouncer", "to the denounced"):
        letter_goes_out(office, case_id)
    return case_id


def assigned(office: Office, case_id: UUID, head: str = "kien", members: tuple[str, ...] = ("tam",)) -> None:
    """Long sets up a team and signs the decision."""
    office.does(
        office.long, "de_assign", case_id,
        verify_by="team", team_head=str(office.people[head].person_id),
        team_members=[str(office.people[name].person_id) for name in members],
        verify_content="Xác minh việc nhận tiền", verify_days="10", report_due_on=_today(office),
    )  # fmt: skip
    letter_goes_out(office, case_id)


def verified(office: Office, case_id: UUID, *, after: str = "") -> None:
    """Kien heads the verification, Tam collects the evidence, Long agrees."""
    today = _today(office)
    findings = {
        f"findings.{n}.{name}": value
        for n, item in enumerate(office.all(ContentItem, case_id))
        for name, value in {"id": str(item.id), "finding": "partly", "reasons": "Biên bản đối chất"}.items()
    }
    steps = {
        "dv_plan": (office.kien, {"plan": "Gặp các bên", "secrecy": "Dùng bí số B1"}),
        "dv_meet": (
            office.kien,
            {
                "meeting_state": "met", "met_on": today, "met_where": "outside", "met_protected": "true",
                "meeting_summary": "B1 xác nhận nội dung",
            },
        ),
        "dv_explain": (
            office.kien,
            {
                "explanation_state": "oral", "explained_on": today, "explanation": "Có nhận, sẽ trả",
                "content_only": "true",
            },
        ),
        "dv_evidence": (
            office.tam,
            {"sessions.0.on": today, "sessions.0.kind": "evidence", "sessions.0.summary": "Thu phiếu thu"},
        ),
        "dv_report": (
            office.kien,
            {
                **findings, "laws": ["25/2018/QH14"], "verification_summary": "Có nhận 5.000.000 đồng",
                "proposal": "Kỷ luật khiển trách", "verified_on": today,
            },
        ),
        "dv_review": (office.long, {"review": "agree"}),
    }  # fmt: skip
    names = list(steps)
    for node in names[names.index(after) + 1 if after else 0 :]:
        who, answers = steps[node]
        office.does(who, node, case_id, **answers)


def concluded(office: Office, case_id: UUID) -> None:
    """Oanh draws up the conclusion, Long signs it."""
    office.does(
        office.oanh, "de_conclude", case_id,
        result="partly", facts="Có nhận 5.000.000 đồng", laws=["25/2018/QH14"],
        conclusion="Nội dung một đúng, nội dung hai sai", liability="Ông Bùi Văn Tý",
        measures="Khiển trách; trả lại tiền",
        money_persons_dong="5000000", persons="1", people_handled="1", officials_handled="1",
    )  # fmt: skip
    office.does(
        office.oanh, "de_conclusion_letter", case_id, **as_drafted(office, case_id, "de_conclusion_letter")
    )
    office.does(office.long, "de_conclusion_sign", case_id, letter_outcome="sign", decided_on=_today(office))
