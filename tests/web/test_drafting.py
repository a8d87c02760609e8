"""The drawing board over HTTP: every answer is JSON in words, hostile messages change nothing."""

import html
import io
import json
import re

import pytest
from sqlalchemy import select

from app.services import procedures
from db.models import DraftWork, Version
from tests import town as towns
from tests.web.doors import open_door

KEY = "clock_change"
OWN, FORM = f"{KEY}.bpmn", "forms/clock_change_proposal.json"


class Board:
    """An editor without its script: it opens the page, and sends what the script would send."""

    def __init__(self, visitor, address) -> None:
        self.visitor = visitor
        self.answer = visitor.get(address)
        assert self.answer.status_code == 200, self.answer.text
        found = re.search(r'id="office-data" value="(.*?)"', self.answer.text)
        self.data = json.loads(html.unescape(found[1]))

    def send(self, act, body=None, *, raw=None):
        address = self.data["acts"][act]
        headers = {"X-CSRFToken": self.visitor.token, "Content-Type": "application/json"}
        return self.visitor.client.post(address, data=raw or json.dumps(body or {}), headers=headers)

    def save(self, content, **more: object):
        body = {"files": {self.data["name"]: content}, "base": self.data["base"], **more}
        return self.send("save", body)

    def check(self, content):
        return self.send("check", {"name": self.data["name"], "content": content}).get_json()

    def renamed(self, name):
        return re.sub(r'(<bpmn:process id="clock_change" name=")[^"]*', rf"\1{name}", self.data["content"])


@pytest.fixture(scope="module")
def town(founded, tmp_path_factory):
    """One town for this room: each test has a draft of its own."""
    own = towns.copy(founded, tmp_path_factory.mktemp("drafting"))
    yield own
    own.database.close()


@pytest.fixture(scope="module")
def app(town):
    return open_door(town.settings, town.database)


@pytest.fixture(scope="module")
def running(town):
    with town.database.transaction() as session:
        return procedures.load(session, KEY).id


@pytest.fixture
def lan(browser):
    return browser("vinh.legal_staff")


@pytest.fixture
def draft(lan, running):
    answer = lan.post(f"/procedures/{running}/copy")
    assert answer.status_code == 303
    return answer.location


def test_a_procedure_in_force_is_drawn_anew_as_a_draft(lan, town, running, draft):
    board = Board(lan, draft)
    assert (board.data["name"], board.data["writable"]) == (OWN, True)
    assert board.data["content"].encode() == procedures.bundle(KEY)[OWN]
    with town.database.reading() as session:
        assert session.get_one(Version, running).state == "in_force"
    page = lan.get(draft.removesuffix("/draw")).text
    assert "nothing stands in the way" in page or "không còn gì cản việc đưa vào áp dụng" in page


def test_the_shelf_and_the_page_of_a_version_lead_to_the_drawing_board(lan, running, draft):
    shelf = lan.get("/procedures").text
    assert f'action="/procedures/{running}/copy"' in shelf
    assert f'href="{draft}"' in shelf
    assert f'href="{draft}"' in lan.get(draft.removesuffix("/draw")).text


def test_only_the_drawing_board_may_write_inline_styles_and_no_script_runs_from_the_page(lan, draft):
    policy = Board(lan, draft).answer.headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe-inline" not in lan.get("/procedures").headers["Content-Security-Policy"]


def test_nobody_else_comes_to_the_drawing_board(browser, draft):
    for role in ("officer", "unit_head", "chairman", "clerk", "auditor"):
        assert browser(f"vinh.{role}").get(draft).status_code == 403, role


def test_what_is_saved_is_the_next_version_and_an_old_page_finds_it(lan, draft):
    board = Board(lan, draft)
    saved = board.save(board.renamed("Tên mới"))
    assert saved.status_code == 200
    newest = saved.get_json()["version_id"]
    moved = lan.get(draft)
    assert (moved.status_code, newest in moved.location) == (303, True)
    assert "Tên mới" in Board(lan, moved.location).data["content"]


