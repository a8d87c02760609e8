"""The working copy of a denunciation: who may make it, what it holds, who reads it."""

import pypdfium2
import pytest
from sqlalchemy import select

from app.casework import redacted_items, vault
from app.casework import redactions as copies
from app.casework.hold import hold_case
from app.casework.records import redaction as recorder
from app.errors import NotFound, NotPossibleNow, Unacceptable
from app.files.blackout import Box
from app.files.errors import FileRefused
from app.listings import papers
from app.services import redactions
from db.models import AuditEntry, Document, Redaction
from tests.files import papers as sheets
from tests.redacting import denunciation, file, finish, grant

NAME = "Pham Kin Dao"
pytestmark = pytest.mark.parametrize("office", ["embedded"], indirect=True)  # no SQL of its own


@pytest.fixture
def case_id(office):
    return denunciation(office)


def only_paper(office, case_id):
    (document,) = office.all(Document, case_id)
    return document.id


def test_a_case_begins_with_every_paper_missing(office, case_id):
    scan = file(office, case_id, "scan.png", sheets.sheet(NAME))
    with office.look() as session:
        assert set(copies.missing(session, case_id)) == {only_paper_but(office, case_id, scan), scan}
        stood = copies.working_copies(session, case_id)
    assert [(copy.state, copy.digest) for copy in stood] == [("missing", None)] * 2
    assert not any("Đáo" in copy.title for copy in stood)


def only_paper_but(office, case_id, other):
    return next(row.id for row in office.all(Document, case_id) if row.id != other)


def test_a_pdf_becomes_pictures_of_its_pages_with_the_boxes_burnt_in(office, case_id):
    paper = file(office, case_id, "đơn.pdf", sheets.pdf((NAME, "second page", NAME)))
    with office.work() as session:
        for page in (1, 3):
            boxes = [Box(x=0, y=0, width=1000, height=200)]
            redactions.save_boxes(session, case_id, paper, page, boxes, actor=office.oanh)
    finish(office, case_id, paper, "Đơn tố cáo")
    grant(office, case_id, office.kien, "team_member")
    with office.look() as session:
        content = papers.read(session, paper, actor=office.kien)
        original = papers.read(session, paper, actor=office.oanh)
    copy = pypdfium2.PdfDocument(content.body)
    assert (len(copy), content.media_type, content.name) == (3, "application/pdf", "Đơn tố cáo.pdf")
    assert [page.get_textpage().get_text_bounded() for page in copy] == [""] * 3
    assert copy.get_metadata_dict(skip_empty=True) == {}
    first, second = (copy[number].render(scale=1).to_pil().convert("L") for number in (0, 1))
    assert first.getpixel((300, 60)) == 0
    assert second.getpixel((300, 10)) == 255
    assert b"Secret" in original.body


def test_who_holds_only_the_redacted_right_never_opens_a_paper_without_a_copy(office, case_id):
    paper = file(office, case_id, "scan.png", sheets.sheet(NAME))
    grant(office, case_id, office.kien, "team_member")
    with pytest.raises(NotFound), office.look() as session:
        papers.read(session, paper, actor=office.kien)
    with office.look() as session:
        case = office.case(case_id)
        listed = papers.of_case(session, case, actor=office.kien)
    assert {(each.has_file, each.original) for each in listed} <= {(False, True), (False, False)}
    assert not any("Đáo" in each.title for each in listed)


def test_whoever_added_a_paper_reads_it_and_nobody_else_of_the_team(office, case_id):
    grant(office, case_id, office.kien, "team_member")
    grant(office, case_id, office.tam, "team_member")
    paper = file(office, case_id, "bien-ban.png", sheets.sheet("minutes"), by=office.kien)
    with office.look() as session:
        assert papers.read(session, paper, actor=office.kien).media_type == "image/png"
    with pytest.raises(NotFound), office.look() as session:
        papers.read(session, paper, actor=office.tam)


