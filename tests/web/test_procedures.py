"""The room of procedures: files come in as drafts, are looked at, corrected, discarded; rubbish is told."""

import html
import io
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from app.casework import definitions
from app.services import procedures, staff_trail
from db.models import AuditEntry, BundleFile, Rehearsal, Version

BORROWED = (Path(__file__).parent / "borrowed.bpmn").read_bytes()
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>'
TABLE = (Path(__file__).parents[2] / "processes/intake/type.dmn").read_bytes()
FORM = (Path(__file__).parents[2] / "forms/answer.json").read_bytes()


def brought(*files):
    return {"files": [(io.BytesIO(body), name) for name, body in files]}


def read(answer):
    return html.unescape(re.sub(r"\s+", " ", answer.text))


def draft_of(visitor, *files):
    answer = visitor.post("/procedures", brought(*(files or (("mượn.bpmn", BORROWED),))))
    assert answer.status_code == 303, answer.text
    return answer.location


def states(town):
    with town.database.reading() as session:
        return {version.id: version.state for version in session.scalars(select(Version))}


@pytest.mark.parametrize("role", ["administrator", "legal_staff"])
def test_a_borrowed_drawing_becomes_a_draft_with_numbered_notes_on_it(browser, role):
    visitor = browser(f"vinh.{role}")
    page = read(visitor.get(draft_of(visitor)))
    assert "Cấp phép sửa chữa nhà ở" in page
    assert "Nhận được làm bản nháp, chưa đưa vào áp dụng được." in page
    for element in ("tra_cuu", "tiep_nhan", "f3"):
        assert f'id="at-{element}"' in page, element
        assert f'href="#at-{element}"' in page, element
    for number in re.findall(r'class="dr-badge dr-link" href="#note-(\d+)"', page):
        assert f'id="note-{number}"' in page
    assert "Tra cứu dữ liệu dân cư" in page
    assert read(visitor.get("/procedures")).count("Cấp phép sửa chữa nhà ở") == 1


@pytest.mark.parametrize("role", ["officer", "unit_head", "chairman", "clerk", "auditor"])
def test_nobody_else_sees_drafts_or_brings_them(browser, role):
    location = draft_of(browser("vinh.legal_staff"))
    visitor = browser(f"vinh.{role}")
    assert visitor.get(location).status_code == 403
    assert visitor.post("/procedures", brought(("x.bpmn", BORROWED))).status_code == 403


