"""To whom a ruling went is kept with it, and each of them owes a proof – on both databases."""

from uuid import UUID

from sqlalchemy import select

from app.casework import letter_sheet, vault
from app.listings import dispatch, letter_page
from app.services import letters
from app.services.letters import Receipt
from db.models import Addressee, Case, Letter
from tests.casework import denunciations, rounds
from tests.casework.complaints import DRAFT, accepted
from tests.casework.rounds import day
from tests.office import Office

UNADDRESSED = {name: value for name, value in DRAFT.items() if not name.startswith("addressees")}
SENT_TO = ["complainant", "respondent", "inspectorate"]
CHI, CHAIRMAN, INSPECTORATE = (
    "Nguyễn Thị Chi, Khối 3, phường Trường Vinh", "Chủ tịch UBND phường", "Cơ quan thanh tra",
)  # fmt: skip


def unaddressed(office: Office) -> Letter:
    """A ruling into whose «Kính gửi» nobody is typed, as its template prints none, is sent to three."""
    case_id = rounds.ruled(office, draft=UNADDRESSED, sent_to=SENT_TO)
    return letter_of(office, case_id, "first_ruling")


def letter_of(office: Office, case_id: UUID, template: str) -> Letter:
    return next(each for each in office.letters(case_id) if each.template == template)


def named(office: Office, letter: Letter) -> list[tuple[str, bool]]:
    with office.look() as session:
        key = vault.key_of(session, session.get_one(Case, letter.case_id))
        rows = select(Addressee).where(Addressee.letter_id == letter.id).order_by(Addressee.position)
        return [(vault.read(session, key, row.name), row.printed) for row in session.scalars(rows)]


def awaited(office: Office) -> list[UUID]:
    with office.look() as session:
        return [row.letter_id for row in dispatch.page(session, "prove", actor=office.van).rows]


def test_a_ruling_awaits_the_proof_of_everybody_it_was_sent_to(office: Office):
    ruling = unaddressed(office)
    assert named(office, ruling) == [(CHI, False), (CHAIRMAN, False), (INSPECTORATE, False)]
    assert ruling.id in awaited(office)
    with office.look() as session:
        page = letter_page.open_page(session, ruling.id, actor=office.van)
    for number, each in enumerate(page.receivers):
        receipt = Receipt(on=office.now.date(), receiver="Người nhận ký")
        with office.work() as session:
            letters.prove(session, each.id, receipt, f"proof-{number}", actor=office.van)
    assert letter_of(office, ruling.case_id, "first_ruling").state == "delivered"
    assert ruling.id not in awaited(office)


def test_a_ruling_that_was_sent_prints_as_it_was_signed(office: Office):
    ruling = unaddressed(office)
    with office.look() as session:
        printed = letter_sheet.html(session, session.get_one(Case, ruling.case_id), ruling)
    assert "Kính gửi" not in printed


def test_whom_a_ruling_names_itself_is_not_asked_twice(office: Office):
    ruling = letter_of(office, rounds.ruled(office, sent_to=SENT_TO), "first_ruling")
    assert named(office, ruling) == [("Bà Nguyễn Thị Chi", True), (CHAIRMAN, False), (INSPECTORATE, False)]


def test_a_decision_that_names_nobody_owes_no_proof(office: Office):
    case_id = accepted(office)
    unit = str(office.units["economy"])
    office.does(
        office.long, "cf_assign", case_id,
        settle_by="unit", verifying_unit=unit, verify_content="Xác minh", verify_days="10",
        report_due_on=day(office),
    )  # fmt: skip
    office.does(office.kien, "li_draft", case_id, **UNADDRESSED)
    office.does(office.long, "li_sign", case_id, letter_outcome="sign")
    office.does(office.van, "li_issue", case_id, book="quyet_dinh", sent_on=day(office), via="internal")
    decision = letter_of(office, case_id, "verification_decision")
    assert (decision.state, named(office, decision)) == ("filed", [])
    assert decision.id not in awaited(office)
    with office.look() as session:
        page = letter_page.open_page(session, decision.id, actor=office.van)
    assert page.said == "đã gửi"
    assert [stage.state for stage in page.stages] == ["done"] * 5


def test_a_conclusion_goes_to_the_denounced_and_tells_nobody_who_denounced(office: Office):
    case_id = denunciations.accepted(office)
    denunciations.assigned(office, case_id)
    denunciations.verified(office, case_id)
    denunciations.concluded(office, case_id)
    office.does(
        office.oanh, "de_send", case_id, sent_on=day(office), via="hand", sent_to=["denounced", "manager"]
    )
    lines = [line for line, printed in named(office, letter_of(office, case_id, "conclusion")) if not printed]
    assert any("Bùi Văn Tý" in line for line in lines)
    assert [secret for secret in denunciations.SECRETS if any(secret in line for line in lines)] == []
