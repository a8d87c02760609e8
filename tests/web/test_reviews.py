"""The pages of a review: the change in words, comments, a second person, what staff is told."""

import datetime as dt
import html
import re

import pytest
from sqlalchemy import select

from app import clock
from app.casework import definitions
from app.services import drafting, procedure_drafts, procedures, reviews, staff_trail
from app.services.procedure_drafts import Content
from app.services.reviews import Approval
from db.models import AuditEntry, Comment, Version

PROCEDURE = "recommendation"
CHANGES = (
    ('name="Xem xét và soạn trả lời"', 'name="Soạn trả lời công dân"'),
    ('value="Điều 28 Luật Tiếp công dân 42/2013/QH13"', 'value="Luật Khiếu nại, Điều 28"'),
)


@pytest.fixture
def town(town):
    with town.database.transaction() as session:
        procedures.load(session, PROCEDURE)
    return town


def read(answer):
    return html.unescape(re.sub(r"\s+", " ", answer.text))


def drafted(town, who):
    with town.database.transaction() as session:
        before = definitions.in_force(session, PROCEDURE, clock.today())
        copied = drafting.copy_of(session, before, actor=town.actor(who))
        files = definitions.files_of(session, copied)
        drawing = files[f"{PROCEDURE}.bpmn"].decode()
        for old, new in CHANGES:
            assert old in drawing
            drawing = drawing.replace(old, new, 1)
        files[f"{PROCEDURE}.bpmn"] = drawing.encode()
        return procedure_drafts.correct(session, copied, Content(files, {}), actor=town.actor(who))


@pytest.fixture
def in_review(town):
    version_id = drafted(town, "vinh.administrator")
    with town.database.transaction() as session:
        reviews.send(session, version_id, actor=town.actor("vinh.administrator"))
    return version_id


def approve(town, version_id):
    with town.database.transaction() as session:
        approval = Approval(on=clock.today() + dt.timedelta(days=1))
        reviews.approve(session, version_id, approval, actor=town.actor("vinh.legal_staff"))


def state(town, version_id):
    with town.database.reading() as session:
        return session.get_one(Version, version_id).state


def tags(town):
    with town.database.reading() as session:
        assert staff_trail.first_broken(session) is None
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        return [row.tag for row in rows if row.tag.startswith("procedure.")]


def tomorrow():
    return (clock.today() + dt.timedelta(days=1)).isoformat()


def test_the_sentences_come_first_each_with_its_number_on_both_drawings(browser, in_review):
    page = browser("vinh.legal_staff").get(f"/procedures/{in_review}/review")
    words = read(page)
    assert page.status_code == 200
    first, second = words.index('id="change-1"'), words.index('id="change-2"')
    assert first < second < words.index('data-side="old"')
    assert "Soạn trả lời công dân" in words[first:second]
    old, new = words.split('data-side="old"')[1].split('data-side="new"')
    for side, drawing in (("old", old), ("new", new)):
        assert f'id="at-{side}-rc_answer"' in drawing
        assert ">1, 2<" in drawing, "the same numbers on both drawings"


def test_beside_a_legal_basis_stands_what_the_law_says_there_before_and_now(browser, in_review):
    words = read(browser("vinh.legal_staff").get(f"/procedures/{in_review}/review"))
    beside = words[words.index("law-beside") :]
    before, now = beside.split("<h4>")[1:3]
    assert "42/2013/QH13" in before
    assert "02/2011/QH13" in now
    assert "Vụ việc thường: 30" in now, "the limit that rests on the article"


def test_the_page_says_what_approval_does_and_the_chairman_may_press(browser, town, in_review):
    visitor = browser("vinh.chairman")
    words = read(visitor.get(f"/procedures/{in_review}/review"))
    assert "/review/approve" in words
    sent = {"on": tomorrow(), "transition": "offer"}
    answer = visitor.post(f"/procedures/{in_review}/review/approve", sent)
    assert answer.status_code == 303, read(answer)
    assert state(town, in_review) == "approved"
    assert tags(town)[-1] == "procedure.approve"


def test_the_author_has_no_button_reads_why_and_a_forged_form_is_refused_and_recorded(browser, town):
    version_id = drafted(town, "vinh.legal_staff")
    visitor = browser("vinh.legal_staff")
    visitor.get(f"/procedures/{version_id}/review")
    assert visitor.post(f"/procedures/{version_id}/review/send").status_code == 303
    words = read(visitor.get(f"/procedures/{version_id}/review"))
    assert "/review/approve" not in words
    assert "own-version" in words
    answer = visitor.post(f"/procedures/{version_id}/review/approve", {"on": tomorrow()})
    assert answer.status_code == 403
    assert state(town, version_id) == "in_review"
    assert tags(town)[-1] == "procedure.refused"


