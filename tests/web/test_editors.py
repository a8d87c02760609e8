"""The desks of tables, forms and letters: what they show beside the editor, what strangers may send."""

import html
import json
import re
from pathlib import Path

import pytest

from app import gate
from app.gate import shelf
from app.listings import data_dictionary, letter_preview
from app.services import blank_parts, drafting, procedures
from tests import town as towns
from tests.web.browser import Browser
from tests.web.doors import open_door

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "processes/intake/candidate_limit.dmn").read_text()
KEYS = ("intake", "complaint_first", "recommendation")
FORM = (ROOT / "forms/acceptance.json").read_text()
LETTER = (ROOT / "processes/complaint_first/letters/acceptance_notice.html").read_text()


@pytest.fixture(scope="module")
def procedures_in_force(founded, tmp_path_factory):
    """A town with two procedures; nobody changes anything in it, so all these tests share it."""
    town = towns.copy(founded, tmp_path_factory.mktemp("desks") / "data")
    with town.database.transaction() as session:
        versions = {key: procedures.load(session, key).id for key in KEYS}
    yield town, open_door(town.settings, town.database), versions
    town.database.close()


@pytest.fixture
def desk(procedures_in_force):
    """Somebody at the desk of a procedure: who looks in, and the address of the procedure."""
    town, application, versions = procedures_in_force

    def sit(procedure="complaint_first", who="vinh.legal_staff"):
        visitor = Browser(application)
        visitor.carry(town.secret(who))
        return visitor, f"/procedures/{versions[procedure]}"

    return sit


def asked(visitor, address, **sent: object):
    token = re.search(r'name="csrf-token" content="([^"]*)"', visitor.get("/procedures").text)[1]
    answer = visitor.client.post(address, json=sent, headers={"X-CSRFToken": html.unescape(token)})
    assert answer.status_code < 500
    return answer


def read(answer):
    return html.unescape(re.sub(r"\s+", " ", answer.text))


def form_of(*components):
    return json.dumps({"type": "default", "id": "mine", "schemaVersion": 19, "components": list(components)})


def test_a_table_is_told_what_it_lacks_with_its_rows(desk):
    visitor, address = desk("intake")
    lacking = TABLE.replace('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"', 1)
    told = asked(visitor, f"{address}/try-table", content=lacking, decision="candidate_limit").json
    overlaps = [each for each in told["findings"] if each["grave"]]
    assert (overlaps[0]["table"], overlaps[0]["rows"]) == ("candidate_limit_table", [1, 7])
    assert "1, 7" in overlaps[0]["message"]
    assert told["tried"] is None


def test_a_table_is_tried_with_values_and_names_the_row_and_its_article(desk):
    visitor, address = desk("intake")
    inputs = {"petition_kind": "denunciation", "competence": "outside"}
    told = asked(
        visitor, f"{address}/try-table", content=TABLE, decision="candidate_limit", inputs=inputs
    ).json
    assert told["tried"]["outputs"] == [{"label": "Thời hạn áp dụng", "value": "TC.TRANSFER"}]
    article = "Điều 24 khoản 2 Luật Tố cáo 25/2018/QH14"
    assert told["tried"]["rows"] == [{"table": "candidate_limit_table", "row": 2, "article": article}]
    assert "denunciation" in told["asked"][0]["offered"]


def test_a_form_is_shown_with_the_offices_own_macros_in_the_language_that_is_asked_for(desk):
    visitor, address = desk()
    vietnamese, english = (
        read(asked(visitor, f"{address}/preview-form", content=FORM, language=language))
        for language in ("vi", "en")
    )
    assert "Ngày thụ lý" in vietnamese
    assert "Ngày thụ lý" not in english
    assert 'class="field span-8' in english


def test_the_english_of_a_draft_stands_in_the_preview_before_any_catalogue_holds_it(desk):
    visitor, address = desk()
    drawn = form_of({"type": "textfield", "id": "a", "key": "colour_of_the_roof", "label": "Màu mái nhà"})
    sent = {"content": drawn, "language": "en", "english": {"Màu mái nhà": "Colour of the roof"}}
    assert "Colour of the roof" in read(asked(visitor, f"{address}/preview-form", **sent))


def test_conditions_follow_the_answers_of_the_preview(desk):
    visitor, address = desk()
    shown, hidden = (
        read(asked(visitor, f"{address}/preview-form", content=FORM, language="vi", answers=answers))
        for answers in ({"acceptance": ["accept"]}, {"acceptance": ["refuse"]})
    )
    field = r'<div class="field[^>]*hidden>\s*<label for="f-accepted_on"'
    assert not re.search(field, shown)
    assert re.search(field, hidden)


def test_a_form_that_is_sent_is_checked_as_in_the_office(desk):
    visitor, address = desk()
    sent = {"content": FORM, "language": "vi", "answers": {"acceptance": ["accept"]}, "sent": True}
    assert "error-summary" in asked(visitor, f"{address}/preview-form", **sent).text


def test_a_key_that_holds_something_else_elsewhere_is_warned_of(desk):
    visitor, address = desk()
    drawn = form_of({"type": "textfield", "id": "a", "key": "accepted_on", "label": "Ngày thụ lý"})
    told = read(
        asked(visitor, f"{address}/preview-form", content=drawn, name="forms/mine.json", language="vi")
    )
    assert "“accepted_on” ở đây là chữ, nhưng trong" in told
    assert "là ngày" in told


def test_a_part_that_the_server_cannot_show_is_refused_in_a_sentence(desk):
    visitor, address = desk()
    drawn = form_of({"type": "iframe", "id": "a", "url": "https://example.org"})
    told = read(asked(visitor, f"{address}/preview-form", content=drawn, language="vi"))
    assert "iframe" in told
    assert "error-summary" in told


