"""Whether what is written in a drawing is written in the office's small language, or in another's."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from app.engine.expressions import check
from app.engine.grammar import Kind, NotInGrammar

_MARKS = ("${", "#{", "=")
_OURS = ("", "python", "text/python", "application/python", "text/x-python")
_UNSAID = ("http://www.w3.org/1999/xpath", "http://www.w3.org/2001/xmlschema")


def is_ours(
    written: etree._Element, functions: Collection[str] = (), kind: Kind = Kind.VALUE, language: str = ""
) -> bool:
    """Tell whether an expression or a script can be carried out here as it is written.

    A language that the file names decides first; a file that names the one every program names by default has
    said nothing.
    """
    named = (language or written.get("language") or "").strip().lower()
    text = (written.text or "").strip()
    if named not in (*_OURS, *_UNSAID) or text.startswith(_MARKS):
        return False
    try:
        check(text, kind, functions)
    except NotInGrammar:
        return False
    return True
