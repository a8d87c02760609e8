"""What stands in the way of a letter."""

from __future__ import annotations

from app import letters
from app.engine.note import Note
from app.gate.verdict import Kind, Verdict, told
from app.language import N_
from app.letters import TemplateRefused

_NAME = N_("The letter's key is “{key}”, but the file is called otherwise. Give both one name.")


def examine(name: str, content: bytes) -> Verdict:
    """Judge a letter: it is written as the office reads it, and is called as drawings name it."""
    try:
        template = letters.read(content.decode("utf-8-sig"))
    except TemplateRefused:
        return Verdict(Kind.LETTER, accepted=True, refusals=told(lambda: _faults(content), "letter"))
    stem = name.rpartition("/")[2].rpartition(".")[0]
    if stem != template.key:
        misnamed = Note("", "name", _NAME, (("key", template.key),))
        return Verdict(Kind.LETTER, accepted=True, refusals=(misnamed,))
    return Verdict(Kind.LETTER, accepted=True)


def _faults(content: bytes) -> list[tuple[str, str]]:
    """Say what keeps a letter from being read, in the reader's language."""
    try:
        letters.read(content.decode("utf-8-sig"))
    except TemplateRefused as refused:
        return [("", refused.sentence)]
    return []
