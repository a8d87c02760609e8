"""Tables, forms and letters are edited in the browser: tried, shown as printed; nothing of them is lost."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from app import decisions
from app.casework.definitions import files_of
from app.gate import shelf
from app.services import drafting
from app.web.assets import BUILT, Manifest
from tests.browser.conftest import signed_in, watched
from tests.browser.drawing_boards import draft_of
from tests.browser.looking import dress
from tests.browser.wards import Ward

MOST = {"tables": 480_000, "forms": 480_000, "letter-editor": 12_000}  # bytes of script, gzipped
ADDED = "\n\nThêm <một> đoạn & {{ petitioner }}\nhai dòng"
WRITTEN = "<p>Thêm &lt;một&gt; đoạn &amp; {{ petitioner }}<br>hai dòng</p>\n"


@pytest.fixture
def lan(browser: Browser, studio: Ward) -> Iterator[BrowserContext]:
    with signed_in(browser, studio, "lan", height=900, patience=20_000) as context:
        yield context


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """What is shown here comes from the server; two cores may be busy with others."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def page(lan: BrowserContext, studio: Ward, asked: list[str]) -> Iterator[Page]:
    """A page that complains of breaches of the security policy, and of requests to another host."""
    with watched(lan) as page:
        page.on("request", lambda sent: _note(asked, studio, sent))
        yield page
        assert page.evaluate("[...(globalThis.wordsMissing ?? [])]") == []
    assert asked == []


def _note(asked: list[str], studio: Ward, sent: Request) -> None:
    if not sent.url.startswith((studio.address, "data:", "blob:")):
        asked.append(sent.url)


def open_part(page: Page, studio: Ward, procedure: str, kind: str, name: str) -> UUID:
    draft = draft_of(studio, procedure)
    page.goto(f"{studio.address}/procedures/{draft}/{kind}?name={name}")
    return draft


def saved(page: Page, studio: Ward, draft: UUID, name: str) -> bytes:
    """Save, and read the file as the draft has it now."""
    page.locator("[data-office=save]").click()
    page.locator("[data-office=board][data-state=saved]").wait_for(timeout=60_000)
    with studio.database.reading() as session:
        return files_of(session, drafting.newest(session, draft).id)[name]


def uncovered(mark: Locator) -> bool:
    """Say whether the mark of bpmn.io is seen, with nothing over it."""
    mark.scroll_into_view_if_needed()
    return mark.is_visible() and mark.evaluate(
        """mark => { const box = mark.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return box.width > 20 && (mark.contains(top) || top.contains(mark)); }"""
    )


def test_every_shipped_table_goes_through_its_editor_and_means_the_same(page, studio):
    open_part(page, studio, "intake", "table", "field.dmn")
    page.locator(".annotation.header").wait_for()
    shipped = [path.read_text() for path in sorted(shelf.PROCESSES.glob("*/*.dmn"))]
    through = page.evaluate(
        """async (all) => { const { file } = document.getElementById('board'); const made = [];
          for (const text of all) {
            const whole = await file.open(text);
            const same = (await file.read()) === text;
            file.touched = true;
            made.push([whole, same, await file.read()]);
          }
          return made; }""",
        shipped,
    )
    for before, (whole, same, after) in zip(shipped, through, strict=True):
        assert (whole, same) == (True, True)
        one, other = (decisions.read(text.encode()) for text in (before, after))
        assert (one.elements, one.types) == (other.elements, other.types)


def test_every_shipped_form_goes_through_its_editor_byte_for_byte(page, studio):
    open_part(page, studio, "intake", "form", "forms/intake.json")
    page.locator(".fjs-element").first.wait_for()
    shipped = [path.read_text() for path in sorted(shelf.FORMS.rglob("*.json"))]
    through = page.evaluate(
        """async (all) => { const { file } = document.getElementById('board'); const made = [];
          for (const text of all) {
            const whole = await file.open(text);
            file.touched = true;
            made.push([whole, file.read()]);
          }
          return made; }""",
        shipped,
    )
    assert through == [[True, text] for text in shipped]


