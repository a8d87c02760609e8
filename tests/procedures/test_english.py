"""Everything that the shipped procedures say in Vietnamese is said in English too, and once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from app import decisions, formdefs, letters
from app.engine.definition import compile_definition
from app.letters.template import TAG
from tests.procedures import bundles

READ_BY_PEOPLE = ("citizen", "legalBasis")
VIETNAMESE = set("ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_a_diagram_speaks_english(procedure: str):
    assert _untranslated(_drawn(procedure)) == []


@pytest.mark.parametrize("path", bundles.FORMS, ids=lambda path: path.stem)
def test_a_form_speaks_english(path: Path):
    assert _untranslated(formdefs.texts(formdefs.read(path.read_bytes()))) == []


@pytest.mark.parametrize("path", bundles.LETTERS, ids=lambda path: path.stem)
def test_a_letter_speaks_english(path: Path):
    template = letters.read(path.read_text(encoding="utf-8"))
    assert _untranslated([*template.texts, template.form]) == []


@pytest.mark.parametrize("path", bundles.TABLES, ids=lambda path: path.stem)
def test_a_decision_table_speaks_english(path: Path):
    decisions.read(path.read_bytes())
    assert _untranslated(_written(etree.fromstring(path.read_bytes()))) == []


@pytest.mark.parametrize("procedure", bundles.PROCEDURES)
def test_every_shipped_scenario_is_called_in_both_languages(procedure: str):
    names = [one.name for one in bundles.scenarios(procedure)]
    beside = bundles.catalogues()[f"processes/{procedure}/en.po"]
    assert [name for name in names if not VIETNAMESE & set(name.lower())] == []
    assert [name for name in names if VIETNAMESE & set(beside.get(name, "ă"))] == []
    assert len(set(names)) == len(names)


def test_one_vietnamese_text_has_one_english_wherever_it_stands():
    said: dict[str, set[str]] = defaultdict(set)
    for catalogue in bundles.catalogues().values():
        for vietnamese, english in catalogue.items():
            said[vietnamese].add(english)
    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}


def test_the_english_of_a_letter_keeps_its_merge_fields():
    for name, catalogue in bundles.catalogues().items():
        for vietnamese, english in catalogue.items():
            assert _fields(vietnamese) == _fields(english), f"{name}: {vietnamese}"


def _fields(text: str) -> set[str]:
    return {match[0].replace(" ", "") for match in TAG.finditer(text)}


def _drawn(procedure: str) -> Iterator[str]:
    definition = compile_definition(bundles.with_callees(procedure), process_id=procedure)
    yield definition.name
    for node in definition.nodes.values():
        yield node.name
        yield node.documentation
        yield from (node.properties.get(name, "") for name in READ_BY_PEOPLE)
    root = bundles.drawing(procedure)
    for kind in ("lane", "participant", "sequenceFlow", "process"):
        yield from (str(element.get("name", "")) for element in root.iter(f"{bundles.BPMN}{kind}"))
    for process in root.iter(f"{bundles.BPMN}process"):
        yield process.findtext(f"{bundles.BPMN}documentation") or ""


def _written(root: etree._Element) -> Iterator[str]:
    for element in root.iter("{*}definitions", "{*}decision", "{*}input", "{*}output"):
        yield element.get("label") or (element.get("name") or "" if _names(element) else "")
    for text in root.iterfind(".//{*}annotationEntry/{*}text"):
        yield text.text or ""
    for text in root.iterfind(".//{*}outputEntry/{*}text"):
        said = (text.text or "").strip('"')
        yield said if VIETNAMESE & set(said.lower()) else ""


def _names(element: etree._Element) -> bool:
    return etree.QName(element).localname in {"definitions", "decision"}


def _untranslated(texts: Iterable[str]) -> list[str]:
    known = {text for catalogue in bundles.catalogues().values() for text in catalogue}
    return sorted({text for text in texts if any(map(str.isalpha, TAG.sub("", text)))} - known)
