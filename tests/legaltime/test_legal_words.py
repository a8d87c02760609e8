"""Everything the legal clock says exists in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.cli
import app.legaltime
from app import language
from app.legaltime import book, errors, limits, years
from app.legaltime.calendar import WEEKEND

FOLDER = Path(app.legaltime.__file__).parent
FILES = [*sorted(FOLDER.glob("*.py")), Path(app.cli.__file__).parent / "deadline.py"]


def sentences() -> Iterator[str]:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_" | "N_"), args=[ast.Constant(value=str(sentence)), *_]):
                    yield sentence
    for cls in errors.LegalTimeError.__subclasses__():
        yield " ".join((cls.__doc__ or "").split())


def contents() -> Iterator[str]:
    for limit in limits.all_limits():
        yield from (limit.group, limit.name, limit.event_name, limit.article, limit.remark)
    for entry in book.shipped().entries:
        named = (entry.body.get(name, "") for name in ("title", "issuer", "label", "set_name", "name"))
        yield from (entry.remark, *named)
        if entry.kind != "text":
            yield entry.article
    for number in (*years.listed(), *range(2008, 2020), *range(2028, 2060)):
        year = years.listed().get(number) or years.estimated(number)
        yield from (year.source, year.remark, *(day.name for day in year.days.values()))
    yield from (day.name for day in WEEKEND.values())


@pytest.mark.parametrize("sentence", sorted(set(sentences())))
def test_every_sentence_of_the_code_is_said_in_vietnamese(sentence: str):
    assert language._(sentence) != sentence


def test_every_content_text_is_said_in_english():
    with language.use("en"):
        missing = sorted({text for text in contents() if text and language.content(text) == text})
    assert missing == []
