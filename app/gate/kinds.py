"""Tell what a file is by what is in it: its name may lie."""

from __future__ import annotations

import json
import re

from lxml import etree

from app.engine import xmlsafe
from app.engine.note import Note
from app.gate.verdict import Kind
from app.language import N_

LARGEST = xmlsafe.LARGEST
_MARKS = ("\ufeff".encode(), "\ufeff".encode("utf-16-le"), "\ufeff".encode("utf-16-be"))
_LIST = re.compile(rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*- +[a-z]+:")  # behind comments, a list of named things
_OPENINGS = tuple("<".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))

EMPTY = N_("The file is empty. Save it again in the editor, then send it.")
TOO_LARGE = N_("The file is larger than 2 MiB. Divide it into procedures that call one another.")
STRANGE = N_(
    "This is neither a drawing (BPMN), nor a decision table (DMN), nor a form (form-js), nor a letter of "
    "this office. Send the file that the editor saved."
)
UNREADABLE = N_("The drawing cannot be read: {reason}. Open it in the editor and save it again.")


def recognise(content: bytes) -> Kind | Note:
    """Tell the kind of a file, or the one reason why it cannot come in."""
    if len(content) > LARGEST:
        return Note("", "size", TOO_LARGE)
    start = content.lstrip()
    if not start:
        return Note("", "empty", EMPTY)
    for mark in _MARKS:
        start = start.removeprefix(mark).lstrip()
    if start.startswith(_OPENINGS):
        return _drawn(content)
    if start.startswith(b"{"):
        return _listed(content)
    return _written(content, start)


def _drawn(content: bytes) -> Kind | Note:
    try:
        root = xmlsafe.read(content)
    except xmlsafe.XmlRefused as refused:
        return Note("", "xml", UNREADABLE, (("reason", refused.sentence), *refused.names.items()))
    name = etree.QName(root)
    drawn = name.localname == "definitions"
    if drawn and "/bpmn" in (name.namespace or "").lower():  # earlier editions are read as the last one
        return Kind.PROCEDURE
    if drawn and "/dmn/" in (name.namespace or "").lower():
        return Kind.TABLE
    return Note("", "kind", STRANGE)


def _listed(content: bytes) -> Kind | Note:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and isinstance(found.get("components"), list):
        return Kind.FORM
    return Note("", "kind", STRANGE)


def _written(content: bytes, start: bytes) -> Kind | Note:
    if start.startswith(b"msgid "):
        return Kind.ENGLISH
    if not start.startswith(b"---"):
        return Kind.SCENARIO if _LIST.match(start) else Note("", "kind", STRANGE)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Note("", "encoding", N_("The letter is not written in UTF-8. Save it again as UTF-8."))
    return Kind.LETTER
