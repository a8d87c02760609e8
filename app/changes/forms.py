"""The forms of two versions compared, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from app.changes import answers
from app.changes.bundle import Bundle
from app.changes.change import Change
from app.changes.fields import Item, items
from app.changes.rows import out_of_order
from app.changes.saying import NEITHER, NONE, Sides, Value, say, texts
from app.changes.told import Drawn, Part, Quoted, Row, Told, quoted, row, told
from app.language import N_


def compare(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Tell what changed in the forms; one that no step shows any more is told by the step."""
    for name, body in new.files.items():
        if not name.endswith(".json"):
            continue
        form = Form(old, new, name)
        if name not in old.files:
            asked = row(Quoted(Drawn(item.label)) for item in items(body) if item.label)
            yield form.change("form_added", fields=asked)
        elif old.files[name] != body:
            yield from form.compare()
    for name in old.files:
        key = PurePosixPath(name).stem
        if name.endswith(".json") and name not in new.files and new.shows(key):
            yield Form(new, old, name).change("form_removed")


@dataclass(frozen=True, eq=False)
class Form:
    """One form as both versions have it."""

    old: Bundle
    new: Bundle
    file: str

    def compare(self) -> Iterator[Change]:
        """Tell what changed in its fields: each kept one, then what went, came and moved."""
        before, after = ({i.key: i for i in items(b.files[self.file])} for b in (self.old, self.new))
        pairs = _paired(before, after)
        back = {new: old for old, new in pairs.items()}
        for key, item in after.items():
            if key in back:
                yield from self._kept(before[back[key]], item, pairs)
            elif item.inside in back or item.inside not in after:
                yield self._tell("field_added", item, place=_place(item, after), inside=_inside(item, after))
        for key, item in before.items():
            if key not in pairs and (item.inside in pairs or item.inside not in before):
                yield self._tell("field_removed", item, inside=_inside(item, before))
        stayed = [
            key for key in before if key in pairs and not self._moved(before[key], after[pairs[key]], pairs)
        ]
        yield from self._order([pairs[key] for key in stayed], after)

    def _kept(self, old: Item, new: Item, pairs: dict[str, str]) -> Iterator[Change]:
        if old.label != new.label:
            yield self._tell("field_label", new, texts(old.label, new.label))
        if old.key.rpartition(".")[2] != new.key.rpartition(".")[2]:
            yield self._tell("field_key", new, texts(old.key, new.key))
        if self._moved(old, new, pairs):
            groups = (self._group(old, self.old), self._group(new, self.new))
            yield self._tell("field_moved", new, groups)
        for kind, sides, more in answers.differences(old, new, self.old, self.new):
            yield self._tell(kind, new, sides, **more)

    def _group(self, item: Item, bundle: Bundle) -> Value:
        """Say in which group or list a field stands."""
        around = {each.key: each.label for each in items(bundle.files[self.file])}
        outside = Told(N_("outside any group"))
        return Value(item.inside, quoted(around.get(item.inside) or item.inside) if item.inside else outside)

    def _moved(self, old: Item, new: Item, pairs: dict[str, str]) -> bool:
        """Tell whether a field went into another group or list."""
        return pairs.get(old.inside, old.inside) != new.inside

    def _order(self, kept: list[str], after: dict[str, Item]) -> Iterator[Change]:
        """Tell which fields stand elsewhere among the others."""
        now = [key for key in after if key in kept]
        for key in out_of_order(kept, now):
            place = now.index(key)
            before = quoted(after[now[place - 1]].label) if place else Told(N_("the top of the form"))
            yield self._tell("field_order", after[key], (NONE, Value("", before)))

    def _tell(self, kind: str, item: Item, sides: Sides = NEITHER, **more: Part | str) -> Change:
        told_of = self.change(kind, sides, field=quoted(item.label or item.key), **more)
        return replace(told_of, element=item.key, name=item.label or item.key)

    def change(self, kind: str, sides: Sides = NEITHER, **more: Part | str) -> Change:
        """Tell one change of this form."""
        key = PurePosixPath(self.file).stem
        named = self.new if self.new.shows(key) else self.old
        old, new = sides
        names: dict[str, Part | str] = {
            "form": Quoted(named.form_name(key)),
            "old": old.part,
            "new": new.part,
        }
        return Change(
            kind=kind,
            file=self.file,
            element="",
            name=key,
            sentence=say(kind, **(names | more)),
            old=old.text,
            new=new.text,
        )


def _paired(before: dict[str, Item], after: dict[str, Item]) -> dict[str, str]:
    """Pair fields by key, else by id, else by what they are called."""
    pairs = {key: key for key in before if key in after}
    for sign in (lambda item: item.id, lambda item: (item.label, item.kind) if item.label else ""):
        free = {sign(item): key for key, item in after.items() if key not in pairs.values() and sign(item)}
        for key, item in before.items():
            if key not in pairs and sign(item) in free:
                pairs[key] = free.pop(sign(item))
    return pairs


def _inside(item: Item, items_of: dict[str, Item]) -> Part:
    """Say what a group or a list asks for."""
    labels = [each.label for each in items_of.values() if each.inside == item.key and each.label]
    return told(N_(", in it {fields}"), fields=row(map(quoted, labels))) if labels else Row(())


def _place(item: Item, after: dict[str, Item]) -> Part:
    keys = list(after)
    place = keys.index(item.key)
    if not place:
        return Row(())
    return told(N_(", after «{name}»"), name=Drawn(after[keys[place - 1]].label or keys[place - 1]))