@pytest.mark.parametrize("who", ["kien", "tam", "hoa", "van", "an", "sau"])
def test_nobody_without_the_right_to_the_identity_may_black_out(office, case_id, who):
    paper = file(office, case_id, "scan.png", sheets.sheet(NAME))
    if who == "kien":
        grant(office, case_id, office.kien, "team_member")
    with pytest.raises(NotFound), office.work() as session:
        redactions.save_boxes(session, case_id, paper, 1, [], actor=office.people[who])
    with pytest.raises(NotFound), office.work() as session:
        redactions.leave_out(session, case_id, paper, title="x", reason="y", actor=office.people[who])


def test_a_text_is_blotted_by_words_and_refused_while_it_tells(office, case_id):
    text = "Bà Phạm Kín Đáo, 0933 000 111, kể rằng ông Nhận cầm tiền.".encode()
    paper = file(office, case_id, "loi-ke.txt", text)
    with pytest.raises(redactions.StillTelling) as refused, office.look() as session:
        redactions.draw(session, case_id, paper, actor=office.oanh)
    assert "Phạm Kín Đáo" in refused.value.sentence
    with office.work() as session:
        words = ["Phạm Kín Đáo", "0933 000 111"]
        redactions.save_words(session, case_id, paper, words, actor=office.oanh)
    finish(office, case_id, paper, "Lời kể")
    grant(office, case_id, office.kien, "team_member")
    with office.look() as session:
        told = papers.read(session, paper, actor=office.kien).body.decode()
    assert told == "Bà █████, █████, kể rằng ông Nhận cầm tiền."


def test_the_title_and_the_reason_may_not_tell_either(office, case_id):
    paper = only_paper(office, case_id)
    for title, reason in (("Đơn của bà Phạm Kín Đáo", "viết tay"), ("Đơn", "do bà Đáo viết tay")):
        with pytest.raises(redactions.StillTelling), office.work() as session:
            redactions.leave_out(session, case_id, paper, title=title, reason=reason, actor=office.oanh)
    with pytest.raises(redactions.StillTelling):
        finish(office, case_id, paper, "Don cua ba pham kin dao")
    finish(office, case_id, paper, "Đơn tố cáo")
    with office.look() as session:
        assert copies.missing(session, case_id) == ()


def test_what_cannot_be_drawn_is_left_out_or_replaced_by_a_scan(office, case_id):
    song = file(office, case_id, "ghi-am.mp3", b"ID3" + b"\0" * 200)
    with pytest.raises(NotPossibleNow), office.look() as session:
        redactions.draw(session, case_id, song, actor=office.oanh)
    with office.work() as session:
        redactions.put_scan(
            session, case_id, song, filename="x.pdf", content=sheets.pdf(("typed",)), actor=office.oanh
        )
    finish(office, case_id, song, "Bản gỡ băng")
    with office.look() as session:
        copy = next(each for each in copies.working_copies(session, case_id) if each.document_id == song)
    assert (copy.state, copy.pages, copy.media_type) == ("finished", 1, "application/pdf")


def test_a_left_out_paper_stands_with_its_reason_and_without_a_file(office, case_id):
    paper = file(office, case_id, "scan.png", sheets.sheet(NAME))
    with office.work() as session:
        redactions.leave_out(
            session, case_id, paper, title="Đơn viết tay", reason="Viết tay toàn bộ", actor=office.oanh
        )
    grant(office, case_id, office.kien, "team_member")
    with office.look() as session:
        told = {each.id: each for each in papers.of_case(session, office.case(case_id), actor=office.kien)}
    assert told[paper].title == "Đơn viết tay – Viết tay toàn bộ"
    assert not told[paper].has_file


def test_a_finished_copy_is_changed_only_after_it_was_taken_back(office, case_id):
    paper = file(office, case_id, "scan.png", sheets.sheet(NAME))
    finish(office, case_id, paper)
    with pytest.raises(NotPossibleNow), office.work() as session:
        redactions.save_boxes(session, case_id, paper, 1, [], actor=office.oanh)
    with office.work() as session:
        redactions.reopen(session, case_id, paper, actor=office.oanh)
    with office.look() as session:
        assert paper in copies.missing(session, case_id)
    grant(office, case_id, office.kien, "team_member")
    with pytest.raises(NotFound), office.look() as session:
        papers.read(session, paper, actor=office.kien)