def test_every_shipped_letter_goes_through_its_editor_byte_for_byte(page, studio):
    open_part(page, studio, "intake", "letter", "letters/guidance.html")
    page.locator("#letter-preview .letter").wait_for()
    shipped = [path.read_text() for path in sorted(shelf.PROCESSES.glob("*/letters/*.html"))]
    through = page.evaluate(
        """([all, added]) => all.map((text) => { const words = document.getElementById('letter-words');
          words.file.open(text);
          const whole = document.getElementById('letter-raw').hidden;
          document.querySelectorAll('[data-front]').forEach((each) => each.dispatchEvent(new Event('input')));
          const same = words.file.read() === text;
          words.value += added;
          words.dispatchEvent(new Event('input'));
          return [whole, same, words.file.read()]; })""",
        [shipped, ADDED],
    )
    assert through == [[True, True, text + WRITTEN] for text in shipped]


def test_a_row_is_cited_tried_and_saved_and_what_overlaps_is_told_with_its_rows(page, studio):
    draft = open_part(page, studio, "intake", "table", "candidate_limit.dmn")
    article = page.locator("td.annotation").nth(1)
    article.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Điều 24 khoản 3 Luật Tố cáo")
    _try_second_row(page)
    expect(page.locator("#trial-answer")).to_contain_text("Điều 24 khoản 3 Luật Tố cáo")
    assert _looks(page, "candidate_limit_2") != _looks(page, "candidate_limit_3")
    assert uncovered(page.locator(".powered-by:visible, .bjs-powered-by:visible").first)
    file = saved(page, studio, draft, "candidate_limit.dmn")
    table = decisions.read(file).find("candidate_limit").logic
    assert [rule.article for rule in table.rules][:3] == [
        "Điều 27 Luật Khiếu nại",
        "Điều 24 khoản 3 Luật Tố cáo",
        "Điều 24 Luật Tố cáo 25/2018/QH14",
    ]
    assert file.count(b"<annotationEntry>") == 11
    assert b"<description>" not in file
    _let_rows_overlap(page)


def _try_second_row(page: Page) -> None:
    page.locator("#try-petition_kind").select_option("denunciation")
    page.locator("#try-competence").select_option("outside")
    page.locator("#trial button").click()
    expect(page.locator("#trial-answer dd")).to_have_text("TC.TRANSFER")


def _looks(page: Page, rule: str) -> str:
    cell = page.locator(f"td.output-cell[data-row-id={rule}]")
    return cell.evaluate("cell => getComputedStyle(cell).boxShadow")


def _let_rows_overlap(page: Page) -> None:
    """Another hit policy makes rows answer together that may not; the sentence leads to its rows."""
    page.locator(".hit-policy-edit-policy-select").click()
    page.locator(".dms-select-options .option", has_text="Duy nhất").click()
    told = page.locator("#findings .note-refused").first
    expect(told).to_contain_text("1, 7")
    told.get_by_role("button", name="Hàng 7").click()
    expect(page.locator("td.rule-index[data-row-id=candidate_limit_7]")).to_be_in_viewport()


def test_a_form_is_bound_to_the_offices_fields_and_shown_as_officers_see_it(page, studio):
    draft = open_part(page, studio, "complaint_first", "form", "forms/acceptance.json")
    page.locator(".fjs-element", has_text="Lý do cụ thể").last.click()
    key, told = page.locator("#field-key"), page.locator("#field-told")
    key.fill("accepted_date_of_nobody")
    key.blur()
    expect(told).to_contain_text("Khóa mới")
    key.fill("people")
    key.blur()
    expect(told).to_contain_text("là số")
    key.fill("refusal_reason")
    key.blur()
    assert uncovered(page.locator(".fjs-powered-by, .bjs-powered-by").first)
    _english(page)
    _look_as_officers(page)
    before = json.loads((shelf.FORMS / "acceptance.json").read_text())
    field = next(each for each in before["components"] if each["key"] == "refusal_reason")
    field["properties"] = {"route": "yes"}
    page.locator("#form-views button").first.click()
    file = saved(page, studio, draft, "forms/acceptance.json")
    assert json.loads(file) == before