def test_a_letter_is_laid_out_as_printed_with_invented_words(desk):
    visitor, address = desk()
    told = read(
        asked(visitor, f"{address}/preview-letter", content=LETTER, name="letters/acceptance_notice.html")
    )
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in told
    assert "bà Nguyễn Thị Ví Dụ" in told
    assert "unknown-fields" not in told


def test_a_field_that_nobody_knows_is_marked_in_the_letter(desk):
    visitor, address = desk()
    strange = LETTER.replace("{{ due_date }}", "{{ colour_of_the_roof }}")
    told = read(asked(visitor, f"{address}/preview-letter", content=strange))
    assert "Không ai biết “colour_of_the_roof”" in told


def test_a_letter_that_cannot_be_read_says_where(desk):
    visitor, address = desk()
    told = read(asked(visitor, f"{address}/preview-letter", content=LETTER + "<script>alert(1)</script>"))
    assert "<script>" not in told
    assert "error-summary" in told


HOSTILE = {
    "nothing": {},
    "numbers": {"content": 7, "decision": 7, "inputs": 7, "answers": 7, "english": 7, "language": 7},
    "lists": {"content": ["x"], "inputs": [1], "answers": {"a": 1, "b": [1, None]}, "english": ["x"]},
    "surrogates": {"content": "\ud800", "decision": "\udfff", "name": "\ud800"},
    "doctype": {"content": '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>'},
    "deep": {"content": "[" * 5000},
    "markup": {"content": '{"components": [{"type": "<script>alert(1)</script>", "key": "a"}], "id": "x"}'},
    "name": {"content": "x", "name": "../../etc/passwd", "language": "<script>"},
}


@pytest.mark.parametrize("what", ["try-table", "preview-form", "preview-letter"])
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_sent_is_answered_in_words_and_without_its_markup(desk, what, name):
    visitor, address = desk()
    answer = asked(visitor, f"{address}/{what}", **HOSTILE[name])
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    told = answer.json["faults"] if what == "try-table" else read(answer)
    assert told
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("role", ["officer", "unit_head", "chairman", "clerk", "auditor"])
def test_nobody_else_comes_to_these_desks(desk, role):
    visitor, address = desk(who=f"vinh.{role}")
    for page in (
        "table?name=a.dmn",
        "form?name=forms/acceptance.json",
        "letter?name=letters/acceptance_notice.html",
    ):
        assert visitor.get(f"{address}/{page}").status_code == 403


def test_every_shipped_letter_names_only_fields_that_the_office_knows():
    forms = {f"forms/{path.name}": path.read_bytes() for path in shelf.FORMS.glob("*.json")}
    fields = data_dictionary.merged(
        field for name, body in forms.items() for field in data_dictionary.in_form(name, body)
    )
    issuer = letter_preview.Issuer(authority="Phường Ví Dụ", superior="", place="Ví Dụ")
    for letter in ROOT.glob("processes/*/letters/*.html"):
        written = letter_preview.of(letter.read_text(), fields, issuer=issuer, english={})
        assert (written.fault, written.unknown) == ("", ()), letter.name


@pytest.fixture
def drafted(procedures_in_force):
    town, _application, versions = procedures_in_force
    with town.database.transaction() as session:
        return drafting.copy_of(session, versions["recommendation"], actor=town.actor("vinh.legal_staff"))


@pytest.fixture
def draft(desk, drafted):
    """A draft of the shortest procedure: who edits it, and its address."""
    return desk()[0], f"/procedures/{drafted}"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "form", "key": "../../x"}, "chữ thường không dấu"),
        ({"kind": "form", "key": "answer"}, "đã có tệp tên forms/answer.json"),
        ({"kind": "procedure", "key": "x"}, "chữ thường không dấu"),
    ],
)
def test_a_key_that_does_not_fit_or_is_taken_adds_nothing(draft, sent, said):
    visitor, address = draft
    answer = visitor.post(f"{address}/add", sent)
    assert answer.location == address
    assert said in read(visitor.get(address))


@pytest.mark.parametrize("kind", ["table", "form", "letter"])
def test_a_new_part_begins_with_what_the_office_can_read(kind):
    name, body = blank_parts.blank(kind, "so_do_moi", taken=())
    verdict = gate.check(name, body)
    assert (verdict.kind.value, verdict.accepted, verdict.refusals) == (kind, True, ())


def test_a_draft_leads_to_the_editors_of_its_parts(draft):
    visitor, address = draft
    page = read(visitor.get(address))
    for way in ("form?name=forms/answer.json", "letter?name=letters/answer.html"):
        assert f'href="{address}/{way}"' in page
        assert visitor.get(f"{address}/{way}").status_code == 200


def test_a_new_form_is_added_to_a_draft_and_opens_in_its_editor(draft):
    visitor, address = draft
    opened = visitor.post(f"{address}/add", {"kind": "form", "key": "so_do_moi"}).location
    data = re.search(r'id="office-data" value="(.*?)"', visitor.get(opened).text)
    assert json.loads(json.loads(html.unescape(data[1]))["content"])["id"] == "so_do_moi"


def test_only_the_desks_that_draw_may_write_styles(draft):
    visitor, address = draft
    form = visitor.get(f"{address}/form?name=forms/answer.json")
    letter = visitor.get(f"{address}/letter?name=letters/answer.html")
    assert "'unsafe-inline'" in form.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in letter.headers["Content-Security-Policy"]
    assert "unsafe-eval" not in form.headers["Content-Security-Policy"]
