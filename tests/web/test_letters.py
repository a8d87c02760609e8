"""A letter's page and the clerk's tray in a browser without script."""

import io
from html import unescape

import pytest
from sqlalchemy import select

from db.models import Addressee, Case, Letter
from tests.casework.complaints import DRAFT
from tests.office import FLOOD, LAND
from tests.web.deskwork import Desk, desk
from tests.web.test_signing import answered, notice

__all__ = ["desk", "notice"]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def signed(desk: Desk, notice) -> Letter:
    """A signed notice that waits for its number."""
    desk.office.does(desk.office.long, "li_sign", notice.case_id, letter_outcome="sign")
    return now(desk, notice.letter_id)


@pytest.fixture
def numbered(desk: Desk) -> Letter:
    """An answer that was numbered when it was signed."""
    return sign_answer(desk)


def sign_answer(desk: Desk) -> Letter:
    task = answered(desk)
    desk.office.does(desk.office.long, "rc_sign", task.case_id, letter_outcome="sign")
    return now(desk, task.letter_id)


def now(desk: Desk, letter_id) -> Letter:
    with desk.office.look() as session:
        return session.get_one(Letter, letter_id)


def addressee(desk: Desk, letter: Letter) -> Addressee:
    with desk.office.look() as session:
        return session.scalars(select(Addressee).where(Addressee.letter_id == letter.id)).one()


def enter(desk: Desk, van, letter: Letter, **fields: str):
    van.get(f"/letters/{letter.id}")
    task = desk.office.task("li_issue", letter.case_id)
    posted = {"book": "thong_bao", "sent_on": "03/08/2026", "via": "post", **fields}
    return van.post(f"/letters/{letter.id}/enter/{task.id}", {**van.hidden, **posted})


def test_the_page_shows_the_sheet_its_way_and_what_happened(desk: Desk, signed: Letter):
    page = unescape(desk.browser("kien").get(f"/letters/{signed.id}").text)
    for words in (DRAFT["body"], "Số: ……/TB-UBND", "(Đã ký)", "Hồ Đức Long", LAND["matter"]):
        assert words in page
    assert page.count('class="is-done"') >= 3
    assert 'aria-current="step"' in page
    assert "DỰ THẢO" not in page
    assert "Vào sổ và gửi" not in page


def test_the_print_sheet_is_the_letter_alone(desk: Desk, signed: Letter):
    page = unescape(desk.browser("van").get(f"/letters/{signed.id}/print").text)
    assert DRAFT["body"] in page
    assert LAND["matter"] not in page
    assert "<nav" not in page


def test_who_reads_english_gets_a_translation_to_help_reading(desk: Desk, signed: Letter):
    van = desk.browser("van")
    assert "Reference translation" not in van.get(f"/letters/{signed.id}").text
    van.client.set_cookie("language", "en")
    page = unescape(van.get(f"/letters/{signed.id}").text)
    assert "On the acceptance of a first complaint" in page
    assert "Entered in the book" not in page
    assert "Numbered" in page


def test_a_clerk_numbers_and_sends_and_goes_on_with_the_tray(desk: Desk, signed: Letter):
    van = desk.browser("van")
    assert "Thông báo" in unescape(van.get("/letters").text)
    done = enter(desk, van, signed, tracking="RR123456789VN")
    assert (done.status_code, done.location) == (303, "/letters")
    letter = now(desk, signed.id)
    assert (letter.state, letter.number) == ("sent", "1")
    assert "RR123456789VN" in van.get(f"/letters/{signed.id}").text


@pytest.mark.usefixtures("numbered")
def test_a_number_that_is_taken_is_refused_with_what_was_typed(desk: Desk, signed: Letter):
    van = desk.browser("van")
    answer = enter(desk, van, signed, book="cong_van", number="1")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "Số 1/UBND-KTHTĐT đã cấp cho Công văn ngày 03/08/2026" in page
    assert 'value="1"' in page
    assert now(desk, signed.id).state == "signed"
    assert enter(desk, van, signed, book="cong_van", number="12").status_code == 303


def test_answers_are_sent_many_at_once(desk: Desk):
    letters = [sign_answer(desk) for _each in range(3)]
    van = desk.browser("van")
    page = unescape(van.get("/letters").text)
    assert page.count('name="chosen"') == 3
    many = {**van.hidden, "chosen": [str(each.id) for each in letters], "on": "03/08/2026", "via": "hand"}
    for _time in range(2):
        assert van.post("/letters/send", many).location == "/letters?tab=send"
    page = unescape(van.get("/letters?tab=send").text)
    assert "Đã ghi gửi 3 văn bản" in page
    assert "Không có văn bản nào chờ gửi" in page
    assert {now(desk, each.id).state for each in letters} == {"sent"}


def test_a_day_that_is_none_sends_nothing_and_says_how_to_write_it(desk: Desk, numbered: Letter):
    van = desk.browser("van")
    van.get("/letters")
    many = {**van.hidden, "chosen": [str(numbered.id)], "on": "hôm nay", "via": "post"}
    van.post("/letters/send", many)
    assert "26/11/2026" in unescape(van.get("/letters?tab=send").text)
    assert now(desk, numbered.id).state == "numbered"


