"""The XML of a DMN file: parsed without tricks, and asked by local names, whatever the version."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from app import xmlsafe
from app.decisions.errors import DecisionsRefused, Fault
from app.language import _
from app.xmlsafe import Element


def root_of(xml: bytes) -> Element:
    """Read the file through the one safe reader; it must be a drawing of decisions."""
    try:
        root = xmlsafe.read(xml)
    except xmlsafe.XmlRefused as refused:
        unread = _("This file cannot be read: {reason}.", reason=str(refused))
        raise DecisionsRefused([Fault("file", unread)]) from refused
    if tag_of(root) != "definitions":
        raise DecisionsRefused([Fault("file", _("This file is not a drawing of decisions (DMN)."))])
    return root


def tag_of(part: Element) -> str:
    """Tell a part's name without its namespace."""
    return part.tag.rpartition("}")[2]


def children(part: Element, tag: str) -> Iterator[Element]:
    """Visit the parts of one name directly inside another."""
    return (each for each in part if tag_of(each) == tag)


def child(part: Element | None, tag: str) -> Element | None:
    """Give the first part of one name directly inside another."""
    return None if part is None else next(children(part, tag), None)


def text_of(part: Element | None, tag: str) -> str:
    """Read the text of a part inside another, composed (NFC) and trimmed."""
    found = child(part, tag)
    return "" if found is None else normalize("NFC", "".join(str(text) for text in found.itertext())).strip()


def name_of(part: Element) -> str:
    """Read a name: composed, each run of spaces one."""
    return " ".join(normalize("NFC", part.get("name") or "").split())


def variable_of(part: Element) -> str:
    """Tell the name under which others know an element."""
    variable = child(part, "variable")
    return (name_of(variable) if variable is not None else "") or name_of(part)
