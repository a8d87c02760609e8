"""The counter without script: one screen, everything typed and scanned survives, rubbish never breaks it."""

import io
import re
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app import clock
from app.language import short_date
from app.services import procedures, units
from db.models import Case, Petition
from tests import town as towns
from tests.web.browser import Browser
from tests.web.doors import open_door

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def chi(**changed: str) -> dict[str, str]:
    return {
        "petitioner_kind": "person",
        "full_name": "Nguyễn Thị Chi",
        "phone": "0912 345 678",
        "identity_number": "040123456789",
        "address": "Khối 3, phường Trường Vinh",
        "signer_class": "one",
        "earlier_visit": "first",
        "channel": "counter",
        "received_on": short_date(clock.today()),
        "matter": "Đường khối 3 ngập nước sau mưa",
        "title_says": "none",
        "respondent_position": "none",
        "reports_problem": "true",
        "field": "roads_infrastructure",
        **changed,
    }


def shown(page: str) -> dict[str, str]:
    """Read what a browser would send back from the page: the fields of the counter's form."""
    form = page.split('id="counter"', 1)[1].split("</form>", 1)[0]
    said = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name, value = (re.search(rf'\b{each}="([^"]*)"', tag) for each in ("name", "value"))
        if not name or (re.search(r'type="(checkbox|radio)"', tag) and " checked" not in tag):
            continue
        if 'type="file"' not in tag and name[1] != "csrf_token":
            said[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        said[name] = chosen[1] if chosen else ""
    return said | dict(re.findall(r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL))


@pytest.fixture(scope="session")
def running(founded, tmp_path_factory):
    """A copy of the founded town with its procedures in force and the unit that mends roads."""
    own = towns.copy(founded, tmp_path_factory.mktemp("running"))
    procedures.load_all(own.database, say=lambda _text: None)
    with own.database.transaction() as session:
        new = units.NewUnit(
            name="Phòng Kinh tế", name_en="Economy", kind="division", since=towns.SINCE, key="economy"
        )
        units.establish(session, own.authorities["vinh"], new, actor=None)
    yield own
    own.database.close()


@pytest.fixture
def town(running, tmp_path):
    own = towns.copy(running, tmp_path / "data")
    yield own
    own.database.close()


@pytest.fixture
def oanh(browser):
    return browser("vinh.officer")


def screen(browser) -> str:
    return browser.get("/counter").headers["Location"]


def count(town, model) -> int:
    with town.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_simple_reflection_takes_two_sendings_and_ends_at_its_receipt(oanh, town):
    address = screen(oanh)
    proposed = oanh.post(address, chi(act="classify"))
    assert proposed.status_code == 200
    assert "Các bảng quyết định đã điền đề xuất" in proposed.text
    done = oanh.post(address, shown(proposed.text) | {"act": "classify"})
    assert done.status_code == 303
    page = oanh.get(done.headers["Location"])
    assert "Đã ghi nhận đơn số 1/2026" in page.text or "Đã ghi nhận đơn số 1/" in page.text
    assert "Phòng Kinh tế" in page.text
    receipt = oanh.get(done.headers["Location"].replace("registered", "receipt"))
    assert "GIẤY BIÊN NHẬN" in receipt.text
    assert "<svg" in receipt.text
    with town.database.reading() as session:
        assert session.scalars(select(Case)).one().kind == "reflection"


def test_everything_typed_and_scanned_is_still_there_after_an_error(oanh):
    address = screen(oanh)
    typed = chi(
        act="classify",
        address="",
        matter="Ngập <b>nước</b> & rác",
        **{"content_items.0.text": "Cống tắc", "documents.0.title": "Ảnh chụp", "documents.0.pages": "hai"},
    )
    refused = oanh.post(
        address, typed | {"scans": (io.BytesIO(PDF), "đơn.pdf")}, content_type="multipart/form-data"
    )
    assert refused.status_code == 422
    assert 'href="#f-address"' in refused.text
    for page in (refused.text, oanh.get(address).text):
        kept = shown(page)
        assert kept["full_name"] == "Nguyễn Thị Chi"
        assert kept["matter"] == "Ngập &lt;b&gt;nước&lt;/b&gt; &amp; rác"
        assert kept["content_items.0.text"] == "Cống tắc"
        assert kept["documents.0.pages"] == "hai"
        assert "đơn.pdf" in page


def test_a_file_that_cannot_be_taken_in_loses_nothing_else(oanh, town):
    address = screen(oanh)
    answer = oanh.post(
        address,
        chi(act="later") | {"scans": [(io.BytesIO(b"MZ\x90"), "virus.exe"), (io.BytesIO(PDF), "đơn.pdf")]},
        content_type="multipart/form-data",
    )
    assert "virus.exe" in answer.text
    assert "đơn.pdf" in answer.text
    assert shown(answer.text)["full_name"] == "Nguyễn Thị Chi"
    assert count(town, Petition) == 0


def test_a_scan_can_be_taken_away_again(oanh):
    address = screen(oanh)
    page = oanh.post(
        address,
        chi(act="propose") | {"scans": (io.BytesIO(PDF), "nhầm.pdf")},
        content_type="multipart/form-data",
    )
    [upload] = re.findall(r'name="scan-remove" value="([^"]+)"', page.text)
    assert "nhầm.pdf" not in oanh.post(address, chi() | {"scan-remove": upload}).text


def test_an_autosave_brings_an_unfinished_registration_back_with_continue_and_throw_away(oanh):
    address = screen(oanh)
    assert oanh.post(f"{address}/draft", chi()).status_code == 204
    assert shown(oanh.get(address).text)["matter"] == "Đường khối 3 ngập nước sau mưa"
    other = oanh.get(screen(oanh)).text
    assert f'href="{address}">Tiếp tục' in other
    oanh.post(f"{address}/discard")
    assert address not in oanh.get(screen(oanh)).text


def test_a_double_click_registers_once(oanh, town):
    address = screen(oanh)
    first = oanh.post(address, chi(act="later"))
    second = oanh.post(address, chi(act="later"))
    assert first.headers["Location"] == second.headers["Location"]
    assert count(town, Petition) == 1
    assert oanh.get(address).headers["Location"] == first.headers["Location"]


def test_save_and_next_keeps_channel_date_and_forwarder_and_offers_the_receipt(oanh):
    address = screen(oanh)
    forwarded = {"channel": "forwarded", "forwarder_kind": "press", "forwarder": "Báo Nghệ An"}
    done = oanh.post(address, chi(act="later-next", **forwarded))
    page = oanh.get(done.headers["Location"]).text
    kept = shown(page)
    assert (kept["channel"], kept["forwarder"], kept["full_name"]) == ("forwarded", "Báo Nghệ An", "")
    assert "/counter/receipt/" in page


def test_earlier_petitions_stand_beside_with_their_reason_and_can_be_linked(oanh):
    first = screen(oanh)
    oanh.post(first, shown(oanh.post(first, chi(act="propose")).text) | {"act": "classify"})
    address = screen(oanh)
    found = oanh.post(f"{address}/earlier", chi(full_name="nguyen thi chi", identity_number="", matter=""))
    assert "trùng số điện thoại" in found.text
    linked = oanh.post(address, chi(link=re.search(r"repeat:\d+/\d{4}", found.text)[0]))
    assert shown(linked.text)["earlier_visit"] == "repeat"
    linked = oanh.post(address, chi(link=re.search(r"duplicate:\d+/\d{4}", found.text)[0]))
    assert shown(linked.text)["duplicate"] == "true"
    assert shown(linked.text)["outcome"] == "duplicate"


def test_a_denunciation_can_go_nowhere_but_to_the_leader_and_the_page_says_so(oanh, browser):
    address = screen(oanh)
    accused = {
        "reports_problem": "",
        "accuses_person_of_violation": "true",
        "respondent_position": "commune_staff",
    }
    page = oanh.post(address, chi(act="propose", **accused)).text
    assert re.findall(r'name="outcome" value="([^"]+)"', page) == ["leader"]
    done = oanh.post(address, shown(page) | {"act": "classify"})
    told = oanh.get(done.headers["Location"]).text
    assert "chuyển tới lãnh đạo" in told
    assert "chưa được áp dụng" in told
    receipt = oanh.get(done.headers["Location"].replace("registered", "receipt")).text
    assert "Nguyễn Thị Chi" not in receipt
    other = browser("vinh.unit_head")
    assert other.get(done.headers["Location"]).status_code == 404
    beside = other.post(f"/counter/{uuid4()}/earlier", chi())
    assert "/cases/" not in beside.text
    assert "trùng" not in beside.text


def test_rows_are_taken_away_without_script(oanh):
    address = screen(oanh)
    rows = {"content_items.0.text": "Một", "content_items.1.text": "Hai"}
    page = oanh.post(address, chi(**rows) | {"row-remove:content_items:0": "1"}).text
    assert "Hai" in page
    assert "Một<" not in page


def test_the_counter_speaks_english_too(oanh):
    oanh.post("/appearance", {"language": "en", "next": "/counter"})
    address = screen(oanh)
    page = oanh.post(address, chi(act="propose")).text
    assert "Register and classify" in page
    assert "Reports a problem" in page


@pytest.fixture(scope="module")
def wide_open(running, tmp_path_factory):
    own = towns.copy(running, tmp_path_factory.mktemp("rubbish") / "data")
    browser = Browser(open_door(own.settings, own.database))
    browser.carry(own.secret("vinh.officer"))
    yield browser
    own.database.close()


FIELDS = st.sampled_from(
    [
        *chi(),
        "signers",
        "representatives.0.full_name",
        "content_items.0.text",
        "content_items.9999.text",
        "documents.0.pages",
        "stamped_on",
        "petition_date",
        "contested_known_on",
        "petition_kind",
        "outcome",
        "eligibility",
        "lead_unit",
        "duplicate",
        "duplicate_of",
        "repeat_of",
        "link",
        "scan-remove",
        "row-remove:documents:0",
        "row-add:documents",
        "was.outcome",
        "was.petition_kind",
        "override_reason",
        "competence",
        "procedure",
        "statutory_group",
        "act",
    ]
)
WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "true",
            "complaint",
            "denunciation",
            "accept",
            "leader",
            "group",
            "forwarded",
            "post",
            "0",
            "-1",
            "99999999999999999999",
            "31/02/2026",
            "01/01/1800",
            "9999-12-31",
            "1/2026",
            "repeat:1/2026",
            "classify",
            "later",
            "propose",
            "é" * 1200,
            "\x00",
            "\ud7ff",
            "{{7*7}}",
            "' OR 1=1 --",
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    said=st.dictionaries(FIELDS, WORDS, max_size=8),
    door=st.sampled_from(["", "/draft", "/refresh", "/earlier", "/discard"]),
)
def test_rubbish_is_answered_never_broken(wide_open, said, door):
    answer = wide_open.post(f"/counter/{uuid4()}{door}", chi(act="classify") | said)
    assert answer.status_code < 500, said
