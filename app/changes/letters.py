"""The letters of two versions compared: what stands on top, then paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from app.changes.bundle import Bundle, letter
from app.changes.change import Change
from app.changes.quotes import apart
from app.changes.saying import NEITHER, NONE, Sides, Value, say
from app.changes.told import NOTHING, Drawn, Part, Quoted, Row, Told, quoted, row
from app.changes.words import word
from app.language import N_
from app.letters.template import TAG, Paragraph, Template

_FRONT = {
    "kind": N_("kind"), "title": N_("title"), "subject": N_("subject"), "form": N_("form of the law"),
    "signer": N_("signed by"), "book": N_("number book"), "symbol": N_("symbol in the number"),
    "addressees": N_("addressed to"), "recipients": N_("recipients"),
}  # fmt: skip

_WORD = re.compile(r"\w+")


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Tell what changed in the letters."""
    for name, body in new.files.items():
        if not name.endswith(".html") or old.files.get(name) == body:
            continue
        of = _Letter(old, new, name)
        if name not in old.files:
            yield of.change("letter_added")
            continue
        before, after = letter(old.files[name]), letter(body)
        if before is None or after is None:
            yield Change(
                kind="unreadable", file=name, element="", name=name, sentence=say("unreadable", name=name)
            )
        else:
            yield from of.compare(before, after)
    for name in old.files:
        if name.endswith(".html") and name not in new.files:
            yield _Letter(new, old, name).change("letter_removed")


@dataclass(frozen=True, eq=False)
class _Letter:
    """One letter as both versions have it."""

    old: Bundle
    new: Bundle
    file: str

    def compare(self, old: Template, new: Template) -> Iterator[Change]:
        for name, what in _FRONT.items():
            sides = _front(name, old), _front(name, new)
            if sides[0].text != sides[1].text:
                yield self.change("letter_front", sides, name, what=Told(what))
        matcher = SequenceMatcher(None, old.body, new.body, autojunk=False)
        for how, a, b, c, d in matcher.get_opcodes():
            if how != "equal":
                yield from self._block(old.body[a:b], new.body[c:d], a, c)

    def _block(
        self, old: tuple[Paragraph, ...], new: tuple[Paragraph, ...], first: int, place: int
    ) -> Iterator[Change]:
        """Tell a stretch of paragraphs that differ: in pairs as far as there are pairs that are alike."""
        pairs = _alike(old, new)
        for turn, one in enumerate(old):
            if turn not in pairs:
                yield self._paragraph("paragraph_removed", first + turn, (_text(one), NONE))
        for turn, other in enumerate(new):
            was = next((key for key, value in pairs.items() if value == turn), None)
            if was is None:
                yield self._paragraph("paragraph_added", place + turn, (NONE, _text(other)))
            else:
                yield from self._changed(old[was], other, place + turn)

    def _changed(self, old: Paragraph, new: Paragraph, place: int) -> Iterator[Change]:
        if old.when != new.when:
            yield self._paragraph("paragraph_when", place, (self._fields(old.when), self._fields(new.when)))
        if old.text == new.text:
            return
        if _bare(old.text) == _bare(new.text):
            names = [dict.fromkeys(found[2] for found in TAG.finditer(each.text)) for each in (old, new)]
            gone = [name for name in names[0] if name not in names[1]]
            come = [name for name in names[1] if name not in names[0]]
            for name in gone:
                yield self._paragraph("merge_field_removed", place, (self._field(name), NONE))
            for name in come:
                yield self._paragraph("merge_field_added", place, (NONE, self._field(name)))
            if gone or come:
                return
        before, after = apart(old.text, new.text)
        yield self._paragraph("paragraph", place, (Value(old.text, before), Value(new.text, after)))

    def _fields(self, names: tuple[str, ...]) -> Value:
        return Value(" ".join(names), row(self._field(name).part for name in names))

    def _field(self, name: str) -> Value:
        known = self.new.field(name)
        return Value(name, quoted(known.label) if known and known.label else Quoted(name))

    def _paragraph(self, kind: str, place: int, sides: Sides) -> Change:
        return self.change(kind, sides, str(place + 1), number=str(place + 1))

    def change(self, kind: str, sides: Sides = NEITHER, element: str = "", **more: Part | str) -> Change:
        """Tell one change of this letter."""
        key = PurePosixPath(self.file).stem
        names: dict[str, Part | str] = {
            "letter": self.new.letter_name(key),
            "old": sides[0].part,
            "new": sides[1].part,
        }
        return Change(
            kind=kind,
            file=self.file,
            element=element,
            name=key,
            sentence=say(kind, **(names | more)),
            old=sides[0].text,
            new=sides[1].text,
        )


def _front(name: str, template: Template) -> Value:
    found = getattr(template, name)
    if isinstance(found, tuple):
        return Value("\n".join(found), Quoted(Row(tuple(map(Drawn, found)), " / ")) if found else NOTHING)
    return Value(found, word("role", found) if name == "signer" else quoted(found))


def _text(paragraph: Paragraph) -> Value:
    return Value(paragraph.text, quoted(paragraph.text))


def _bare(text: str) -> str:
    """Give a paragraph without its merge fields."""
    return " ".join(_WORD.findall(TAG.sub(" ", text)))


def _alike(old: tuple[Paragraph, ...], new: tuple[Paragraph, ...]) -> dict[int, int]:
    """Pair paragraphs that have most of their words in common, each with the next one that is."""
    if len(old) == len(new) == 1:
        return {0: 0}
    pairs: dict[int, int] = {}
    place = 0
    for turn, one in enumerate(old):
        words = set(one.text.split())
        for other in range(place, len(new)):
            shared = words & set(new[other].text.split())
            if 2 * len(shared) > max(len(words), len(set(new[other].text.split()))):
                pairs[turn] = other
                place = other + 1
                break
    return pairs
