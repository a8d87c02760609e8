"""A file from outside may waste the chamber's time and memory; the office's own it may not."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from app.gate import chamber as chambers
from app.gate.chamber import Chamber, Declined, TooCostly, Unforeseen, examine, limits, room
from app.gate.checking import check
from app.language import use
from tests.engine.sketch import NOON, both, chain, draw, end, flow, start, user, xor

PLAIN = draw(start(), user("a"), end(), chain("s", "a", "e"))
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit of memory")


@pytest.fixture(scope="module")
def chamber():
    """A chamber of these tests' own, so that the jobs below may be asked of it."""
    one = Chamber()
    yield one
    one.close()


def _ask(chamber: Chamber, content: bytes = PLAIN, name: str = "p.bpmn") -> dict[str, object]:
    return chamber.call("check", {"name": name, "content": content, "context": {}})


def _pid(chamber: Chamber) -> int:
    return chamber._child._process.pid  # noqa: SLF001 - the claims look at the process


def test_the_chamber_says_what_the_gate_says():
    broken = draw(start(), user("a"), end(), chain("s", "a"))
    for content in (PLAIN, broken, b"", b"<!DOCTYPE x><x/>", b"{}"):
        assert examine("p.bpmn", content).told() == check("p.bpmn", content).told()


def test_a_bundle_is_judged_there_too():
    assert chambers.examine_bundle({"p.bpmn": PLAIN}, process_id="p").accepted
    assert not chambers.examine_bundle({"p.bpmn": PLAIN}, process_id="q").accepted


def test_a_decision_is_asked_there_in_plain_values(chamber):
    table = next(Path("processes").rglob("*.dmn")).read_bytes()
    with pytest.raises(Declined) as declined, use("en"):
        chamber.call("decide", {"content": table, "decision": "nobody", "inputs": {}})
    assert declined.value.sentence.startswith("There is no decision “nobody”")


def test_a_job_that_is_not_on_the_list_is_a_mistake_of_the_program_and_the_child_goes_on(chamber):
    _ask(chamber)
    before = _pid(chamber)
    with pytest.raises(Unforeseen):
        chamber.call("os.system", {})
    assert _ask(chamber)["accepted"]
    assert _pid(chamber) == before


# --- drawings that burn


def _forks(blocks: int, ways: int) -> bytes:
    parts, last = [start()], "s"
    for block in range(blocks):
        names = [f"a{block}_{way}" for way in range(ways)]
        parts += [both(f"f{block}", f"j{block}"), user(*names), flow(last, f"f{block}")]
        parts += [chain(f"f{block}", name, f"j{block}") for name in names]
        last = f"j{block}"
    return draw(*parts, end(), flow(last, "e"))


def _tangle(size: int) -> bytes:
    """Gateways of which each leads to each."""
    names = [f"g{number}" for number in range(size)]
    arrows = [flow(a, b, "x > 1") for a in names for b in names if a != b]
    return draw(start(), *(xor(name) for name in names), end(), *arrows, flow("s", "g0"), flow("g1", "e"))


def _open_side_by_side(size: int) -> bytes:
    """One fork into many branches with choices: the states of the drawing multiply."""
    parts = [start(), both("f", "j"), end(), flow("s", "f"), flow("j", "e")]
    for n in range(size):
        parts += [user(f"a{n}", f"b{n}"), xor(f"x{n}", f"x{n}__y{n}"), xor(f"y{n}")]
        parts += [
            chain("f", f"a{n}", f"x{n}", f"y{n}", "j"),
            flow(f"x{n}", f"b{n}", "k == 1"),
            flow(f"b{n}", f"y{n}"),
        ]
    return draw(*parts)


def _cells(size: int, cell: str) -> bytes:
    rows = "".join(
        f'<rule id="r{n}"><inputEntry id="i{n}"><text>{cell}</text></inputEntry>'
        f'<outputEntry id="o{n}"><text>1</text></outputEntry></rule>'
        for n in range(size)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">'
        '<decision id="t" name="t"><decisionTable id="dt" hitPolicy="FIRST">'
        '<input id="i">'
        '<inputExpression id="ie" typeRef="number"><text>x</text></inputExpression></input>'
        '<output id="o" name="y" typeRef="number"/>'
        f"{rows}</decisionTable></decision></definitions>"
    ).encode()