def test_nobody_puts_a_draft_in_force_by_an_address(browser, town):
    version_id = drafted(town, "vinh.administrator")
    visitor = browser("vinh.chairman")
    for act in ("approve", "stop", "give-back"):
        answer = visitor.post(f"/procedures/{version_id}/review/{act}", {"on": tomorrow(), "reason": "Vì"})
        assert answer.status_code in {403, 422}, act
    assert state(town, version_id) == "draft"


def test_an_unreadable_day_and_an_open_comment_keep_what_was_typed(browser, town, in_review):
    visitor = browser("vinh.legal_staff")
    at = f"{PROCEDURE}.bpmn|rc_answer"
    said = {"at": at, "text": "Vì sao <b>đổi</b> tên?"}
    assert visitor.post(f"/procedures/{in_review}/review/comments", said).status_code == 303
    words = read(visitor.get(f"/procedures/{in_review}/review"))
    assert "Vì sao <b>đổi</b> tên?" in words
    assert "1, 2, A" in words, "beside the numbers of the sentences stands the letter of the comment"
    typed = {"on": "mai", "comment": "Đồng ý về nguyên tắc"}
    refused = visitor.post(f"/procedures/{in_review}/review/approve", typed)
    assert refused.status_code == 422
    assert "Đồng ý về nguyên tắc" in read(refused)
    refused = visitor.post(f"/procedures/{in_review}/review/approve", typed | {"on": tomorrow()})
    assert refused.status_code == 422
    assert "Đồng ý về nguyên tắc" in read(refused)
    with town.database.reading() as session:
        comment = session.scalars(select(Comment)).one()
    settle = f"/procedures/{in_review}/review/comments/{comment.id}/resolve"
    assert browser("vinh.administrator").post(settle).status_code == 403
    assert visitor.post(settle).status_code == 303
    assert visitor.post(f"/procedures/{in_review}/review/approve", {"on": tomorrow()}).status_code == 303


def test_given_back_with_the_reason_which_stands_in_what_happened(browser, in_review):
    visitor = browser("vinh.legal_staff")
    assert visitor.post(f"/procedures/{in_review}/review/give-back", {"reason": ""}).status_code == 422
    answer = visitor.post(f"/procedures/{in_review}/review/give-back", {"reason": "Thiếu căn cứ"})
    assert answer.status_code == 303
    words = read(browser("vinh.administrator").get(f"/procedures/{in_review}/review"))
    assert "Thiếu căn cứ" in words
    assert "/review/send" in words


def test_staff_reads_the_change_in_words_and_confirms(browser, town, in_review):
    officer = browser("vinh.officer")
    assert "Soạn trả lời công dân" not in read(officer.get("/changes"))
    approve(town, in_review)
    words = read(officer.get("/changes"))
    assert "Soạn trả lời công dân" in words
    legal = read(browser("vinh.legal_staff").get("/changes"))
    assert "Nguyễn Thị Oanh" in legal[legal.index(str(in_review)) :]
    assert officer.post(f"/changes/{in_review}/read").status_code == 303
    assert f"/changes/{in_review}/read" not in read(officer.get("/changes"))
    legal = read(browser("vinh.legal_staff").get("/changes"))
    assert "Nguyễn Thị Oanh" not in legal
    assert tags(town)[-1] == "procedure.read"
    assert "Soạn trả lời công dân" not in read(browser("vinh.clerk").get("/changes")), "no step of a clerk"


def test_what_waits_for_judgement_stands_on_the_shelf_and_in_the_rail(browser, in_review):
    words = read(browser("vinh.legal_staff").get("/procedures"))
    assert f"/procedures/{in_review}/review" in words
    assert f"/procedures/{in_review}/review" in read(browser("vinh.chairman").get("/changes"))
    assert f"/procedures/{in_review}/review" not in read(browser("vinh.officer").get("/changes"))


@pytest.mark.parametrize("role", ["officer", "unit_head", "clerk", "auditor"])
def test_nobody_else_reads_what_is_under_review(browser, in_review, role):
    assert browser(f"vinh.{role}").get(f"/procedures/{in_review}/review").status_code == 403
