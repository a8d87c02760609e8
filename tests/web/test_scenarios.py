"""Scenarios of a version: listed with where they lead, edited by hand, recorded from a rehearsal."""

import re

import pytest

from app.casework.definitions import files_of
from app.services import procedures
from db.models import Version, WalkedScenarios
from tests.web.test_procedures import read, states
from tests.web.test_rehearsals import rehearse, revision, tasks

RED = """- name: never there
  when:
    - complete: rc_gone
  then:
    ends: [rc_done]
"""
STRANGE = "- name: strange\n  when:\n    - complete: rc_answer\n      answer: {}\n"
LATE = "Trả lời khi đã quá hạn"


@pytest.fixture
def lan(browser):
    return browser("vinh.legal_staff")


@pytest.fixture
def draft(lan, town):
    with town.database.transaction() as session:
        version = procedures.load(session, "recommendation")
        address = f"/procedures/{version.id}"
    answer = lan.post(f"{address}/copy")
    assert answer.status_code == 303
    return re.sub(r"/draw.*", "", answer.location)


def base_of(page):
    return re.search(r'name="base" value="(\w+)"', page)[1]


def save(visitor, draft, file, text):
    page = visitor.get(f"{draft}/scenarios").text
    return visitor.post(f"{draft}/scenarios", {"file": file, "text": text, "base": base_of(page)})


def files(town, address):
    with town.database.reading() as session:
        version_id = re.search(r"/procedures/([0-9a-f-]{36})", address)[1]
        return files_of(session, next(v for v in states(town) if str(v) == version_id))


def test_a_version_lists_its_scenarios_with_where_they_lead_and_what_they_pass(lan, draft):
    page = read(lan.get(f"{draft}/scenarios"))
    assert "tất cả dẫn đúng nơi đã ghi" in page
    assert "Đã đi qua 24 trong 24 phần tử." in page
    assert "Có kịch bản đi qua" in page  # the legend of the drawing
    assert "Lãnh đạo trả lại văn bản trả lời một lần" in page
    assert "- name: Điều gì xảy ra, trong vài chữ." in page
    lan.client.set_cookie("language", "en")
    assert "the leader returns the answer once" in read(lan.get(f"{draft}/scenarios"))


def test_a_scenario_written_by_hand_is_saved_walked_and_shown_where_it_goes_astray(lan, draft, town):
    answer = save(lan, draft, "hand", RED.replace("rc_gone", "rc_sign"))
    assert answer.status_code == 303, read(answer)
    assert files(town, answer.location)["scenarios/hand.yaml"].startswith(b"- name: never there")
    page = read(lan.get(answer.location))
    assert "đi lạc: 1" in page
    assert 'id="at-rc_sign"' in page
    assert 'href="#at-rc_sign"' in page


def test_where_the_procedure_waits_instead_is_said_by_its_name(lan, draft):
    page = read(lan.get(save(lan, draft, "hand", RED.replace("rc_gone", "rc_sign")).location))
    told = page[page.index("đi lạc</") :]
    assert "Xem xét và soạn trả lời</a>: Quy trình đang chờ ở đây" in told
    assert "rc_" not in re.sub(r"<[^>]+>", "", told[: told.index("</td>")]), "no id is read by anybody"


def test_what_cannot_be_read_stays_in_the_text_area_with_its_line(lan, draft, town):
    answer = save(lan, draft, "hand", STRANGE)
    assert answer.status_code == 422
    page = read(answer)
    assert "Dòng 3 của văn bản" in page
    assert "answer: {}" in page
    assert "scenarios/hand.yaml" not in files(town, draft)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(lan, draft):
    base = base_of(lan.get(f"{draft}/scenarios").text)
    save(lan, draft, "hand", RED)
    answer = lan.post(f"{draft}/scenarios", {"file": "hand", "text": RED + "# more\n", "base": base})
    assert answer.status_code == 409
    assert "never there" in answer.text


def test_a_red_scenario_keeps_a_version_from_being_approved(lan, draft):
    saved = save(lan, draft, "hand", RED).location
    page = read(lan.get(re.sub(r"/scenarios.*", "/checklist", saved)))
    assert "Chưa được phê duyệt" in page
    assert "never there" in page


def test_what_came_of_the_walk_is_kept_by_the_digest_of_drawings_and_scenarios(lan, draft, town):
    save(lan, draft, "hand", RED)
    with town.database.reading() as session:
        kept = session.query(WalkedScenarios).all()
        drafts = session.query(Version).filter_by(procedure="recommendation", state="draft").all()
    assert len(kept) == 1
    assert len(drafts) == 1


def test_a_rehearsal_becomes_a_scenario_of_the_draft(lan, draft, town):
    rehearsal = rehearse(lan, draft)
    page = lan.get(rehearsal).text
    lan.post(f"{rehearsal}/turn", {"revision": revision(page), "to": "31/12/2026"})
    page = lan.get(rehearsal).text
    task = next(key for name, key in tasks(page).items() if "trả lời" in name.lower())
    lan.post(f"{rehearsal}/choose", {"revision": revision(page), "task": task})
    asked = lan.get(f"{rehearsal}/record")
    assert "Tên kịch bản" in read(asked)
    assert lan.post(f"{rehearsal}/record", {"name": " "}).status_code == 422
    answer = lan.post(f"{rehearsal}/record", {"name": LATE})
    assert answer.status_code == 303, read(answer)
    written = files(town, answer.location)["scenarios/recorded.yaml"].decode()
    assert LATE in written
    assert "complete: rc_answer" in written
    assert "waits:" in written
    assert "tất cả dẫn đúng nơi đã ghi" in read(lan.get(answer.location))


def test_what_is_in_force_shows_its_scenarios_and_changes_none(lan, town):
    with town.database.transaction() as session:
        version = procedures.load(session, "dialogue")
        address = f"/procedures/{version.id}/scenarios"
    page = lan.get(address)
    assert "<textarea" not in page.text
    assert lan.post(address, {"file": "hand", "text": RED, "base": "0"}).status_code in {404, 409, 422}


@pytest.mark.parametrize("role", ["officer", "unit_head", "chairman", "clerk", "auditor"])
def test_nobody_else_reads_the_scenarios_of_a_draft(browser, draft, role):
    assert browser(f"vinh.{role}").get(f"{draft}/scenarios").status_code == 403


def test_a_line_of_the_checklist_leads_to_its_element_on_the_drawing(lan, draft):
    saved = save(lan, draft, "hand", RED.replace("rc_gone", "rc_sign")).location
    page = read(lan.get(re.sub(r"/scenarios.*", "/checklist", saved)))
    assert 'id="at-rc_sign"' in page
    assert re.search(r'sheet=recommendation\.bpmn#at-rc_sign">', page)