def test_boxes_drawn_by_another_meanwhile_are_not_confirmed_unseen(office, case_id):
    paper = file(office, case_id, "scan.png", sheets.sheet(NAME))
    with office.look() as session:
        drawn = redactions.draw(session, case_id, paper, actor=office.oanh)
    with office.work() as session:
        box = [Box(x=1, y=1, width=50, height=50)]
        redactions.save_boxes(session, case_id, paper, 1, box, actor=office.long)
    with pytest.raises(redactions.MarkedMeanwhile), office.work() as session:
        redactions.finish(session, case_id, paper, drawn, title="Đơn", looked=True, actor=office.oanh)


def test_nobody_confirms_without_having_looked(office, case_id):
    with pytest.raises(Unacceptable), office.work() as session:
        redactions.finish(
            session, case_id, only_paper(office, case_id), None, title="Đơn", looked=False, actor=office.oanh
        )


def test_the_trail_tells_which_paper_by_whom_and_nothing_else(office, case_id):
    paper = only_paper(office, case_id)
    finish(office, case_id, paper, "Đơn tố cáo")
    entry = [row for row in office.all(AuditEntry, case_id) if row.tag == "redaction.finish"][-1]
    assert entry.facts == {"document": str(paper), "pages": 0}
    assert entry.actor_id == office.oanh.person_id


def test_marks_and_titles_lie_sealed(office, case_id):
    paper = file(office, case_id, "scan.txt", "Phạm Kín Đáo".encode())
    with office.work() as session:
        redactions.save_words(session, case_id, paper, ["Phạm Kín Đáo"], actor=office.oanh)
    with office.look() as session:
        row = session.scalars(select(Redaction).where(Redaction.document_id == paper)).one()
        assert "Đáo".encode() not in row.marks
        assert copies.marks(session, row) == {"words": ["Phạm Kín Đáo"]}


def test_the_step_waits_for_every_paper_and_for_silent_summaries(office, case_id):
    with office.look() as session:
        (item,) = redacted_items.rows(session, office.case(case_id))
    assert item["summary"] == "Ông Nhận cầm hai mươi triệu của bà Phạm Kín Đáo"
    told = {"id": item["id"], "summary": "Ông Nhận cầm tiền của một người dân", "summary_request": ""}

    def record(row):
        with office.work() as session:
            recorder.record(hold_case(session, case_id, actor=office.oanh), None, None, {"contents": [row]})

    with pytest.raises(Unacceptable, match="1"):
        record(told)
    finish(office, case_id, only_paper(office, case_id), "Đơn tố cáo")
    with pytest.raises(Unacceptable):
        record(item)
    with office.look() as session:
        problems = redacted_items.problems(session, office.case(case_id), {"contents": [item]})
    assert [problem.field for problem in problems] == ["contents.0.summary", "contents.0.summary_request"]
    record(told)
    with office.look() as session:
        kept = redacted_items.of_case(session, office.case(case_id))
    assert list(kept.values()) == [("Ông Nhận cầm tiền của một người dân", "")]


def test_a_hostile_pdf_is_refused_in_words_and_the_office_goes_on(office, case_id):
    for content in (sheets.many_pages(10_000), sheets.locked(), sheets.pdf(box="0 0 1000000000 1000000000")):
        paper = file(office, case_id, "x.pdf", content)
        with pytest.raises(FileRefused), office.look() as session:
            redactions.draw(session, case_id, paper, actor=office.oanh)


def test_the_key_of_the_case_opens_the_copy_and_its_loss_closes_it(office, case_id):
    paper = file(office, case_id, "scan.png", sheets.sheet(NAME))
    finish(office, case_id, paper)
    with office.look() as session:
        copy = next(each for each in copies.working_copies(session, case_id) if each.document_id == paper)
        assert copy.key.id == office.case(case_id).key_id
        assert vault.store(session).get(copy.digest, vault.ring(session), copy.key.wrapped)[:5] == b"%PDF-"
