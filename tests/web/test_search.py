"""Finding a case: by number, words, and by marks of what nobody may read."""

from html import unescape

from sqlalchemy import text

from app.listings import case_search
from tests.office import LAND
from tests.web.deskwork import Desk, desk
from tests.web.filed import recommendation

__all__ = ["desk"]


def test_search_finds_by_number_words_phone_identity_parcel_and_code(desk: Desk):
    registered = desk.office.register(LAND)
    desk.office.classify(registered.case_id)
    kien = desk.browser("kien")
    assert kien.get("/search?q=1/2026").headers["Location"].endswith(str(registered.case_id))
    assert kien.get(f"/search?q={registered.code}").headers["Location"].endswith(str(registered.case_id))
    for words in (
        "khieu nai quyet dinh", "KHIẾU NẠI", "boi thuo", "nguyen chi", "0912345678", "+84 912 345 678",
        "040123456789", "thửa số 12, tờ bản đồ số 45",
    ):  # fmt: skip
        assert "Khiếu nại quyết định bồi thường" in unescape(
            kien.get("/search", query_string={"q": words}).text
        ), words
    assert "Không tìm thấy" in unescape(kien.get("/search?q=karaoke").text)


def test_what_is_personal_can_be_searched_without_standing_in_an_address(desk: Desk):
    recommendation(desk)
    answer = desk.browser("kien").post("/search", {"q": "040123456789"})
    assert "Đường khối 3 ngập" in unescape(answer.text)


def test_words_are_looked_up_in_the_index(desk: Desk):
    recommendation(desk)
    with desk.counted() as statements, desk.office.look() as session:
        case_search.find(session, "ngap nuoc", actor=desk.office.kien)
    query = next(each for each in statements if "search_word" in each)
    with desk.office.database.reading() as session:
        raw = session.connection().connection.cursor()
        plan = " ".join(str(row) for row in raw.execute("EXPLAIN QUERY PLAN " + query, _anything(query)))
        assert "SCAN search_word" not in plan
        assert session.execute(text("SELECT count(*) FROM search_word")).scalar_one() > 3


def _anything(query: str) -> list[str]:
    return ["x"] * query.count("?")
