"""Whatever comes in is compared without a fault, in both languages, and quickly."""

from __future__ import annotations

import random
import time
from functools import cache
from pathlib import Path

import pytest

from app.changes import KINDS, Change, compare, marks
from app.language import ROOT, use
from tests.changes.edits import shipped
from tests.gate import damage

CORPUS = sorted(path for path in (ROOT / "tests" / "corpus").rglob("*.*") if ".bpmn" in path.name)
KNOWING = {"bpmn": damage.tree_of, "dmn": damage.tree_of, "json": damage.json_of, "html": damage.text_of}
SLOWEST = 0.3  # seconds of the processor for the largest procedure


def said(changes: tuple[Change, ...]) -> int:
    """Say everything in both languages and mark it; give how much there is."""
    for language in ("vi", "en"):
        with use(language):
            assert all(change.said for change in changes)
    assert {change.kind for change in changes} <= KINDS.keys()
    marks(changes, "old")
    marks(changes, "new")
    return len(changes)


@cache
def read(path: Path) -> bytes:
    return path.read_bytes()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_drawings_of_other_programs_are_compared_with_one_another(path: Path):
    for other in (*CORPUS[:: 1 + len(CORPUS) // 12], path):
        found = compare({"x.bpmn": read(path)}, {"x.bpmn": read(other)}, procedure="x")
        assert bool(said(found)) == (path != other)


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_spoiled_drafts_are_compared(first: int):
    for seed in range(first, first + 20):
        rng = random.Random(seed)  # noqa: S311 - rubbish is not a secret
        procedure = rng.choice(["complaint_first", "recommendation", "intake", "prolonged"])
        old = shipped(procedure)
        new = dict(old) | {"scenarios/a.yaml": b"- name: a\n", "en.po": b'msgid "a"\nmsgstr "b"\n'}
        for name in rng.sample(sorted(new), 5):
            spoil = KNOWING.get(name.rpartition(".")[2], damage.bytes_of)
            new[name] = (
                damage.bytes_of(rng, spoil(rng, new[name])) if rng.random() < 0.2 else spoil(rng, new[name])
            )
        assert said(compare(old, new, procedure=procedure))
        said(compare(new, old, procedure=procedure))


def test_the_largest_procedure_is_compared_in_less_than_a_third_of_a_second():
    assert min(_largest(f"<!-- {turn} -->".encode()) for turn in range(3)) < SLOWEST


def _largest(fresh: bytes) -> float:
    """Compare the largest procedure, of which every drawing is new, and give the seconds of the processor."""
    drawn = {name: body for name, body in shipped("denunciation").items() if name.endswith(".bpmn")}
    old = {**shipped("denunciation"), **{name: body + fresh for name, body in drawn.items()}}
    new = {
        name: body.replace(b"chairman", b"clerk").replace(b"officer", b"unit_head")
        for name, body in old.items()
    }
    began = time.thread_time()
    found = compare(old, new, procedure="denunciation")
    took = time.thread_time() - began
    assert len(found) > 30
    return took
