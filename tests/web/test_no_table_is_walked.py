"""Nothing that is opened, sent or fired goes through all rows of a table that grows with the years.

A statement that finds no index is quick in every test and takes minutes in an office of ten years. What
SQLite says of its way is asked without statistics: then it takes any index that there is.
"""

import re

import pysqlite3

from tests.office import LAND
from tests.web.deskwork import Desk, desk
from tests.web.filed import recommendation

__all__ = ["desk"]

GROWING = {
    "answer", "audit_entry", "audit_text", "blind_key", "case_petition", "content_item", "deadline",
    "document", "late_reason", "letter", "milestone", "notice", "party", "petition", "petition_case", "run",
    "search_word", "task", "timer",
}  # fmt: skip
PAGES = (
    "/inbox?view=mine", "/inbox?view=unit", "/inbox?view=soon", "/inbox?view=late", "/inbox?text=ngap",
    "/search?q=1/2026", "/search?q=ngap+nuoc", "/register", "/counter", "/signing", "/letters",
    "/letters?tab=send", "/letters?tab=prove", "/desk", "/desk/reasons", "/receptions", "/watchlist",
    "/incidents", "/notices",
)  # fmt: skip
WALKED = re.compile(r"SCAN (\w+)(?! USING (?:COVERING )?INDEX ix_timer_pending)")
# Written before what points at them: SQLite then looks for nothing that waits for them.
FIRST = ("INSERT INTO vault_key ", "INSERT INTO petition ")


def test_no_page_no_petition_and_no_timer_walks_a_table_that_grows(desk: Desk):
    with desk.counted() as statements:
        case_id = recommendation(desk)
        complaint = desk.office.register(LAND).case_id
        desk.office.classify(complaint)
        for login in sorted(desk.office.people):
            person = desk.browser(login)
            for page in (*PAGES, f"/cases/{case_id}", f"/cases/{complaint}"):
                assert person.get(page).status_code in {200, 302, 303, 403, 404}, page
        desk.office.passes(days=40)
        assert desk.office.sweep() > 0, "reminders and missed limits"
    said = [each for each in dict.fromkeys(statements) if not each.startswith(FIRST)]
    assert [(table, each) for each in said for table in _walked(desk, each)] == []


def _walked(desk: Desk, said: str) -> set[str]:
    with desk.office.database.reading() as session:
        raw = session.connection().connection.cursor()
        try:
            steps = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {said}", ["x"] * said.count("?"))]
        except pysqlite3.Error:  # BEGIN, COMMIT
            return set()
    return {table for step in steps for table in WALKED.findall(step)} & GROWING
