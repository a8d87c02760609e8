"""The board: its numbers are the lists they open, at a price that does not grow."""

import datetime as dt
import re
from html import unescape

import pytest

from app.errors import NotFound
from app.listings import board as listing
from app.listings import board_list
from app.listings.board_list import Asked
from app.listings.board_shares import MISSED, STATES
from app.services import events
from app.services.tasks import Sending
from db.models import Authority, Case
from tests.casework.complaints import accepted
from tests.office import COMPLAINT, FLOOD, LAND
from tests.web.deskwork import Desk, desk

__all__ = ["desk"]


def a_mixed_month(desk: Desk):
    """Let the office have late, near, new, suspended, closed and sealed cases in two units."""
    office = desk.office
    culture = str(office.units["culture"])
    done, late = (office.register(FLOOD).case_id for _each in range(2))
    office.classify(done)
    office.classify(late, lead_unit=culture)
    suspended, complaint = accepted(office), accepted(office)
    stop = {"change": ["suspend"], "ground": ["force_majeure"], "from_on": ["2026-08-03"], "reason": ["Bão"]}
    with office.work() as session:
        events.propose(session, suspended, Sending(posted=stop, key="stop"), actor=office.long)
    office.until(dt.date(2026, 8, 25))
    office.sweep()
    office.until(office.deadline("KN1.SETTLE", complaint).due_on - dt.timedelta(days=1))
    office.sweep()
    words = {"result": "agree", "action_taken": "Đã sửa", "title": "Trả lời", "body": "Kính gửi bà Chi."}
    office.does(office.kien, "rc_answer", done, **words)
    office.does(office.long, "rc_sign", done, letter_outcome="sign")
    for _each in range(3):
        office.classify(office.register(FLOOD).case_id, lead_unit=culture)
    office.register(FLOOD)  # nobody has classified it: sealed
    secret = office.register(LAND).case_id
    office.classify(
        secret, COMPLAINT | {"petition_kind": "denunciation", "outcome": "leader", "procedure": ""}
    )
    return secret


def board(desk: Desk, who: str = "long"):
    with desk.office.look() as session:
        return listing.show(session, actor=desk.office.people[who])


def opened(desk: Desk, who: str = "long", **asked: object):
    rows, after, count = [], None, None
    with desk.office.look() as session:
        while True:
            wanted = Asked(**asked, after=after)
            page = board_list.show(session, wanted, actor=desk.office.people[who])
            rows += page.rows
            count = page.count if count is None else count
            if page.after is None:
                return rows, count
            day, _line, row = page.after.partition("_")
            after = (dt.date.fromisoformat(day), type(page.rows[0].case_id)(row))


def test_every_number_of_the_board_equals_the_list_it_opens(desk: Desk, monkeypatch):
    a_mixed_month(desk)
    monkeypatch.setattr(board_list, "PAGE", 2)  # lists of several pages
    shown = board(desk)
    assert shown.total.counts["open"] > 2
    for line in (*shown.lines, shown.total):
        for state in (*STATES, MISSED):
            number = line.missed if state == MISSED else line.counts[state]
            rows, count = opened(desk, state=state, unit_id=line.unit_id)
            assert (len(rows), count) == (number, number), (line.unit, state)
            assert len({(row.case_id, row.due.name) for row in rows}) == number
    for state in STATES:
        assert len(opened(desk, state=state, sealed=True)[0]) == shown.sealed[state], state


def test_the_mixed_month_has_something_in_every_column(desk: Desk):
    a_mixed_month(desk)
    shown = board(desk)
    assert all(shown.total.counts[state] for state in STATES), shown.total
    assert shown.total.missed
    assert 0 < shown.total.share < 100


def test_totals_are_the_sums_of_the_units_and_of_the_months(desk: Desk):
    a_mixed_month(desk)
    shown = board(desk)
    for state in STATES:
        assert shown.total.counts[state] == sum(line.counts[state] for line in shown.lines)
    assert shown.total.fell_due == sum(line.fell_due for line in shown.lines)
    assert len(shown.months) == len(shown.total.months) == 12
    assert shown.months[-1] == dt.date(shown.on.year, shown.on.month, 1)


def test_sealed_cases_are_a_line_of_the_leader_and_in_no_other_number(desk: Desk):
    secret = a_mixed_month(desk)
    assert board(desk).sealed["open"] == 2
    for who in ("hoa", "sau"):
        assert board(desk, who).sealed is None
        assert board(desk, who).total.counts == board(desk).total.counts
        assert not any(wait.sealed for wait in board(desk, who).waits)
        with pytest.raises(NotFound):
            opened(desk, who, state="open", sealed=True)
        listed = [row.case_id for state in STATES for row in opened(desk, who, state=state)[0]]
        assert secret not in listed


def test_the_leaders_own_delays_stand_first(desk: Desk):
    case_id = accepted(desk.office)
    assert board(desk, "sau").waits == ()
    desk.office.passes(days=10)
    waits = board(desk, "sau").waits
    assert [wait.case_id for wait in waits] == [case_id]
    text = unescape(desk.browser("sau").get("/board").text)
    assert text.index("Việc chờ lãnh đạo lâu hơn cam kết") < text.index("Đúng hạn")
    assert waits[0].step in text


def test_the_board_costs_the_same_for_few_and_for_many_cases(desk: Desk):
    spent = []
    for _round in range(2):
        a_mixed_month(desk)
        board(desk)  # what a process reads only once
        with desk.counted() as statements:
            board(desk)
        few = list(statements)
        with desk.counted() as statements:
            opened(desk, state="open")
        spent.append((len(few), len(statements)))
        desk.office.now = dt.datetime(2026, 8, 3, 2, 0, tzinfo=dt.UTC)
    assert spent[0] == spent[1]
    assert spent[0][0] <= 5, few
    assert spent[0][1] <= 6


def test_another_authority_is_on_no_board(desk: Desk):
    a_mixed_month(desk)
    before = board(desk).total.counts
    with desk.office.work() as session:
        other = Authority(
            key="other", name="Phường khác", name_en="Another ward", superior="", place="", level="commune",
            code="X", remote=False,
        )  # fmt: skip
        session.add(other)
        session.flush()
        session.scalars(Case.__table__.select()).all()
        for case in session.query(Case).filter_by(state="open").limit(2):
            case.authority_id = other.id
            case.year += 1
    after = board(desk).total.counts
    assert sum(after.values()) < sum(before.values())


def test_numbers_are_links_and_a_link_shows_the_rows(desk: Desk):
    a_mixed_month(desk)
    browser = desk.browser("hoa")
    text = unescape(browser.get("/board").text)
    links = re.findall(r'href="(/board/list\?[^"]+)"[^>]*>(\d+)<', text)
    assert len(links) > 6
    for href, number in links:
        answer = browser.get(href)
        assert answer.status_code == 200
        assert answer.text.count("<tr ") == int(number), href


@pytest.mark.parametrize("state", ["", "everything", "missed' --"])
def test_a_column_that_does_not_exist_is_not_found(desk: Desk, state):
    assert desk.browser("hoa").get("/board/list", query_string={"state": state}).status_code == 404


def test_officers_have_no_board(desk: Desk):
    assert desk.browser("kien").get("/board").status_code == 403
