"""Read XML from outside without letting it read anything of ours: the one door for drawings and tables.

What a reviewer sees in the file is what its reader gets: nothing is fetched, nothing is filled in from
elsewhere, nothing stands hidden within a text. What is counted in the letters of the file is counted before
the parser sees it, so that refusing costs milliseconds.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import cast

from lxml import etree

from app.language import N_, _

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name

LARGEST = 2 * 1024 * 1024  # bytes
MOST_ELEMENTS = 20_000
DEEPEST = 100
MOST_ATTRIBUTES = 100  # of one element
LONGEST_ATTRIBUTE = 200_000  # characters
MOST_TAGS = 3 * MOST_ELEMENTS  # beginnings, ends and comments together
MOST_NOTES = 5_000  # comments and CDATA sections: within them a "<" begins nothing
MOST_REFERENCES = 100_000
MOST_NAMESPACES = 2_000  # declarations; some programs repeat theirs on every element

_CROWD = 10 * MOST_ATTRIBUTES  # no text within an element looks so much like attributes
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENCODINGS = frozenset(
    (
        "utf-8", "utf8", "us-ascii", "ascii", "latin1", "cp1252", "iso-8859-1", "iso-8859-2", "iso-8859-5",
        "iso-8859-7", "iso-8859-9", "iso-8859-15", "windows-1250", "windows-1251", "windows-1252",
        "windows-1253", "windows-1254", "windows-1257", "windows-1258",
    )
)  # fmt: skip
_DECLARATION = re.compile(r"<\?xml\s[^>?]*\?>")
_ENCODING = re.compile(r"""\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ATTRIBUTE = re.compile(r"""\s[^\s=<>"']++\s*+=\s*+["']""")
_TAG = re.compile(r"<[^\s!?/]")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they make a line read in another order

_EMPTY = N_("it is empty")
_TOO_LARGE = N_("it is larger than 2 MiB")
_ENCODED = N_("its letters are stored in a way that is not read here; save it as UTF-8")
_DOCTYPE = N_("a document type is not allowed")
_TURNED = N_("it holds hidden signs that make a line read otherwise than it runs; take them out")
_TOO_MANY = N_("it has too many elements")
_TOO_DEEP = N_("its elements are nested too deeply")
_CROWDED = N_("an element has too many attributes, or one that is too long")
_NAMESPACES = N_("it declares too many namespaces")
_REFERENCES = N_("it writes too many letters as codes")
_BROKEN = N_("line {line} is not XML; open it in the program that made it and save it again")
_ELSEWHERE = N_("line {line} takes in something from another place; put it into the file itself")
_SPLIT = N_("a comment stands within the text on line {line}; write the text in one piece")

_QUESTIONS = tuple(
    (etree.XPath(path, namespaces={"xi": "http://www.w3.org/2001/XInclude"}), sentence)
    for path, sentence in (
        (f"/descendant::*[{MOST_ELEMENTS + 1}]", _TOO_MANY),
        ("/*" * (DEEPEST + 1), _TOO_DEEP),
        (f"//@*[{MOST_ATTRIBUTES + 1}]/..", _CROWDED),
        (f"//@*[string-length() > {LONGEST_ATTRIBUTE}]/..", _CROWDED),
        ("//xi:* | //@xml:base/..", _ELSEWHERE),
    )
)


class XmlRefused(Exception):
    """The file is not XML that can be read safely; the sentence says why, for the person who sent it."""

    def __init__(self, sentence: str, **names: str) -> None:
        self.sentence = sentence
        self.names = names
        super().__init__(sentence)

    def __str__(self) -> str:
        return _(self.sentence, **self.names)


def read(content: bytes, *, with_notes: bool = False) -> Element:
    """Read XML with every door closed: no document type, no entity, no network, nothing hidden in a text.

    ``content`` is the file as it came, at most 2 MiB, in UTF-8, UTF-16 with its mark, or an old alphabet
    of one byte a letter. The tree holds neither comments nor processing instructions, unless it is to be
    written again ``with_notes``; a comment that splits a text is refused, because only what stands before it
    might be carried out. Raises XmlRefused.
    """
    text = _text(content)
    _count(text)
    root = _parsed(text)
    _look(root)
    if not with_notes:
        etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root


def _text(content: bytes) -> str:
    """Turn bytes into letters by what the file says of itself, as an editor would."""
    if not content.strip():
        raise XmlRefused(_EMPTY)
    if len(content) > LARGEST:
        raise XmlRefused(_TOO_LARGE)
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", ""))
    said = _ENCODING.search(content[:200].partition(b"?>")[0].decode("latin-1"))
    if not encoding:
        encoding = said[1].lower() if said else "utf-8"
        if encoding not in _ENCODINGS:
            raise XmlRefused(_ENCODED)
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        raise XmlRefused(_ENCODED) from None
    text = text.lstrip()
    declared = _DECLARATION.match(text)
    lines = "\n" * declared[0].count("\n") if declared else ""
    return f'<?xml version="1.0"?>{lines}{text[declared.end() :]}' if declared else text


def _count(text: str) -> None:
    """Refuse what would only keep the parser busy."""
    first = _TAG.search(text)
    if "<!DOCTYPE" in text[: first.start() if first else None]:
        raise XmlRefused(_DOCTYPE)
    tags, notes = text.count("<"), text.count("<!")
    begun = tags - text.count("</")
    if tags > MOST_TAGS or notes > MOST_NOTES or (begun > MOST_ELEMENTS and not notes):
        raise XmlRefused(_TOO_MANY)
    if text.count("&") > MOST_REFERENCES:
        raise XmlRefused(_REFERENCES)
    if text.count("xmlns") > MOST_NAMESPACES:
        raise XmlRefused(_NAMESPACES)
    for piece in text.split("<"):
        if piece.count("=") >= _CROWD <= len([*islice(_ATTRIBUTE.finditer(piece), _CROWD)]):
            raise XmlRefused(_CROWDED)
    if any(sign in text for sign in _TURNING):
        raise XmlRefused(_TURNED)


def _parsed(text: str) -> Element:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, recover=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in (error.msg or "").lower():
            raise XmlRefused(_TOO_DEEP) from None
        raise XmlRefused(_BROKEN, line=str(error.lineno or 1)) from None
    except ValueError:
        raise XmlRefused(_ENCODED) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused(_DOCTYPE)
    return root


def _look(root: Element) -> None:
    """Ask the tree what only a tree can tell; each question is one walk in the parser's own language."""
    for asks, sentence in _QUESTIONS:
        for found in cast("list[Element]", asks(root)):
            raise XmlRefused(sentence, line=str(found.sourceline))
    notes = root.iter(etree.Comment, etree.ProcessingInstruction)
    for around in {parent for note in notes if (parent := note.getparent()) is not None}:
        within = [around.text, *(inner.tail for inner in around)]
        if any((text or "").strip() for text in within):
            raise XmlRefused(_SPLIT, line=str(around.sourceline))