def test_work_that_was_not_saved_is_offered_again_to_its_author_alone(lan, browser, draft):
    board = Board(lan, draft)
    body = {"name": OWN, "content": board.renamed("Dở"), "base": board.data["base"]}
    assert board.send("autosave", body).status_code == 200
    assert "Dở" in Board(lan, draft).data["recovered"]["content"]
    assert Board(browser("vinh.administrator"), draft).data["recovered"] is None
    assert board.send("forget", {"name": OWN}).status_code == 200
    assert Board(lan, draft).data["recovered"] is None


def test_who_edits_is_told_to_the_other_who_may_take_over_or_keep_a_copy(lan, browser, draft):
    mine, other = Board(lan, draft), browser("vinh.administrator")
    assert mine.send("lock").status_code == 200
    theirs = Board(other, draft)
    assert theirs.data["held"]["who"] == "Lê Thị Lan"
    refused = theirs.save(theirs.renamed("Của An"))
    assert (refused.status_code, refused.get_json()["held"]["who"]) == (409, "Lê Thị Lan")
    assert theirs.save(theirs.renamed("Của An"), copy=True).status_code == 200
    assert other.post(draft.replace("/draw", "/discard")).status_code == 409
    assert theirs.send("take-over").status_code == 200
    assert mine.send("lock").get_json()["held"]["who"] == "Trần Văn An"
    assert theirs.send("release").status_code == 200
    assert mine.send("lock").status_code == 200


def test_a_conflict_says_who_saved_what(lan, browser, draft):
    mine, theirs = Board(lan, draft), Board(browser("vinh.administrator"), draft)
    assert theirs.save(theirs.renamed("Của An")).status_code == 200
    theirs.send("release")
    refused = mine.save(mine.renamed("Của Lan"))
    conflict = refused.get_json()["conflict"]
    assert refused.status_code == 409
    assert [(each["who"], each["files"]) for each in conflict["saved"]] == [("Trần Văn An", [OWN])]
    mine.data["acts"]["save"] = mine.data["acts"]["save"].replace(
        mine.data["version"], conflict["version_id"]
    )
    mine.data["base"] = conflict["digest"]
    assert mine.save(mine.renamed("Của Lan")).status_code == 200


def test_a_loss_is_refused_with_its_names_and_nothing_is_changed(lan, draft):
    board = Board(lan, draft)
    strange = board.data["content"].replace(
        "<bpmn:extensionElements>", '<bpmn:extensionElements><x:mark xmlns:x="urn:x"/>', 1
    )
    saved = board.save(strange).get_json()
    again = Board(lan, f"/procedures/{saved['version_id']}/draw")
    refused = again.save(board.data["content"])
    assert (refused.status_code, len(refused.get_json()["lost"])) == (422, 1)
    assert refused.get_json()["lost"][0].startswith("x:mark (")
    assert Board(lan, f"/procedures/{saved['version_id']}/draw").data["content"] == strange


BROKEN = {
    "role": ('name="role" value="chairman"', 'name="role" value="chairmann"', "chairman"),
    "citizen": ('name="citizen" value="', 'name="was" value="', None),
    "outcome": ('name="outcome" value="', 'name="was" value="', None),
    "form": ("clock_change_approval", "clock_change_aproval", "clock_change_approval"),
}


def test_what_is_broken_is_told_with_the_change_that_mends_it(lan, draft):
    board = Board(lan, draft)
    for rule, (old, new, meant) in BROKEN.items():
        broken = board.data["content"].replace(old, new, 1)
        assert broken != board.data["content"], rule
        told = board.check(broken)
        mend = next(each for each in told["mends"] if each["rule"] == rule)
        assert mend["said"] in {note["message"] for note in told["refusals"]}
        assert not meant or [each["value"] for each in mend["choices"]] == [meant]
        chosen = mend | {"choices": mend["choices"][:1] or [{"value": "Đang xem xét."}]}
        mended = board.send("mend", {"content": broken, "mend": chosen}).get_json()["content"]
        assert rule not in {note["rule"] for note in board.check(mended)["refusals"]}, rule


