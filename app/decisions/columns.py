"""What cells take, found by asking FEEL: at each value they name, between them, beyond them, and at nothing.

A cell made only of values, signs, intervals and ``not`` changes its answer at no other place, so this is
exact. A cell that speaks of other names or functions is left open: nothing is claimed about it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app import feel
from app.decisions import model as m

LITERAL = re.compile(
    r'(?:@|(?:date and time|date|time|duration)\s*\(\s*)"[^"]*"(?:\s*\))?'
    r'|"(?:[^"\\]|\\.)*"|(?<![\w)])(?<!\d\.)-?\d+(?:\.\d+)?(?![\w])|\b(?:true|false|null)\b'
)
PLAIN = re.compile(r"[\s\[\]().,<>=!-]*")
MOST = 100_000  # cells times samples of a column
WORDS = re.compile(r"[^\W\d]\w*")
WHOLE = frozenset({"integer", "long"})
Value = str | int | float | bool | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class Column:
    """What the columns of one expression can be given: sample values, those that may really occur first.

    ``masks`` tells for each cell which samples pass; a cell that is missing there is left open.
    ``possible`` are the samples that count when something is said to be missing.
    """

    at: tuple[int, ...]
    label: str
    samples: tuple[Value, ...]
    masks: dict[str, int]
    possible: int

    @property
    def all(self) -> int:
        """Every sample."""
        return (1 << len(self.samples)) - 1

    def taken(self, tests: Sequence[str]) -> int | None:
        """Tell which samples a row takes here; None where that is left open."""
        found = self.all
        for at in self.at:
            if tests[at] not in m.DASH:
                if tests[at] not in self.masks:
                    return None
                found &= self.masks[tests[at]]
        return found


def columns_of(table: m.Table, allowed: Sequence[str]) -> list[Column]:
    """Look at the columns of a table; those that look at the same thing are one. ``allowed`` by column."""
    places: dict[str, list[int]] = {}
    for at, clause in enumerate(table.inputs):
        places.setdefault(clause.text, []).append(at)
    return [_column(table, at, allowed[at[0]]) for at in places.values()]


def tied(table: m.Table) -> bool:
    """Say whether two columns speak of the same name in different ways: then not all combinations occur."""
    spoken = [set(WORDS.findall(text)) for text in {clause.text for clause in table.inputs}]
    return any(a & b for place, a in enumerate(spoken) for b in spoken[place + 1 :])


def literals(text: str) -> list[str] | None:
    """List the values that a cell names; None for a cell that says more than values, signs and ``not``."""
    rest = LITERAL.sub("", text)
    rest = re.sub(r"^\s*not\s*\(", "(", rest)
    named = LITERAL.findall(text)
    ordered = any(sign in rest for sign in ("<", ">", "..")) and any(each.startswith('"') for each in named)
    return named if PLAIN.fullmatch(rest) and not ordered else None


def _column(table: m.Table, at: Sequence[int], allowed: str) -> Column:
    clause = table.inputs[at[0]]
    cells = list(dict.fromkeys(rule.tests[place] for rule in table.rules for place in at))
    known = [cell for cell in cells if cell not in m.DASH and literals(cell) is not None]
    named = _values(*([allowed] if allowed else []), *known)
    samples = tuple(_samples(named, clause.type, closed=_listed(allowed)))
    masks = _masks([*known, *([allowed] if allowed else [])], samples)
    really = masks.get(allowed, (1 << len(samples)) - 1) if allowed else (1 << len(samples)) - 1
    said = any("null" in (literals(cell) or ()) for cell in known)
    nothing = 0 if said and not allowed else sum(1 << n for n, value in enumerate(samples) if value is None)
    return Column(tuple(at), clause.label or clause.text, samples, masks, really & ~nothing)


def _listed(allowed: str) -> bool:
    """Say whether the allowed values are a list of single ones."""
    return bool(allowed) and not LITERAL.sub("", allowed).strip(" ,\n\t")


@lru_cache(maxsize=1024)
def _values(*cells: str) -> tuple[Value, ...]:
    """Work out the values that cells name, each once, in the order in which they are named."""
    texts = list(dict.fromkeys(text for cell in cells for text in literals(cell) or ()))
    return tuple(value for value in map(_value, texts) if value is not None)


@lru_cache(maxsize=4096)
def _value(text: str) -> Value:
    """Read a literal: a plain one as JSON would, another by FEEL."""
    try:
        found = json.loads(text)
    except ValueError:
        found = feel.evaluate(text)
    return found if isinstance(found, Value) else None


def _masks(cells: Sequence[str], samples: Sequence[Value]) -> dict[str, int]:
    """Ask FEEL, in one crossing, which samples pass each cell.

    Between two values that a cell names its answer does not change: it is asked once there. A column too
    large for that is left open.
    """
    if len(cells) * len(samples) > MOST:
        return {}
    places: dict[tuple[str, object], int] = {}
    asked: list[tuple[str, Value]] = []
    regions = [_regions(_values(cell), samples) for cell in cells]
    for cell, found in zip(cells, regions, strict=True):
        for region, sample in zip(found, samples, strict=True):
            if places.setdefault((cell, region), len(asked)) == len(asked):
                asked.append((cell, sample))
    questions = [feel.Question(cell, {}, "unary", value) for cell, value in asked]
    passed = [answer.value is True for answer in feel.evaluate_all(questions)]
    return {
        cell: sum(1 << n for n, region in enumerate(found) if passed[places[cell, region]])
        for cell, found in zip(cells, regions, strict=True)
    }


def _regions(named: Sequence[Value], samples: Sequence[Value]) -> list[object]:
    """Tell for each sample where it lies among the values that a cell names: on one, or between two."""
    marks = {family: sorted(v for v in named if _family(v) == family) for family in map(_family, named)}  # type: ignore[type-var]
    regions: list[object] = []
    for sample in samples:
        family = _family(sample)
        among = marks.get(family, [])
        if sample is None or isinstance(sample, bool) or sample in among:
            regions.append((family, sample))
        elif isinstance(sample, str):
            regions.append((family, None))
        else:
            regions.append((family, "between", bisect(among, sample)))  # type: ignore[type-var]
    return regions


def _family(value: Value) -> str:
    return (
        "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__
    )


def _samples(named: Sequence[Value], kind: str, *, closed: bool) -> Iterator[Value]:
    """Give the values named, and where more can occur one from between and beyond them; last, nothing."""
    texts = [value for value in named if isinstance(value, str)]
    yield from texts
    if (texts or kind == "string") and not closed:
        yield "…"
    if kind == "boolean" or any(isinstance(value, bool) for value in named):
        yield from (True, False)
    yield from _numbers([v for v in named if isinstance(v, (int, float)) and not isinstance(v, bool)], kind)
    for family in (dt.datetime, dt.date, dt.time, dt.timedelta):
        yield from _moments([value for value in named if type(value) is family])
    yield None


def _numbers(named: Iterable[float], kind: str) -> Iterator[float]:
    marks = sorted(set(named))
    if not marks:
        return
    whole = kind.rpartition(":")[2].lower() in WHOLE
    between = (low + 1 if whole else (low + high) / 2 for low, high in pairwise(marks))
    yield from dict.fromkeys([*marks, *between, marks[0] - 1, marks[-1] + 1])


def _moments(named: Iterable[Value]) -> Iterator[Value]:
    """Give each moment with its neighbours: days for dates, seconds else."""
    for value in named:
        if isinstance(value, dt.time):
            day = dt.datetime.combine(dt.date(2000, 1, 1), value)
            yield from (value, *((day + by).time() for by in (-SECOND, SECOND)))
        elif isinstance(value, (dt.date, dt.timedelta)):
            step = dt.timedelta(days=1) if type(value) is dt.date else SECOND
            yield from (value, value - step, value + step)


SECOND = dt.timedelta(seconds=1)
