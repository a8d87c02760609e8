"""Names under which files from outside are pinned, and which file stands for which."""

import pytest

from app.casework.bundle_names import overlaid, pinned_as
from app.gate import Kind

DRAWN = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="{key}">'
    '<startEvent id="s"/></process></definitions>'
)


@pytest.mark.parametrize(
    ("brought", "kind", "pinned"),
    [
        ("quy trình.bpmn", Kind.PROCEDURE, "quy trình.bpmn"),
        ("C:\\Tài liệu\\a.bpmn20.xml", Kind.PROCEDURE, "a.bpmn"),
        ("../../etc/passwd", Kind.PROCEDURE, "passwd.bpmn"),
        ("a.json", Kind.TABLE, "a.dmn"),
        ("a\x00b\n<c>.dmn", Kind.TABLE, "a b c.dmn"),
        ("...", Kind.PROCEDURE, "unnamed.bpmn"),
        ("thư mời.html", Kind.LETTER, "letters/thư mời.html"),
        ("x" * 500 + ".bpmn", Kind.PROCEDURE, "x" * 120 + ".bpmn"),
    ],
)
def test_a_name_says_only_what_the_content_is(brought, kind, pinned):
    assert pinned_as(brought, b"", kind) == pinned


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b'{"id": "answer", "components": []}', "answer"),
        (b'{"id": "../x", "components": []}', "download"),
        (b'{"id": 7}', "download"),
        (b"[]", "download"),
        (b"{", "download"),
    ],
)
def test_a_form_goes_by_the_id_that_drawings_name(content, key):
    assert pinned_as("download.form", content, Kind.FORM) == f"forms/{key}.json"


def test_the_same_procedure_under_another_name_takes_the_place_of_the_old_drawing():
    first, again, other = (DRAWN.format(key=key).encode() for key in ("one", "one", "two"))
    below = {"a.bpmn": first, "b.bpmn": other, "t.dmn": b"old"}
    above = {"a (1).bpmn": again + b" ", "t.dmn": b"new"}
    assert overlaid(below, above) == {"b.bpmn": other, **above}
