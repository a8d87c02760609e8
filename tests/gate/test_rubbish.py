"""Ten thousand spoiled drawings, tables, forms and letters: each gets a clear answer, and quickly.

The number in a test's name is the seed of its hundred files; ``spoiled(kind, seed)`` makes one of them again.
"""

from __future__ import annotations

import gc
import random
import time
from functools import cache

import pytest

from app import decisions, formdefs, gate, rehearsal
from app.engine import draft, step, xmlsafe
from app.engine.errors import StepFailed
from app.engine.note import Note
from app.gate import Kind, Verdict, shelf
from app.language import use
from tests.engine.sketch import NOON, Office, border, chain, draw, message, start, user
from tests.engine.test_damaged_drawings import INNER, WHOLE
from tests.gate import damage
from tests.procedures import bundles
from tests.truth.grow import Grower

FILES = {"drawing": 3_200, "table": 1_600, "form": 2_800, "letter": 2_400}
A_TEST = 100
SLOWEST = 2.0  # seconds of the processor for one file
SMALL = 24_000  # bytes
BUNDLES = ("dialogue", "escalation", "letter_issue")
KNOWING = {"bpmn": damage.tree_of, "dmn": damage.tree_of, "json": damage.json_of, "html": damage.text_of}


@cache
def pool(kind: str) -> tuple[bytes, ...]:
    """Gather whole files of one kind: what is shipped and not too large, and small ones of our own."""
    root, ways = bundles.ROOT, {
        "drawing": ("processes/*/*.bpmn", "tests/corpus/**/*.bpmn"), "form": ("forms/*.json",),
        "table": ("processes/*/*.dmn", "tests/corpus/**/*.dmn"), "letter": ("processes/*/letters/*.html",),
    }  # fmt: skip
    found = [path.read_bytes() for way in ways[kind] for path in sorted(root.glob(way))]
    whole = [content for content in found if len(content) < SMALL]
    if kind == "drawing":
        grown = [Grower(seed, 6).grow().drawings()[0] for seed in range(200)]
        return (*whole, WHOLE, INNER, *grown)
    return tuple(whole)


def spoiled(kind: str, seed: int) -> bytes:
    """Spoil one file: mostly so that it still looks like what it was."""
    rng = random.Random(f"{kind}-{seed}")  # noqa: S311 - rubbish is not a secret
    content = rng.choice(pool(kind))
    knowing = {
        "drawing": damage.tree_of,
        "table": damage.tree_of,
        "form": damage.json_of,
        "letter": damage.text_of,
    }
    if rng.random() < 0.8:
        content = knowing[kind](rng, content)
    for _ in range(rng.choice([0, 0, 0, 0, 1, 2])):
        content = damage.bytes_of(rng, content)
    return content


def _batches() -> list[tuple[str, int]]:
    return [(kind, seed) for kind, count in FILES.items() for seed in range(0, count, A_TEST)]


@pytest.fixture
def _unswept():
    """Keep a sweep of the whole process's memory out of the time that one file takes."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_unswept")
@pytest.mark.parametrize(("kind", "first"), _batches(), ids=str)
def test_a_spoiled_file_gets_a_clear_answer(kind, first, record_property):
    slowest = 0.0
    for seed in range(first, first + A_TEST):
        content = spoiled(kind, seed)
        began = time.thread_time()
        verdict = gate.check(f"a.{kind}", content)
        took = time.thread_time() - began
        slowest = max(slowest, took)
        assert took < SLOWEST, (kind, seed, took)
        _is_clear(verdict, (kind, seed))
        if verdict.accepted:
            _works(verdict, content, (kind, seed))
    record_property("slowest", slowest)


def _is_clear(verdict: Verdict, which: tuple[str, int]) -> None:
    assert isinstance(verdict, Verdict), which
    assert verdict.accepted or verdict.refusals, which
    for note in (*verdict.notes, *verdict.refusals):
        assert isinstance(note.element, str), (which, note)
        assert note.rule == note.rule.lower().replace(" ", "-").strip(), (which, note)
        assert note.rule, (which, note)
        assert _said(note), (which, note)


def _said(note: Note) -> bool:
    with use("en"):
        english = note.message
    return len(note.message.strip()) > 10 and len(english.strip()) > 10


def _works(verdict: Verdict, content: bytes, which: tuple[str, int]) -> None:
    """Use what was let in: a draft can be begun, stored and loaded, a form shown, a table asked."""
    if verdict.kind is Kind.PROCEDURE:
        for process in draft.processes(xmlsafe.read(content)):
            definition = draft.compile_draft({"a.drawing.bpmn": content}, process_id=process).definition
            try:
                begun = step.start(definition, data={}, now=NOON, world=Office())
            except StepFailed:  # it reads a field that only whoever begins it can give, and asks for it
                assert rehearsal.questions({"a.bpmn": content}, process_id=process), which
                continue
            assert step.look(definition, begun.state, now=NOON) == begun.after, which
    elif verdict.kind is Kind.FORM and verdict.publishable:
        form = formdefs.read(content)
        assert formdefs.view(form, {}).key == form.key, which
        formdefs.check(form, {})
    elif verdict.kind is Kind.TABLE and verdict.publishable:
        model = decisions.read(content)
        for decision in model.decisions[:1]:
            assert isinstance(decisions.decide(model, decision.id, {}).outputs, dict), which


def test_a_date_whose_kind_is_a_list_is_refused_in_words():
    form = b'{"components": [{"type": "datetime", "key": "day", "subtype": {"date": 1}}]}'
    verdict = gate.check("a.json", form)
    assert "day" in {refusal.element for refusal in verdict.refusals}
    _is_clear(verdict, ("form", 559))


def test_a_sentence_may_speak_of_a_message():
    assert _said(Note("c1", "message", "Nobody sends {message}.", (("message", "withdrawal"),)))


def test_an_event_that_hangs_on_itself_is_refused_in_words():
    around = border("b", "b", message(), interrupts=True) + border("c", "d", message(), interrupts=True)
    drawing = draw(start(), user("a"), around, border("d", "c", "", interrupts=True), chain("s", "a"))
    verdict = gate.check("a.bpmn", drawing.replace(b'"a"', b'"b"', 1))
    _is_clear(verdict, ("drawing", 3548))
    assert not verdict.publishable


@cache
def bundle(procedure: str) -> dict[str, bytes]:
    """Gather all that a version of a shipped procedure pins."""
    drawing = bundles.ROOT / "processes" / procedure / f"{procedure}.bpmn"
    return {**shelf.around(drawing), drawing.name: drawing.read_bytes()}


@pytest.mark.parametrize("seed", range(60))
def test_a_bundle_of_which_some_files_are_spoiled_gets_a_clear_answer(seed):
    rng = random.Random(f"bundle-{seed}")  # noqa: S311 - rubbish is not a secret
    procedure = rng.choice(BUNDLES)
    files = dict(bundle(procedure))
    for name in rng.sample(sorted(files), rng.randint(1, 5)):
        files[name] = KNOWING[name.rpartition(".")[2]](rng, files[name])
    del files[rng.choice(sorted(files))]
    _is_clear(gate.check_bundle(files, process_id=procedure), ("bundle", seed))
    whole = bundle(procedure)[f"{procedure}.bpmn"]
    _is_clear(gate.check(f"{procedure}.bpmn", whole, context=files), ("bundle", seed))