def test_the_panels_pick_from_the_data_of_the_office(lan, draft):
    board = Board(lan, draft)
    told = lan.client.get(board.data["acts"]["catalogue"]).get_json()
    assert {"value": "chairman", "words": "Chủ tịch"} in told["roles"]
    assert next(each for each in told["limits"] if each["value"] == "KN1.SETTLE")["article"]
    assert next(each for each in told["laws"] if each["words"] == "Luật Khiếu nại")["articles"]
    assert next(each for each in told["forms"] if each["key"] == "clock_change_proposal")["own"]
    assert all(told[name] for name in ("desks", "guards", "recorders", "milestones", "letters", "messages"))
    known = {name for fields in told["known"].values() for name in (field["name"] for field in fields)}
    assert known


def test_the_english_that_somebody_writes_is_kept_and_offered_again(lan, draft):
    board = Board(lan, draft)
    saved = board.save(
        board.renamed("Việc của phường"), english={"Việc của phường": "Ward matter"}
    ).get_json()
    again = lan.client.get(f"/procedures/{saved['version_id']}/catalogue").get_json()
    assert again["english"]["Việc của phường"] == "Ward matter"


def standing(town):
    with town.database.reading() as session:
        versions = session.scalars(select(Version.digest).order_by(Version.id)).all()
        return versions, session.scalars(select(DraftWork.at)).all()


HOSTILE = {
    "nothing": b"",
    "no object": b"[]",
    "noise": bytes(range(256)),
    "deep": b"[" * 200_000,
    "deep object": b'{"a":' * 100_000,
    "numbers": b'{"files": {"a.bpmn": 3}, "base": 1}',
    "files a list": b'{"files": [], "base": ""}',
    "english a list": b'{"files": {}, "base": "", "english": []}',
    "huge": b'{"files": {"a.bpmn": "' + b"x" * (9 * 1024 * 1024) + b'"}, "base": ""}',
    "path": b'{"files": {"../../etc/passwd": "x"}, "base": ""}',
    "surrogate": b'{"files": {"a.bpmn": "\\ud800"}, "base": ""}',
    "mend a list": b'{"mend": []}',
}


def test_a_hostile_message_is_refused_in_words_and_changes_nothing(lan, town, draft):
    board = Board(lan, draft)
    before = standing(town)
    for how, raw in HOSTILE.items():
        for act in ("save", "autosave", "check", "mend", "forget"):
            answer = board.send(act, raw=raw or b" ")
            assert answer.status_code in {409, 422}, (how, act, answer.status_code)
            assert answer.get_json()["sentence"], (how, act)
    assert standing(town) == before


def test_a_foreign_draft_a_version_in_force_and_nowhere_are_not_there(lan, running):
    nowhere = "00000000-0000-0000-0000-000000000000"
    lan.get("/procedures")
    for version in (running, nowhere):
        for act in ("save", "autosave", "lock", "take-over", "release"):
            body = {"files": {OWN: "<a/>"}, "base": "", "name": OWN, "content": "<a/>"}
            headers = {"X-CSRFToken": lan.token, "Content-Type": "application/json"}
            address = f"/procedures/{version}/{act}"
            assert lan.client.post(address, data=json.dumps(body), headers=headers).status_code == 404, act
    assert lan.get(f"/procedures/{nowhere}/draw").status_code == 404
    assert lan.get(f"/procedures/{nowhere}/package").status_code == 404


def test_no_message_is_taken_without_the_token_of_the_page(lan, draft):
    board = Board(lan, draft)
    lan.token = "forged"
    assert board.save(board.renamed("Mới")).status_code == 400


def test_a_version_in_force_is_shown_on_the_board_and_cannot_be_changed(lan, running):
    board = Board(lan, f"/procedures/{running}/draw")
    assert not board.data["writable"]
    called = Board(lan, f"/procedures/{running}/draw?sheet=letter_issue.bpmn")
    assert not called.data["writable"]


def test_a_package_goes_out_and_comes_back_as_the_same_bytes(lan, running):
    packed = lan.client.get(f"/procedures/{running}/package")
    assert packed.headers["Content-Disposition"] == "attachment; filename=clock_change.zip"
    brought = lan.post("/procedures", {"files": [(io.BytesIO(packed.data), "x.zip")]})
    assert brought.status_code == 303, brought.text
    assert lan.client.get(f"{brought.location}/package").data == packed.data
