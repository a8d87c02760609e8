"""Finding a case: by number, words, and by marks of what nobody may read."""

import datetime as dt
from html import unescape
from uuid import UUID

from sqlalchemy import text

from app import clock
from app.listings import case_search, cases_with_words, inbox
from app.services import tidying
from tests.office import FLOOD, LAND, Office
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
        inbox.page(session, inbox.Filter(text="ngap nuoc"), actor=desk.office.kien)
    asked = [each for each in statements if "search_word" in each]
    plans = [_plan(desk, query) for query in asked]
    assert not any("SCAN search_word" in plan for plan in plans)
    by_case = [plan for plan in plans if "ix_search_word_case_id_word (case_id=? AND word>?" in plan]
    assert len(by_case) == sum("count(*)" not in query for query in asked) > 1  # all but how common each is


def test_each_day_the_embedded_database_learns_how_its_tables_grew(desk: Desk):
    desk.office.register(LAND)
    with clock.at(desk.office.now):
        tidying.tidy(desk.office.database)
    for _case in range(14):
        desk.office.register(LAND)
    with clock.at(desk.office.now + dt.timedelta(days=1)):
        tidying.tidy(desk.office.database)
    with desk.office.look() as session:
        counts = dict(session.execute(text("SELECT idx, stat FROM sqlite_stat1")).all())
    assert counts["sqlite_autoindex_petition_case_1"] == "15 1"


def test_common_words_and_rare_ones_find_the_same_cases(office: Office, monkeypatch):
    cases = [office.register(FLOOD, matter=f"Đèn đường số {n} hỏng").case_id for n in range(4)]
    for each in cases:
        office.classify(each)
    for words in ("den duong", "duong hong", "so 3 hong", "den tat", "d h s"):
        found = [_found(office, words)]
        monkeypatch.setattr(cases_with_words, "RARE", 0)  # now no word is rare
        found.append(_found(office, words))
        monkeypatch.undo()
        assert found[0] == found[1]
    assert _found(office, "den duong") == cases[::-1]
    assert _found(office, "den tat") == []


def _found(office: Office, words: str) -> list[UUID]:
    with office.look() as session:
        return [hit.case_id for hit in case_search.find(session, words, actor=office.kien).rows]


def _plan(desk: Desk, query: str) -> str:
    with desk.office.database.reading() as session:
        raw = session.connection().connection.cursor()
        return " ".join(str(row) for row in raw.execute("EXPLAIN QUERY PLAN " + query, _anything(query)))


def _anything(query: str) -> list[str]:
    return ["x"] * query.count("?")
