"""What stands in the fields of one form, as text: the same whether it was typed, kept or known before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import category, normalize

from app.formdefs.definition import Component, FormDefinition, level

ROWS = 200
ADD, REMOVE = "row-add:", "row-remove:"
Posted = Mapping[str, Sequence[str]]
Texts = dict[str, tuple[str, ...]]
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # these hide how a name is read


@dataclass(frozen=True, slots=True)
class Sheet:
    """Texts by the name of their field (``key``, or ``list.row.key``), and how many rows each list has."""

    texts: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int] = field(default_factory=dict)


def gather(form: FormDefinition, posted: Posted, known: Mapping[str, object]) -> Sheet:
    """Put in order what was posted; what the reader may not change is taken from what is known.

    ``known`` holds prefilled answers. A list that cannot grow has exactly the known rows; posted rows
    find theirs by the hidden field ``id`` where the list has one, else by their number. In a list that
    can grow, rows in which nothing was typed are left out.
    """
    texts: Texts = {}
    rows: dict[str, int] = {}
    for part in level(form.components):
        if part.kind == "dynamiclist":
            found = _rows(part, posted, known)[:ROWS]
            rows[part.key] = len(found)
            texts |= {
                f"{part.key}.{n}.{key}": said for n, row in enumerate(found) for key, said in row.items()
            }
        elif part.answers:
            texts[part.key] = _said(part, posted.get(part.key, ()), known)
    return Sheet(texts, rows)


def restore(form: FormDefinition, answers: Mapping[str, object]) -> Sheet:
    """Write answers back as the texts that stand in the fields, row by row."""
    texts: Texts = {}
    rows: dict[str, int] = {}
    for part in level(form.components):
        if part.kind == "dynamiclist":
            kept = dicts(answers.get(part.key))[:ROWS]
            rows[part.key] = len(kept)
            for number, row in enumerate(kept):
                texts |= {f"{part.key}.{number}.{c.key}": write(c, row.get(c.key)) for c in answering(part)}
        elif part.answers:
            texts[part.key] = write(part, answers.get(part.key))
    return Sheet(texts, rows)


def typed(
    form: FormDefinition, posted: Posted, *, context: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Give what was typed as answers to show again, also what could not be accepted.

    The buttons of lists are obeyed: ``row-add:LIST`` adds an empty row, ``row-remove:LIST:ROW`` takes
    one away (see ``changes_rows``).
    """
    sheet = gather(form, _without_removed(posted), context or {})
    shown: dict[str, object] = {key: [{} for _row in range(count)] for key, count in sheet.rows.items()}
    for name, said in sheet.texts.items():
        key, _dot, rest = name.partition(".")
        row, _dot, inner = rest.partition(".")
        rows = shown.get(key)
        if isinstance(rows, list) and row:
            rows[int(row)][inner] = list(said)
        else:
            shown[key] = list(said)
    for part in level(form.components):
        rows = shown.get(part.key)
        if part.addable and isinstance(rows, list) and f"{ADD}{part.key}" in posted:
            rows.append({})
    return shown


def changes_rows(posted: Posted) -> bool:
    """Say whether a button of a list was pressed: the form is to be shown again, not checked."""
    return any(name.startswith((ADD, REMOVE)) for name in posted)


def _without_removed(posted: Posted) -> Posted:
    removed = [
        name.removeprefix(REMOVE).replace(":", ".") + "." for name in posted if name.startswith(REMOVE)
    ]
    return {name: texts for name, texts in posted.items() if not name.startswith(tuple(removed))}


def write(component: Component, value: object) -> tuple[str, ...]:
    """Write one answer as the texts of its field: true is "true", no answer is nothing."""
    if value is None or value is False or value == "":
        return ()
    if value is True:
        return ("true",)
    if isinstance(value, (list, tuple)):
        return tuple(clean(str(part)) for part in value if part is not None and part != "")
    if component.kind == "number" and isinstance(value, float):
        return (f"{value:.12g}".replace(".", ","),)
    return (clean(str(value)),)


def clean(text: str) -> str:
    """Tidy what was typed: one spelling for each accented letter, no invisible or turning marks."""
    lines = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if lines.replace("\n", "").isprintable():  # nothing of the kind, as nearly always
        return lines.strip()
    kept = (c for c in lines if c in "\n\t" or (category(c) not in {"Cc", "Cs"} and c not in TURNING))
    return "".join(kept).strip()


def answering(part: Component) -> Iterator[Component]:
    """Visit the fields of one row."""
    return (component for component in level(part.children) if component.answers)


def dicts(found: object) -> list[Mapping[str, object]]:
    """Take the rows of a kept list; anything else counts as none."""
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, (list, tuple)) else []


def _said(part: Component, posted: Sequence[str], known: Mapping[str, object]) -> tuple[str, ...]:
    if part.readonly:
        return write(part, known.get(part.key))
    return tuple(said for text in posted if (said := clean(text)))


def _rows(part: Component, posted: Posted, known: Mapping[str, object]) -> list[Texts]:
    given = _posted_rows(part.key, posted)
    kept = dicts(known.get(part.key))
    if part.addable:
        rows = [_row(part, texts, _twin(texts, number, kept, part)) for number, texts in given.items()]
        return [row for row in rows if _written(part, row)]
    by_id = {texts["id"][0]: texts for texts in given.values() if texts.get("id")}
    found = [by_id.get(str(row.get("id")), {} if by_id else given.get(n, {})) for n, row in enumerate(kept)]
    if not kept:
        kept = [{} for _row in range(part.first_rows)]
        found = [given.get(number, {}) for number in range(len(kept))]
    return [_row(part, texts, row) for texts, row in zip(found, kept, strict=True)]


def _row(part: Component, given: Posted, known: Mapping[str, object]) -> Texts:
    return {
        c.key: write(c, known.get(c.key)) if c.kind == "hidden" else _said(c, given.get(c.key, ()), known)
        for c in answering(part)
    }


def _twin(
    given: Posted, number: int, kept: list[Mapping[str, object]], part: Component
) -> Mapping[str, object]:
    """Find the known row to which a posted row belongs; a new row has none."""
    if any(c.key == "id" for c in answering(part)):
        wanted = next(iter(given.get("id", ())), None)
        return next((row for row in kept if wanted is not None and str(row.get("id")) == wanted), {})
    return kept[number] if number < len(kept) else {}


def _written(part: Component, row: Texts) -> bool:
    return any(row[c.key] for c in answering(part) if not c.readonly and c.kind != "hidden")


def _posted_rows(key: str, posted: Posted) -> dict[int, dict[str, Sequence[str]]]:
    """Sort what was posted for a list by its row numbers, which may have holes."""
    name = re.compile(re.escape(key) + r"\.([0-9]{1,4})\.(\w{1,64})", re.ASCII)
    rows: dict[int, dict[str, Sequence[str]]] = {}
    for posted_name, texts in posted.items():
        if found := name.fullmatch(posted_name):
            rows.setdefault(int(found[1]), {})[found[2]] = texts
    return dict(sorted(rows.items()))