LONG = [f"a{number}" for number in range(2_000)]
PARTS = "".join(f'<bpmn:subProcess id="p{number}">' for number in range(90)) + "</bpmn:subProcess>" * 90
FIELD = '{{"type":"textfield","key":"k{}","conditional":{{"hide":"=x = {}"}}}}'
HEAVY = {
    "many elements": draw(*(f'<bpmn:group id="g{number}"/>' for number in range(19_000))),
    "one long chain": draw(start(), user(*LONG), end(), chain("s", *LONG, "e")),
    "forks in a row": _forks(40, 4),
    "each leads to each": _tangle(60),
    "branches with choices": _open_side_by_side(16),
    "deep parts": draw(start(), PARTS),
    "a deep cell": _cells(20, "(" * 3_000 + "1" + ")" * 3_000),
    "a long table": _cells(4_000, "[1..5]"),
    "an endless cell": _cells(3, "count(for i in 1..1000000000 return i) > 1"),
    "a long condition": draw(
        start(), xor("g", "g__e"), end(), end("f"), chain("s", "g", "e"), flow("g", "f", "not " * 500_000)
    ),
    "a form in a form": b'{"components": [' + b'{"type":"group","components":[' * 900 + b"]}" * 900 + b"]}",
    "a wide form": f'{{"components": [{",".join(FIELD.format(n, n) for n in range(8_000))}]}}'.encode(),
    "a long letter": b"---\nkey: a\n---\n" + b"{{ x }} <p>" * 100_000,
}


@pytest.mark.parametrize("content", HEAVY.values(), ids=HEAVY)
def test_what_burns_is_answered_soon_and_the_next_file_is_served(chamber, content):
    _ask(chamber)
    began = time.perf_counter()
    with suppress(TooCostly, Declined):
        assert isinstance(_ask(chamber, content)["accepted"], bool)
    assert time.perf_counter() - began < limits.CPU_SECONDS + limits.PATIENCE + 1
    assert _ask(chamber)["accepted"]


@LINUX
def test_the_offices_own_memory_does_not_grow_with_what_it_sends_there(chamber):
    _ask(chamber, HEAVY["many elements"])
    gc.collect()
    before = _resident()
    for _time in range(5):
        _ask(chamber, HEAVY["many elements"])
    gc.collect()
    assert _resident() - before < 16 * 1024 * 1024


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


# --- the child


@pytest.fixture
def burning(monkeypatch, tmp_path):
    """Let a chamber's child know jobs that burn on purpose, in each of the ways in which code can."""
    (tmp_path / "burning.py").write_text(
        "import os, re, time, sys\n"
        "from app.gate.chamber import jobs, limits\n"
        "def cpu(payload):\n    while True: pass\n"
        "def library(payload):\n    re.match(r'(a+)+$', 'a' * 60 + 'b')\n"
        "def memory(payload):\n    return {'size': len(bytearray(payload['bytes']))}\n"
        "def sleep(payload):\n    time.sleep(60)\n"
        "def large(payload):\n    return {'text': 'x' * payload['size']}\n"
        "def chatty(payload):\n    print('hello'); sys.stdout.flush(); return {}\n"
        "def look(payload):\n    return {'environ': dict(os.environ), 'cwd': os.getcwd(),"
        " 'open': sorted(int(n) for n in os.listdir('/proc/self/fd'))}\n"
        "def write(payload):\n    with open(payload['path'], 'w') as file: file.write('xx')\n    return {}\n"
        "for name in ('cpu', 'library', 'memory', 'sleep', 'large', 'chatty', 'look', 'write'):\n"
        "    jobs._PATHS[name] = 'burning:' + name\n"
        "limits.IDLE_SECONDS = 0.3\n"
        "limits.MOST_JOBS = 4\n"
        "from app.gate.chamber.__main__ import main\n"
        "if __name__ == '__main__': sys.exit(main())\n"
    )
    monkeypatch.setattr(room, "CHILD", ("burning",))
    monkeypatch.syspath_prepend(tmp_path)
    one = Chamber()
    yield one
    one.close()