def _english(page: Page) -> None:
    page.locator("#field-office summary", has_text="Tiếng Anh").click()
    page.locator("#field-english input").first.fill("The very reason, as the notice has it")
    page.locator("#field-english input").first.blur()


def _look_as_officers(page: Page) -> None:
    """Answers and conditions of the preview are the server's; so is the check."""
    views = page.locator("#form-views button")
    page.locator("#field-office").evaluate("office => { const box = document.getElementById('field-route');"
        " office.hidden = false; box.checked = true; box.dispatchEvent(new Event('change')); }")  # fmt: skip
    views.nth(1).click()
    expect(page.locator("label[for=f-accepted_on]")).to_be_visible()
    page.locator("#preview-place").get_by_role("radio", name="Không thụ lý", exact=True).check()
    expect(page.locator("label[for=f-accepted_on]")).to_be_hidden()
    expect(page.locator("label[for=f-refusal_reason]")).to_be_visible()
    views.nth(2).click()
    expect(page.locator("label[for=f-refusal_reason]")).to_contain_text("The very reason")
    page.locator("#preview-empty").click()
    expect(page.locator("#f-refusal_reason")).to_have_value("")
    page.locator("#preview-send").click()
    expect(page.locator("#preview-place .error-summary")).to_be_visible()


def test_a_letter_takes_fields_marks_unknown_ones_and_is_printed_beside(page, studio):
    draft = open_part(page, studio, "complaint_first", "letter", "letters/acceptance_notice.html")
    words = page.locator("#letter-words")
    words.press("Control+End")
    words.press_sequentially("\n\nHạn cuối là ngày ")
    page.locator("#field-search").fill("ngay cuoi")
    page.locator("#field-list li:visible button").first.click()
    expect(words).to_have_value(re.compile(r"Hạn cuối là ngày \{\{ due_date \}\}$"))
    expect(page.locator("#letter-preview")).to_contain_text("Hạn cuối là ngày 09/12/2026")
    words.press_sequentially(" {{ colour_of_the_roof }}")
    expect(page.locator("mark.is-unknown")).to_have_text("{{ colour_of_the_roof }}")
    words.press("Control+End")
    for _sign in " {{ colour_of_the_roof }}":
        words.press("Backspace")
    expect(page.locator("mark.is-unknown")).to_have_count(0)
    page.locator("#front-subject").fill("Về việc thụ lý đơn khiếu nại")
    expect(page.locator("#letter-preview .letter-subject").first).to_have_text("Về việc thụ lý đơn khiếu nại")
    file = saved(page, studio, draft, "letters/acceptance_notice.html").decode()
    before = (shelf.PROCESSES / "complaint_first/letters/acceptance_notice.html").read_text()
    expected = before.replace(
        "subject: Về việc thụ lý giải quyết khiếu nại lần đầu", "subject: Về việc thụ lý đơn khiếu nại"
    )
    assert file == expected + "<p>Hạn cuối là ngày {{ due_date }}</p>\n"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_desks_stand_in_both_languages_by_night(page, studio, language):
    draft = draft_of(studio, "intake")
    page.goto(f"{studio.address}/procedures")
    dress(page, language=language, theme="dark")
    for way, ready in (
        ("table?name=field.dmn", "td.annotation"),
        ("form?name=forms/intake.json", ".fjs-element"),
        ("letter?name=letters/guidance.html", "#letter-preview .letter"),
    ):
        page.goto(f"{studio.address}/procedures/{draft}/{way}")
        page.locator(ready).first.wait_for()
        expect(page.locator("[data-office=save]")).to_have_text({"vi": "Lưu", "en": "Save"}[language])
        assert page.evaluate("[...(globalThis.wordsMissing ?? [])]") == []


def test_each_editor_is_loaded_on_its_own_page_only_and_weighs_little():
    manifest = Manifest(BUILT)
    office = manifest.entry("office")
    for name, most in MOST.items():
        entry = manifest.entry(name)
        own = {entry.script, *entry.preloads} - {office.script, *office.preloads}
        assert sum(len(gzip.compress((BUILT / file).read_bytes())) for file in own) <= most, name
        assert not own & {office.script, *office.preloads}
