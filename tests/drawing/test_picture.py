from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from app import drawing
from app.drawing import Mark
from app.drawing.diagram import Box
from app.drawing.labels import Paper
from app.language import use

HERE = Path(__file__).parent
COMPLAINT = (HERE / "complaint.bpmn").read_bytes()
RECOMMENDATION = (HERE / "recommendation.bpmn").read_bytes()
SVG = "{http://www.w3.org/2000/svg}"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
MARKS = {
    "kn_check": Mark("done"),
    "kn_settle": Mark("now", "còn 12 ngày", "/vu-viec/1"),
    "kn_verify": Mark("late", "quá hạn 2 ngày", "/viec/3"),
    "kn_decide": Mark("next"),
}


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def words(element: etree._Element | None) -> str:
    assert element is not None
    return " ".join(element.itertext())


def element(svg: str, key: str) -> etree._Element:
    found = parsed(svg).find(f".//*[@data-element='{key}']")
    assert found is not None
    return found


@pytest.mark.parametrize("xml", [COMPLAINT, RECOMMENDATION])
def test_the_strictest_content_policy_lets_a_drawing_pass(xml: bytes) -> None:
    svg = parsed(drawing.draw(xml, MARKS, title="Khiếu nại"))
    allowed = {"svg", "g", "a", "title", "desc", "rect", "circle", "polygon", "path", "text", "tspan"}
    assert {str(e.tag).removeprefix(SVG) for e in svg.iter()} <= allowed
    attributes = {str(name) for e in svg.iter() for name in e.attrib}
    assert "style" not in attributes
    assert not {name for name in attributes if name.startswith("on") or name == "id"}
    assert "url(" not in drawing.draw(xml, title="x")


def test_the_same_diagram_gives_the_same_picture_in_another_process() -> None:
    code = (
        "import sys,hashlib;from app import drawing;"
        "print(hashlib.sha256(drawing.draw(open(sys.argv[1],'rb').read(),title='x').encode()).hexdigest())"
    )
    run = [sys.executable, "-c", code, str(HERE / "complaint.bpmn")]
    root = HERE.parents[1]
    first, second = (
        subprocess.run(run, cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)  # noqa: S603 - our own interpreter
        for seed in ("1", "2")
    )
    assert first.stdout == second.stdout


def test_every_drawn_element_is_in_the_picture() -> None:
    drawn = re.findall(rb'bpmnElement="([^"]+)"', COMPLAINT)
    flows = set(re.findall(rb'<(?:sequenceFlow|association) id="([^"]+)"', COMPLAINT))
    svg = drawing.draw(COMPLAINT, title="x")
    shown = set(re.findall(r'data-element="([^"]+)"', svg))
    assert {key.decode() for key in drawn if key not in flows and key != b"kn_c"} == shown


def test_states_are_told_by_word_and_shape_and_not_by_colour_alone() -> None:
    svg = drawing.draw(COMPLAINT, MARKS, title="x")
    assert "Quá hạn" in words(element(svg, "kn_verify"))
    assert "stroke-dasharray" in element(svg, "kn_decide").find(f"{SVG}rect").attrib  # type: ignore[union-attr]
    assert 'class="dr-tick"' in svg
    told = [words(text) for text in parsed(svg).findall(f"{SVG}text")][-4:]
    assert told == ["Đã xong", "Đang làm", "Quá hạn", "Tiếp theo"]  # the legend
    assert "còn 12 ngày" in svg


def test_a_marked_step_is_a_link_that_says_where_it_stands() -> None:
    link = element(drawing.draw(COMPLAINT, MARKS, title="x"), "kn_verify")
    assert link.tag == f"{SVG}a"
    assert link.get("href") == "/viec/3"
    assert words(link.find(f"{SVG}title")) == "Xác minh nội dung khiếu nại – Quá hạn – quá hạn 2 ngày"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "java\nscript:x"]
)
def test_a_link_that_leads_to_no_page_is_refused(href: str) -> None:
    with pytest.raises(drawing.DrawingRefused):
        drawing.draw(COMPLAINT, {"kn_verify": Mark("now", "", href)}, title="x")


def test_a_drawing_has_title_and_description_for_who_listens() -> None:
    plain, linked = (parsed(drawing.draw(COMPLAINT, marks, title="Sơ đồ")) for marks in ({}, MARKS))
    assert plain.get("role") == "img"
    assert linked.get("role") == "group"  # an image would hide its links
    assert plain.get("aria-label") == words(plain.find(f"{SVG}title")) == "Sơ đồ"
    assert "Quá hạn: Xác minh nội dung khiếu nại – quá hạn 2 ngày." in words(linked.find(f"{SVG}desc"))


def test_names_in_a_diagram_are_text_and_never_markup() -> None:
    evil = COMPLAINT.replace("Kiểm tra điều kiện thụ lý".encode(), b"&lt;script&gt;alert(1)&lt;/script&gt;")
    svg = drawing.draw(evil, {"kn_check": Mark("now", "<b>", "/x?a=1&b=\"'")}, title="<script>")
    assert "<script" not in svg
    assert "<b>" not in svg
    assert element(svg, "kn_check").get("href") == "/x?a=1&b=\"'"


@pytest.mark.parametrize(
    "xml",
    [
        b"not xml",
        b"<a/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        COMPLAINT.replace(b'x="138"', b'x="nan"'),
        COMPLAINT.replace(b'x="138"', b'x="1e300"'),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_reason(xml: bytes) -> None:
    with pytest.raises(drawing.DrawingRefused) as refused:
        drawing.draw(xml, title="x")
    assert refused.value.sentence.startswith("Không vẽ được sơ đồ này: ")


def test_marks_of_elements_that_are_not_drawn_change_nothing() -> None:
    assert drawing.draw(COMPLAINT, {"gone": Mark("now")}, title="x") == drawing.draw(COMPLAINT, title="x")


@pytest.mark.parametrize("xml", [COMPLAINT, RECOMMENDATION])
def test_no_label_lies_on_another_label(xml: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    papers: list[Paper] = []
    write = Paper.write

    def seen(paper: Paper, *given: object) -> object:
        papers.append(paper)
        return write(paper, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Paper, "write", seen)
    drawing.draw(xml, title="x")
    taken: list[Box] = papers[-1].taken
    assert [pair for pair in combinations(taken, 2) if pair[0].shared(pair[1]) > 0] == []


def test_a_reader_of_english_gets_english_states() -> None:
    with use("en"):
        assert "Overdue" in words(element(drawing.draw(COMPLAINT, MARKS, title="x"), "kn_verify"))


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_a_browser_paints_the_drawing_on_white_paper_without_our_style_sheet(tmp_path: Path) -> None:
    page, shot = tmp_path / "a.html", tmp_path / "a.png"
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    page.write_text(f"<!doctype html><meta charset=utf-8>{policy}{drawing.draw(COMPLAINT, MARKS, title='x')}")
    subprocess.run(  # noqa: S603 - our own page in a browser found on this machine
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            f"--screenshot={shot}",
            "--window-size=1950,660",
            str(page),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    colours = {colour for _count, colour in Image.open(shot).convert("RGB").getcolors(1 << 24) or []}
    assert {(255, 255, 255), (11, 93, 102), (163, 42, 28), (44, 122, 75)} <= colours
