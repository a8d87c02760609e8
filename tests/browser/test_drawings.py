"""Every shipped drawing, measured as a browser shows it: no arrows cross, and no word lies on anything."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from app import drawing, language
from tests.procedures import bundles

DI = {"bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI"}
AROUND = {"participant", "lane", "subProcess"}
TEXTS = """() => [...document.querySelectorAll('svg text:not(.dr-band)')].map(text => {
  const box = text.getBBox(), node = text.closest('[data-element]');
  return [text.textContent, node ? node.dataset.element : '', text.getAttribute('class'),
          box.x, box.y, box.x + box.width, box.y + box.height];
})"""
STYLES = Path("app/web/assets/src/styles/fonts.css")
BUILT = Path("app/web/static/built")
FONT = re.compile(r"url\('[^']*/([^/']+)\.woff2'\)")
LOADED = "Promise.all([...document.fonts].map(font => font.load()))"
SLACK = 1.5  # pixels that two edges may share: a letter's box is a little larger than its ink


class Box(NamedTuple):
    """A rectangle of the drawing, in its own units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left + SLACK < other.right
            and other.left + SLACK < self.right
            and self.top + SLACK < other.bottom
            and other.top + SLACK < self.bottom
        )


Segment = tuple[tuple[float, float], tuple[float, float]]


@pytest.fixture(scope="module")
def board(browser: Browser) -> Iterator[Page]:
    """One page for all drawings: to open another costs more than to draw."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_no_arrow_crosses_another_and_no_word_lies_on_anything(board: Page, procedure: str, lang: str):
    content = bundles.drawings()[f"{procedure}.bpmn"]
    root = etree.fromstring(content)
    with language.use(lang):
        board.set_content(f"<style>{_lettering()}</style>{drawing.draw(content, {}, title=procedure)}")
    board.evaluate(LOADED)
    words = [(said, owner, Box(*box)) for said, owner, _kind, *box in board.evaluate(TEXTS)]
    found = [*_crossed(root), *_covered(root, words)]
    assert found == []


@cache
def _lettering() -> str:
    """Give the typeface of the pages: words are as wide as people see them, on every machine."""
    return FONT.sub(lambda found: f"url(data:font/woff2;base64,{_font(found[1])})", STYLES.read_text())


def _font(name: str) -> str:
    (built,) = BUILT.glob(f"{name}-*.woff2")
    return base64.b64encode(built.read_bytes()).decode()


def _crossed(root: etree._Element) -> Iterator[str]:
    for (one, first), (other, second) in combinations(_arrows(root).items(), 2):
        if any(_cross(a, b) for a in first for b in second):
            yield f"{one} crosses {other}"


def _covered(root: etree._Element, words: list[tuple[str, str, Box]]) -> Iterator[str]:
    shapes, arrows = _shapes(root), _arrows(root)
    for said, owner, box in words:
        for element, (kind, shape) in shapes.items():
            if element != owner and kind not in AROUND and box.meets(shape):
                yield f"“{said}” lies on {element}"
        for flow, segments in arrows.items():
            if flow != owner and any(box.meets(_thin(each)) for each in segments):
                yield f"“{said}” lies on the arrow {flow}"
    for (one, _owner, first), (other, _other, second) in combinations(words, 2):
        if first.meets(second):
            yield f"“{one}” lies on “{other}”"


def _shapes(root: etree._Element) -> dict[str, tuple[str, Box]]:
    kinds = {
        element.get("id"): etree.QName(element).localname
        for element in root.iter("{*}*")
        if element.get("id")
    }
    found = {}
    for shape in root.iterfind(".//bpmndi:BPMNShape", DI):
        bounds = shape.find("{*}Bounds")
        left, top, wide, high = (float(bounds.get(name)) for name in ("x", "y", "width", "height"))
        found[shape.get("bpmnElement")] = (
            kinds[shape.get("bpmnElement")],
            Box(left, top, left + wide, top + high),
        )
    return found


def _arrows(root: etree._Element) -> dict[str, list[Segment]]:
    found = {}
    for edge in root.iterfind(".//bpmndi:BPMNEdge", DI):
        points = [(float(point.get("x")), float(point.get("y"))) for point in edge.iterfind("{*}waypoint")]
        found[edge.get("bpmnElement")] = list(pairwise(points))
    return found


def _thin(segment: Segment) -> Box:
    (ax, ay), (bx, by) = segment
    half = SLACK + 0.5
    return Box(min(ax, bx) - half, min(ay, by) - half, max(ax, bx) + half, max(ay, by) + half)


def _cross(one: Segment, other: Segment) -> bool:
    """Tell whether two straight pieces cross between their ends; arrows may meet where they begin or end."""
    across, back = _sides(one, other), _sides(other, one)
    return across[0] * across[1] < 0 and back[0] * back[1] < 0


def _sides(line: Segment, of: Segment) -> tuple[float, float]:
    (ax, ay), (bx, by) = line
    first, second = ((bx - ax) * (y - ay) - (by - ay) * (x - ax) for x, y in of)
    return first, second