RUBBISH = {
    "nothing": b"",
    "space": b"  \n",
    "noise": bytes(range(256)) * 20,
    "text": "Kính gửi ủy ban".encode(),
    "doctype": DOCTYPE,
    "cut-off": BORROWED[: len(BORROWED) // 2],
    "json": b"[1, 2",
    "other-json": b'{"name": "package"}',
    "html": b"<!doctype html><p>x</p>",
    "empty-drawing": b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
    "large": b"<a>" + b"x" * (2 * 1024 * 1024) + b"</a>",
}


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_is_told_in_words_and_leaves_nothing_behind(browser, town, name):
    answer = browser("vinh.legal_staff").post("/procedures", brought((f"{name}.bpmn", RUBBISH[name])))
    answer.request.environ["wsgi.input"].close()  # a large file lies on the disk while it is sent
    assert answer.status_code == 422
    page = read(answer)
    assert f"<b>{name}.bpmn</b>: " in page
    assert "draft" not in states(town).values()


def test_without_a_file_the_page_says_what_to_choose(browser):
    answer = browser("vinh.administrator").post("/procedures", {"files": (io.BytesIO(), "")})
    assert answer.status_code == 422
    assert "Xin chọn ít nhất một tệp" in read(answer)


def test_what_cannot_come_in_keeps_nothing_else_out(browser):
    lan = browser("vinh.legal_staff")
    location = draft_of(
        lan, ("x.bpmn", BORROWED), ("rác.json", b"[1"), ("loại đơn.dmn", TABLE), ("f.json", FORM)
    )
    page = read(lan.get(location))
    assert "Không nhận tệp rác.json" in page
    assert "Bảng quyết định (1)" in page
    assert "Biểu mẫu (1)" in page


def test_the_files_are_kept_and_handed_out_as_they_came(browser, town):
    lan = browser("vinh.legal_staff")
    location = draft_of(lan, ("..\\..//quy trình mượn.bpmn20.xml", BORROWED))
    with town.database.reading() as session:
        kept = session.scalars(
            select(BundleFile)
            .join(Version, Version.id == BundleFile.version_id)
            .where(Version.state == "draft")
        ).one()
    assert (kept.name, kept.content) == ("quy trình mượn.bpmn", BORROWED)
    answer = lan.client.get(f"{location}/file", query_string={"name": kept.name})
    assert answer.data == BORROWED
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert lan.get(f"{location}/file?name=other").status_code == 404


def test_the_same_files_sent_twice_are_one_draft(browser, town):
    lan = browser("vinh.legal_staff")
    assert draft_of(lan) == draft_of(lan)
    assert list(states(town).values()).count("draft") == 1


def test_a_corrected_drawing_is_the_next_content_and_the_old_one_stays_readable(browser):
    lan = browser("vinh.legal_staff")
    first = draft_of(lan)
    better = BORROWED.replace("Thẩm định hồ sơ".encode(), "Thẩm định tại chỗ".encode())
    answer = lan.post(f"{first}/correct", brought(("bản mới.bpmn", better)))
    assert answer.status_code == 303
    assert answer.location != first
    page = read(lan.get(answer.location))
    assert "Thẩm định tại chỗ" in page
    assert page.count("/file?name=") == 1  # the same procedure under another name is the same drawing
    assert "Mở bản mới nhất" in read(lan.get(first))
    late = lan.post(f"{first}/correct", brought(("x.bpmn", BORROWED)))
    assert late.status_code == 422
    assert "Bản nháp vừa được người khác sửa" in read(late)


def test_files_are_left_out_but_not_all(browser):
    lan = browser("vinh.legal_staff")
    location = draft_of(lan, ("x.bpmn", BORROWED), ("answer.json", FORM))
    answer = lan.post(f"{location}/correct", {"without": "forms/answer.json"})
    assert "Biểu mẫu (" not in read(lan.get(answer.location))
    refused = lan.post(f"{answer.location}/correct", {"without": "x.bpmn"})
    assert refused.status_code == 422
    assert "Bản nháp cần ít nhất một tệp" in read(refused)


def test_a_draft_is_judged_again_and_discarded_with_its_rehearsals(browser, town):
    lan = browser("vinh.legal_staff")
    location = draft_of(lan)
    assert lan.post(f"{location}/judge").status_code == 303
    version_id = location.rpartition("/")[2]
    assert lan.post(f"/rehearsals/of/{version_id}").status_code == 303
    assert lan.post(f"{location}/discard").status_code == 303
    assert lan.get(location).status_code == 404
    with town.database.reading() as session:
        assert session.scalars(select(Rehearsal)).all() == []
        tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.case_id.is_(None))).all()
        assert tags[-2:] == ["procedure.draft", "procedure.discard"]
        assert staff_trail.first_broken(session) is None


def test_a_draft_is_never_chosen_to_run_and_stops_no_shipped_update(browser, town, monkeypatch):
    with town.database.transaction() as session:
        procedures.load(session, "recommendation")
        running = definitions.in_force(session, "recommendation", procedures.clock.today())
    drawn = (procedures.PROCESSES / "recommendation/recommendation.bpmn").read_bytes()
    location = draft_of(
        browser("vinh.legal_staff"), ("recommendation.bpmn", drawn.replace(b"isExecutable", b"isExecutable"))
    )
    with town.database.transaction() as session:
        draft = session.scalars(select(Version).where(Version.state == "draft")).one()
        assert (draft.procedure, str(draft.id)) == ("recommendation", location.rpartition("/")[2])
        assert definitions.in_force(session, "recommendation", procedures.clock.today()) == running
        released = procedures.bundle("recommendation")
        released["recommendation.bpmn"] += b"<!-- a newer release -->"
        monkeypatch.setattr(procedures, "bundle", lambda _procedure: released)
        updated = procedures.load(session, "recommendation")
    assert updated is not None


def test_a_version_in_force_shows_every_drawing_it_pins(browser, town):
    with town.database.transaction() as session:
        version = procedures.load(session, "complaint_first")
        address = f"/procedures/{version.id}"
    page = read(browser("vinh.administrator").get(address))
    assert "Giải quyết khiếu nại lần đầu" in page
    assert "sheet=verification.bpmn" in page
    other = read(browser("vinh.administrator").get(f"{address}?sheet=verification.bpmn"))
    assert "Xác minh nội dung vụ việc" in other
