"""A file is what it holds, whatever it is called; garbage is turned away with one reason."""

from __future__ import annotations

import io
import json
import time
import zipfile

import pytest

from app import gate, language
from app.gate import Kind
from tests.engine.sketch import HEAD, chain, draw, end, start, user
from tests.procedures import bundles

DRAWING = draw(start(), user("a"), end(), chain("s", "a", "e"))
FORM = (bundles.ROOT / "forms" / "answer.json").read_bytes()
TABLE = bundles.TABLES[0].read_bytes()
LETTER = bundles.LETTERS[0].read_bytes()


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.bpmn", DRAWING)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (DRAWING, Kind.PROCEDURE),
        ("\ufeff".encode() + DRAWING, Kind.PROCEDURE),
        (DRAWING.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"), Kind.PROCEDURE),
        (
            DRAWING.replace(b"www.omg.org/spec/BPMN/20100524/MODEL", b"schema.omg.org/spec/BPMN/2.0"),
            Kind.PROCEDURE,
        ),
        (FORM, Kind.FORM),
        (TABLE, Kind.TABLE),
        (LETTER, Kind.LETTER),
    ],
    ids=["drawing", "marked", "utf-16", "early", "form", "table", "letter"],
)
@pytest.mark.parametrize("name", ["a.bpmn", "a.json", "a"])
def test_a_file_is_told_by_its_content(content: bytes, kind: Kind, name: str):
    verdict = gate.check(name, content)
    assert verdict.kind is kind
    assert verdict.accepted


GARBAGE = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "words": "Kính gửi Ủy ban nhân dân".encode(),
    "noise": bytes(range(256)) * 40,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj",
    "zip": _zip(),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "list": b"[1, 2, 3]",
    "numbers": b"12",
    "object": b'{"a": 1}',
    "deep": b"[" * 100_000,
    "deep object": b'{"components":' * 20_000,
    "half": FORM[: len(FORM) // 2],
    "half a drawing": DRAWING[: len(DRAWING) // 2],
    "page": b"<!DOCTYPE html><html><body>x</body></html>",
    "other xml": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "deep xml": b"<a>" * 50_000,
    "no process": HEAD.encode() + b"</bpmn:definitions>",
    "no decision": b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"/>',
    "no fields": b'{"id": "f", "components": [], "type": "default"}',
    "large": b"<a>" + b" " * (3 * 1024 * 1024),
    "large noise": b"\0" * (3 * 1024 * 1024),
    "wrong letters": DRAWING.replace("Bước".encode(), b"\xff\xfe\xfd"),
    "wrong letter": b"---\nkey: a\xff\xfe\n---\n<p>x</p>",
    "bomb": b"<!DOCTYPE a [<!ENTITY b 'x'>" + b"<!ENTITY c '&b;&b;&b;'>" * 50 + b"]><a>&c;</a>",
}


@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE)
def test_garbage_gets_one_reason_at_once(content: bytes):
    began = time.perf_counter()
    verdict = gate.check("a.bpmn", content)
    assert time.perf_counter() - began < 0.2
    assert not verdict.accepted
    assert not verdict.publishable
    [reason] = verdict.refusals
    assert reason.rule
    assert "{" not in reason.message
    json.dumps(verdict.told())


@pytest.mark.parametrize(
    "content",
    [
        FORM.replace(b'"textarea"', b'"hologram"'),
        TABLE.replace(b"</inputExpression>", b"</inputExpression><!-- -->").replace(
            b"<text>", b"<text>((", 1
        ),
        LETTER.replace(b"key:", b"colour:", 1),
    ],
    ids=["form", "table", "letter"],
)
def test_what_is_wrong_is_said_to_each_reader_in_their_language(content: bytes):
    verdict = gate.check("a", content)
    assert verdict.refusals
    for note in verdict.refusals:
        with language.use("en"):
            english = note.message
        assert english != note.message


def test_a_cell_that_costs_too_much_is_answered_and_not_thrown():
    costly = TABLE.replace(b"<text>", b"<text>count(for i in 1..1000000000 return i) &gt; 1 and ", 1)
    assert gate.check("a", costly).kind is Kind.TABLE


@pytest.mark.parametrize("before", [b"", b"# first the end\n\n", b"  # indented\r\n"])
def test_a_list_of_scenarios_is_told_by_its_content_and_what_is_wrong_by_its_line(before: bytes):
    right = before + b"- name: straight\n  then:\n    ends: [e]\n"
    assert gate.check("a.txt", right).kind is Kind.SCENARIO
    assert gate.check("a.txt", right).publishable
    wrong = gate.check("a.txt", right + b"- name: strange\n  what: {}\n")
    assert wrong.accepted
    line = len(before.splitlines()) + 4
    with language.use("en"):
        assert [note.message.partition(": ")[0] for note in wrong.refusals] == [f"line {line}"]
