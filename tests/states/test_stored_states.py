"""What a released version stored loads, waits for the same, and comes to its end, in every later version."""

import base64
import datetime as dt
from importlib.metadata import version

import pytest

from app.engine import codec, step
from app.engine.definition import compile_definition
from app.engine.errors import StateUnreadable
from app.gate import shelf
from tests.states import corpus, way

STORED = [(release, key) for release in corpus.releases() for key in corpus.read(release)["procedures"]]


def _definition(release: str, key: str):
    kept = corpus.read(release)
    files = {name: kept["drawings"][name].encode() for name in kept["procedures"][key]["files"]}
    return compile_definition(files, process_id=key)


@pytest.mark.parametrize(("release", "key"), STORED)
def test_a_stored_state_waits_for_the_same_and_goes_on_to_its_end(release, key):
    definition = _definition(release, key)
    for kept in corpus.read(release)["procedures"][key]["states"]:
        state = base64.b64decode(kept["state"])
        office = way.Office(dt.datetime.fromisoformat(kept["now"]), kept["letters"])
        assert way.told(step.look(definition, state, now=office.now)) == kept["picture"]
        for move in kept["moves"]:
            now = way.go(definition, state, move, office)
            assert (now.faults, now.conflicts) == ((), ())
            state = now.state
        assert now.ended
        assert set(kept["ends"]) <= set(now.ends)


def test_every_shipped_procedure_is_among_the_states_of_the_newest_release():
    kept = corpus.read(corpus.releases()[-1])["procedures"]
    assert {path.name for path in shelf.PROCESSES.iterdir() if any(path.glob("*.bpmn"))} <= set(kept)
    assert all(procedure["states"] for procedure in kept.values())


def test_the_states_of_the_newest_release_wait_for_people_the_clock_and_other_runs():
    kept = corpus.read(corpus.releases()[-1])["procedures"]
    states = [state["picture"] for procedure in kept.values() for state in procedure["states"]]
    assert len(states) > 3 * len(kept), "several waiting places of each procedure, as far as it has them"
    for waiting in ("ready", "timers", "messages"):
        assert sum(1 for state in states if state[waiting]) > len(kept), waiting


def test_this_release_has_its_states_and_each_release_stays_small():
    assert version("donthu") in corpus.releases()
    assert all(corpus.place(release).stat().st_size <= corpus.LARGEST for release in corpus.releases())


def test_a_state_says_in_which_form_it_is_written_and_a_later_form_is_refused():
    (first, key), newest = STORED[0], corpus.releases()[-1]
    (kept, *_others) = corpus.read(newest)["procedures"][key]["states"]
    state = base64.b64decode(kept["state"])
    (oldest, *_others) = corpus.read(first)["procedures"][key]["states"]
    assert base64.b64decode(oldest["state"])[:1] == b"\x01"
    assert state[:1] == codec.VERSION == b"\x02"
    with pytest.raises(StateUnreadable):
        step.look(_definition(newest, key), b"\x03" + state[1:], now=dt.datetime.fromisoformat(kept["now"]))