@pytest.mark.parametrize("task", ["cpu", "library"])
def test_a_job_is_ended_after_three_seconds_of_work_also_within_a_library(burning, task):
    burning.call("chatty", {})
    began = time.perf_counter()
    with pytest.raises(TooCostly):
        burning.call(task, {})
    assert limits.CPU_SECONDS - 0.5 < time.perf_counter() - began < limits.CPU_SECONDS + limits.PATIENCE
    assert burning.call("chatty", {}) == {}


@LINUX
def test_a_job_gets_half_a_gigabyte_and_no_more(burning):
    assert burning.call("memory", {"bytes": 300 * 1024 * 1024}) == {"size": 300 * 1024 * 1024}
    with pytest.raises(TooCostly):
        burning.call("memory", {"bytes": 520 * 1024 * 1024})
    assert burning.call("chatty", {}) == {}


def test_a_job_that_does_nothing_is_ended_when_the_office_has_waited_long_enough(burning, monkeypatch):
    monkeypatch.setattr(limits, "PATIENCE", -2.0)
    began = time.perf_counter()
    with pytest.raises(TooCostly):
        burning.call("sleep", {})
    assert time.perf_counter() - began < 30


def test_an_answer_that_is_too_long_is_not_listened_to(burning, monkeypatch):
    monkeypatch.setattr(room, "LARGEST_ANSWER", 1000)
    with pytest.raises(TooCostly):
        burning.call("large", {"size": 2000})
    assert burning.call("large", {"size": 10}) == {"text": "x" * 10}


@LINUX
def test_the_child_is_handed_nothing_of_the_offices(burning, monkeypatch):
    monkeypatch.setenv("DONTHU_KEY_FILE", "/secret/keys")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h/d")
    seen = burning.call("look", {})
    assert set(seen["environ"]) <= {
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
        "MALLOC_ARENA_MAX",
        "LC_ALL",
        "TZ",
        "LC_CTYPE",
    }
    assert seen["cwd"] == "/"
    assert len(seen["open"]) <= 6


def test_the_child_writes_no_file(burning, tmp_path):
    with pytest.raises(Unforeseen):
        burning.call("write", {"path": str(tmp_path / "x")})
    assert (tmp_path / "x").read_bytes() == b""


def test_a_child_that_was_killed_is_replaced(chamber):
    _ask(chamber)
    before = _pid(chamber)
    os.kill(before, signal.SIGKILL)
    with pytest.raises(TooCostly):
        _ask(chamber)
    assert _ask(chamber)["accepted"]
    assert _pid(chamber) != before


def test_a_child_that_is_spent_or_idle_leaves_and_nobody_notices(burning):
    pids = set()
    for _job in range(6):
        burning.call("chatty", {})
        pids.add(_pid(burning))
    assert len(pids) == 2
    time.sleep(1)
    assert burning.call("chatty", {}) == {}
    assert _pid(burning) not in pids


def test_eight_threads_at_once_get_each_their_own_answer(chamber):
    drawings = [
        draw(start(), user(f"a{n}"), end(), chain("s", f"a{n}", "e"), process=f"p{n}") for n in range(8)
    ]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: chamber.call("begin", {
            "files": {"p.bpmn": drawings[n]}, "process_id": f"p{n}", "at": NOON, "data": {}, "beside": (),
        }), range(8)))  # fmt: skip
    assert len({answer["scene"] for answer in found}) == 8


def test_the_chamber_leaves_no_process_behind():
    script = (
        "from app.gate.chamber import chamber, examine\n"
        "examine('p.bpmn', b'<x/>')\n"
        "print(chamber()._child._process.pid)\n"
    )
    ran = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    with pytest.raises(ProcessLookupError):
        os.kill(int(ran.stdout), 0)
    assert ran.stderr == ""


def test_a_refusal_speaks_the_readers_language():
    with use("vi"):
        assert TooCostly().sentence.startswith("Tệp này tốn nhiều thời gian")
    with use("en"):
        assert TooCostly().sentence.startswith("This takes more time")
