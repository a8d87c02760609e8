"""A case read whole, the register and the search, on both databases."""

from uuid import UUID

from app.listings import book_pages, case_file, case_search, public_status, register
from app.listings.register import Filter
from tests.casework.complaints import accepted, verified
from tests.office import FLOOD, Office


def href(task_id: UUID) -> str:
    return f"/tasks/{task_id}"


def recommendation(office: Office, **changed: object):
    registered = office.register(FLOOD, **changed)
    office.classify(registered.case_id)
    return registered


def test_the_whole_file_is_read_with_its_history_in_order(office: Office):
    case_id = accepted(office)
    verified(office, case_id)
    with office.look() as session:
        file = case_file.read(session, case_id, actor=office.kien, href=href)
    assert [entry.date for entry in file.timeline] == sorted(entry.date for entry in file.timeline)
    assert file.timeline[0].title == "Đã nhận đơn"
    assert [item.finding for item in file.items] == ["Đúng một phần", "Đúng một phần"]
    assert [letter.number for letter in file.letters] == ["1/TB-UBND", "2/QĐ-UBND"]
    assert file.head.nexts[0].step
    assert file.people.parties[0].name == "Nguyễn Thị Chi"


def test_words_find_cases_newest_first_page_by_page(office: Office, monkeypatch):
    monkeypatch.setattr(case_search, "PAGE", 2)
    for turn in range(3):
        recommendation(office, matter=f"Đèn đường số {turn} hỏng")
    with office.look() as session:
        first = case_search.find(session, "den duo", actor=office.kien)
        second = case_search.find(session, "den duo", actor=office.kien, after=UUID(first.after))
    assert [hit.number for hit in (*first.rows, *second.rows)] == ["3/2026", "2/2026", "1/2026"]


def test_the_book_is_read_in_batches_without_gap(office: Office, monkeypatch):
    monkeypatch.setattr(book_pages, "BATCH", 2)
    for turn in range(5):
        recommendation(office, matter=f"Việc {turn}")
    today = office.now.date()
    asked = Filter(since=today.replace(month=1, day=1), until=today)
    with office.look() as session:
        lines = [line.serial for line in register.every(session, asked, actor=office.kien)]
        page = register.page(session, asked, actor=office.kien)
    assert lines == ["1/2026", "2/2026", "3/2026", "4/2026", "5/2026"]
    assert [line.serial for line in page.lines] == lines[::-1]


def test_a_citizen_is_told_the_nearest_limit(office: Office):
    registered = recommendation(office)
    with office.look() as session:
        status = public_status.of_petition(session, registered.petition_id)
    assert status.by.on == office.deadline("KNPA.ANSWER", registered.case_id).due_on
    assert not status.bare