def test_a_clerk_files_the_proof_and_the_letter_leaves_the_tray(desk: Desk, numbered: Letter):
    van = desk.browser("van")
    van.get(f"/letters/{numbered.id}")
    van.post(f"/letters/{numbered.id}/send", {**van.hidden, "on": "03/08/2026", "via": "post"})
    to = addressee(desk, numbered)
    desk.office.passes(days=3)
    van = desk.browser("van")
    assert FLOOD["full_name"] in unescape(van.get("/letters?tab=prove").text)
    van.get(f"/letters/{numbered.id}")
    proof = {
        **van.hidden,
        "on": "05/08/2026",
        "receiver": "Bà Chi",
        "proof": (io.BytesIO(PDF), "bao-phat.pdf"),
    }
    done = van.post(f"/letters/{numbered.id}/addressees/{to.id}/prove", proof)
    assert done.status_code == 303
    page = unescape(van.get(f"/letters/{numbered.id}").text)
    assert "đã giao 05/08/2026" in page
    assert "Bà Chi nhận" in page
    address = f"/documents/{addressee(desk, numbered).proof_id}"
    assert desk.browser("kien").get(address, buffered=True).data == PDF
    assert "Không còn chờ bằng chứng giao nào" in unescape(van.get("/letters?tab=prove").text)


def test_what_comes_back_is_told_and_sent_again(desk: Desk, numbered: Letter):
    van = desk.browser("van")
    van.get(f"/letters/{numbered.id}")
    van.post(f"/letters/{numbered.id}/send", {**van.hidden, "on": "03/08/2026", "via": "post"})
    place = f"/letters/{numbered.id}/addressees/{addressee(desk, numbered).id}"
    van.get(f"/letters/{numbered.id}")
    van.post(f"{place}/return", {**van.hidden, "on": "03/08/2026", "reason": "refused"})
    page = unescape(van.get(f"/letters/{numbered.id}").text)
    assert "chuyển hoàn 03/08/2026" in page
    assert "Từ chối nhận" in page
    van.post(f"{place}/send-again", {**van.hidden, "on": "03/08/2026", "via": "hand"})
    page = unescape(van.get(f"/letters/{numbered.id}").text)
    assert "chuyển hoàn 03/08/2026" not in page
    assert "Giao trực tiếp" in page


@pytest.mark.parametrize("receiver", ["", "x" * 301])
def test_a_proof_without_a_receiver_is_refused_on_the_letters_page(
    desk: Desk, numbered: Letter, receiver: str
):
    van = desk.browser("van")
    van.get(f"/letters/{numbered.id}")
    van.post(f"/letters/{numbered.id}/send", {**van.hidden, "on": "03/08/2026", "via": "post"})
    place = f"/letters/{numbered.id}/addressees/{addressee(desk, numbered).id}/prove"
    van.get(f"/letters/{numbered.id}")
    answer = van.post(place, {**van.hidden, "on": "03/08/2026", "receiver": receiver})
    assert answer.status_code == 422
    assert "hãy ghi ai đã nhận văn bản" in unescape(answer.text)


@pytest.mark.usefixtures("numbered")
def test_the_books_show_what_is_given_and_which_numbers_nobody_has(desk: Desk, signed: Letter):
    van = desk.browser("van")
    enter(desk, van, signed, number="9")
    page = unescape(van.get("/letters/books?book=thong_bao").text)
    assert "09/TB-UBND" in page
    assert "1–8" in page
    assert "01/UBND-KTHTĐT" in unescape(van.get("/letters/books?book=cong_van").text)
    assert van.get("/letters/books?year=x&after=-1").status_code == 200


def test_a_sealed_case_shows_neither_letter_nor_count(desk: Desk, numbered: Letter):
    van = desk.browser("van")
    assert ">1<" in van.get("/letters").text
    with desk.office.work() as session:
        case = session.get_one(Case, numbered.case_id)
        case.sealed, case.matter = True, ""
    page = unescape(van.get("/letters").text)
    assert "Nguyễn Thị Chi" not in page
    assert ">1<" not in page
    for path in ("", "/print"):
        assert van.get(f"/letters/{numbered.id}{path}").status_code == 404
    book = unescape(van.get("/letters/books").text)
    assert "không hiển thị ở đây" in book
    assert str(numbered.id) not in book
    assert desk.browser("long").get(f"/letters/{numbered.id}").status_code == 200


@pytest.mark.parametrize("who", ["kien", "hoa", "long", "an", "sau"])
def test_nobody_but_a_clerk_works_at_the_tray(desk: Desk, numbered: Letter, who: str):
    person = desk.browser(who)
    assert person.get("/letters").status_code == 403
    assert person.get("/letters/books").status_code == 403
    answer = person.post(
        f"/letters/{numbered.id}/send", {"sending_key": "k", "on": "03/08/2026", "via": "post"}
    )
    assert answer.status_code == 403
    assert person.get(f"/letters/{numbered.id}").status_code == (403 if who == "an" else 200)


@pytest.mark.parametrize("tab", ["enter", "send", "prove"])
def test_a_fuller_tray_takes_no_more_statements(desk: Desk, tab: str):
    counts = []
    for more in (1, 3):
        for _each in range(more):
            sign_answer(desk)
        van = desk.browser("van")
        with desk.counted() as statements:
            van.get(f"/letters?tab={tab}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
