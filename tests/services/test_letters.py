"""Numbers are given once, letters leave once, and what comes back is filed – on both databases."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app import clock
from app.casework import vault
from app.casework.audit import first_broken
from app.casework.letters import NumberTaken, take_number
from app.errors import AlreadyDone, NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.listings import letter_page, papers
from app.services import letters, tasks
from app.services.letters import Attached, Dispatch, Receipt, Return
from app.services.tasks import Sending
from db.models import Addressee, AuditEntry, Case, ContentItem, Document, Letter, NumberBook
from tests.casework.complaints import DRAFT, accepted
from tests.casework.test_recommendation_day import ANSWER
from tests.office import COMPLAINT, LAND, Office

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def answered(office: Office, **changed: object):
    """A recommendation whose answer is signed and numbered."""
    registered = office.register()
    office.classify(registered.case_id)
    office.does(office.kien, "rc_answer", registered.case_id, **{**ANSWER, **changed})
    office.does(office.long, "rc_sign", registered.case_id, letter_outcome="sign")
    return office.letters(registered.case_id)[0]


def sent(office: Office, **changed: object):
    letter = answered(office, **changed)
    send(office, letter)
    return letter


def send(office: Office, letter: Letter, *, key: str = "send", who=None, **changed: object):
    dispatch = Dispatch(**{"on": today(office), "via": "post", **changed})
    with office.work() as session:
        letters.send(session, letter.id, dispatch, f"{key}-{letter.id}"[:60], actor=who or office.van)


def today(office: Office) -> dt.date:
    return clock.local(office.now).date()


def addressees(office: Office, letter: Letter) -> list[Addressee]:
    with office.look() as session:
        rows = select(Addressee).where(Addressee.letter_id == letter.id).order_by(Addressee.position)
        return list(session.scalars(rows))


def now(office: Office, letter: Letter) -> Letter:
    with office.look() as session:
        return session.get_one(Letter, letter.id)


def prove(office: Office, addressee: Addressee, key: str, proof: Attached | None = None):
    receipt = Receipt(on=today(office), receiver="Con gái ông Bình", proof=proof)
    with office.work() as session:
        letters.prove(session, addressee.id, receipt, key, actor=office.van)


def signed_notice(office: Office):
    """A complaint whose acceptance notice is signed and waits for its number."""
    registered = office.register(LAND)
    office.classify(registered.case_id, COMPLAINT)
    items = [str(item.id) for item in office.all(ContentItem, registered.case_id)]
    office.does(
        office.long, "cf_acceptance", registered.case_id,
        acceptance="accept", accepted_on=today(office).isoformat(), variant="normal", accepted_items=items,
    )  # fmt: skip
    office.does(office.kien, "li_draft", registered.case_id, **DRAFT)
    office.does(office.long, "li_sign", registered.case_id, letter_outcome="sign")
    return registered.case_id


def enter(office: Office, case_id, **posted: object):
    day = today(office).isoformat()
    fields = {"book": "thong_bao", "sent_on": day, "via": "post", **posted}
    return office.does(office.van, "li_issue", case_id, **fields)


def test_an_answer_is_addressed_to_whom_its_template_prints_when_nobody_was_named(office: Office):
    letter = answered(office)
    with office.look() as session:
        key = vault.key_of(session, session.get_one(Case, letter.case_id))
        names = [vault.read(session, key, each.name) for each in addressees(office, letter)]
    assert names == ["Nguyễn Thị Chi, Khối 3, phường Trường Vinh"]


def test_a_clerk_sends_an_answer_and_files_the_proof_that_makes_it_delivered(office: Office):
    letter = sent(office)
    assert now(office, letter).state == "sent"
    [chi] = addressees(office, letter)
    prove(office, chi, "proof", Attached(filename="báo phát.pdf", content=PDF))

    assert now(office, letter).state == "delivered"
    [chi] = addressees(office, letter)
    assert (chi.sent_on, chi.delivered_on) == (today(office), today(office))
    with office.look() as session:
        paper = papers.read(session, chi.proof_id, actor=office.kien)
        page = letter_page.open_page(session, letter.id, actor=office.kien)
        assert first_broken(session, letter.case_id) is None
    assert (paper.body, paper.name) == (PDF, "Bằng chứng giao nhận 1/UBND-KTHTĐT")
    assert page.receivers[0].taken_by == "Con gái ông Bình"
    assert [stage.state for stage in page.stages] == ["done"] * 6


def test_a_letter_to_two_is_delivered_only_with_the_second_proof(office: Office):
    letter = sent(office, **{"addressees.0.name": "Bà Chi", "addressees.1.name": "Ông Bình"})
    first, second = addressees(office, letter)
    prove(office, first, "first")
    assert now(office, letter).state == "sent"
    prove(office, second, "second")
    assert now(office, letter).state == "delivered"


def test_what_the_post_brings_back_waits_until_it_is_sent_again(office: Office):
    letter = sent(office)
    [chi] = addressees(office, letter)
    office.passes(days=4)
    back = Return(on=today(office), reason="moved")
    with office.work() as session:
        letters.record_return(session, chi.id, back, "back", actor=office.van)
    with office.look() as session:
        [seen] = letter_page.open_page(session, letter.id, actor=office.van).receivers
    assert (seen.returned_on, seen.reason, now(office, letter).state) == (
        today(office), "Đã chuyển đi nơi khác", "sent",
    )  # fmt: skip

    office.passes(days=1)
    again = Dispatch(on=today(office), via="hand", tracking="")
    with office.work() as session:
        letters.send_again(session, chi.id, again, "again", actor=office.van)
    with office.look() as session:
        page = letter_page.open_page(session, letter.id, actor=office.van)
    [seen] = page.receivers
    assert (seen.returned_on, seen.sent_on) == (None, today(office))
    assert [entry.title for entry in page.history][:2] == [
        "Gửi lại", "Không giao được, bị chuyển hoàn: Đã chuyển đi nơi khác",
    ]  # fmt: skip


def test_the_same_form_sent_twice_sends_the_letter_once(office: Office):
    letter = answered(office)
    send(office, letter)
    send(office, letter)
    assert [e.tag for e in office.all(AuditEntry, letter.case_id)].count("letter.send") == 1


def test_the_second_of_two_clerks_learns_who_sent_it_and_when(office: Office):
    letter = sent(office)
    with pytest.raises(AlreadyDone) as refused:
        send(office, letter, key="other")
    assert "Đặng Thị Vân" in refused.value.sentence
    assert "03/08/2026" in refused.value.sentence


def test_a_letter_that_a_step_waits_for_is_sent_by_its_step_alone(office: Office):
    case_id = signed_notice(office)
    letter = office.letters(case_id)[0]
    with pytest.raises(NotPossibleNow):
        send(office, letter)
    enter(office, case_id)
    assert now(office, letter).state == "sent"


@pytest.mark.parametrize("who", ["long", "kien", "hoa", "an"])
def test_nobody_but_a_clerk_sends(office: Office, who: str):
    letter = answered(office)
    refusal = NotFound if who == "an" else NotAllowed
    with pytest.raises(refusal):
        send(office, letter, who=office.people[who])
    assert now(office, letter).state == "numbered"


@pytest.mark.parametrize(
    "change", [{"on": dt.date(2026, 8, 4)}, {"via": "pigeon"}], ids=["tomorrow", "by pigeon"]
)
def test_a_sending_that_cannot_be_is_refused(office: Office, change: dict):
    letter = answered(office)
    with pytest.raises(Unacceptable):
        send(office, letter, **change)


def test_a_proof_cannot_be_older_than_the_sending_nor_filed_twice(office: Office):
    letter = sent(office, **{"addressees.0.name": "Bà Chi", "addressees.1.name": "Ông Bình"})
    first, _second = addressees(office, letter)
    early = Receipt(on=today(office) - dt.timedelta(days=1), receiver="Bà Chi")
    with pytest.raises(Unacceptable), office.work() as session:
        letters.prove(session, first.id, early, "early", actor=office.van)
    prove(office, first, "one")
    with pytest.raises(NotPossibleNow):
        prove(office, first, "two")
    assert len(office.all(Document, letter.case_id)) == 0


def test_a_typed_number_is_kept_and_the_book_goes_on_after_it(office: Office):
    first, second = signed_notice(office), signed_notice(office)
    enter(office, first, number="041/TB-UBND")
    enter(office, second)
    assert [office.letters(case)[0].number for case in (first, second)] == ["41", "42"]


@pytest.mark.parametrize("typed", ["7", "07", "7/tb-ubnd"])
def test_a_typed_number_that_is_given_already_is_refused_with_whose_it_is(office: Office, typed: str):
    first, second = signed_notice(office), signed_notice(office)
    enter(office, first, number="7")
    with pytest.raises(NumberTaken) as refused:
        enter(office, second, number=typed)
    assert "7/TB-UBND" in refused.value.sentence
    assert "03/08/2026" in refused.value.sentence
    assert office.letters(second)[0].state == "signed"


@pytest.mark.parametrize("typed", ["bảy", "0", "-3", "7/QĐ-UBND"])
def test_a_number_that_no_book_could_give_is_refused(office: Office, typed: str):
    case_id = signed_notice(office)
    with pytest.raises(Unacceptable):
        enter(office, case_id, number=typed)


def test_the_same_number_in_another_year_or_book_is_another_number(office: Office):
    first = signed_notice(office)
    enter(office, first, number="7")
    office.until(dt.date(2027, 1, 5))
    second = signed_notice(office)
    enter(office, second, number="7")
    letter = office.letters(second)[0]
    assert (letter.number, letter.year) == ("7", 2027)


def test_clerks_who_number_at_once_in_a_new_book_never_get_the_same_number(office: Office):
    cases = [signed_notice(office) for _case in range(6)]
    steps = [office.task("li_issue", case) for case in cases]
    posted = {"book": ["giay_moi"], "sent_on": [today(office).isoformat()], "via": ["post"]}

    def number(place: int) -> None:
        with office.work() as session:
            sending = Sending(posted=posted, key=f"at-once-{place}")
            assert not tasks.complete(session, steps[place].id, sending, actor=office.van).problems

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(number, range(6)))
    numbers = sorted(int(office.letters(case)[0].number) for case in cases)
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_two_who_open_a_new_book_at_once_wait_for_each_other(office: Office):
    def take(_place: int) -> int:
        with office.work() as session:
            return take_number(session, office.authority_id, "bien_ban", 2026)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(8))) == list(range(1, 9))
    with office.look() as session:
        rows = session.scalars(select(NumberBook).where(NumberBook.book == "bien_ban")).all()
    assert [row.last for row in rows] == [8]


def test_a_letter_of_a_sealed_case_is_as_if_it_were_not(office: Office):
    letter = sent(office)
    with office.work() as session:
        case = session.get_one(Case, letter.case_id)
        case.sealed, case.matter = True, ""
    [chi] = addressees(office, letter)
    with pytest.raises(NotFound):
        prove(office, chi, "sealed")
    with pytest.raises(NotFound), office.look() as session:
        letter_page.open_page(session, letter.id, actor=office.van)


def test_an_accepted_complaint_still_goes_its_whole_way(office: Office):
    case_id = accepted(office)
    assert office.letters(case_id)[0].number == "1"
    assert "cf_assign" in office.open_steps(case_id)
