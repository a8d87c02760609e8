"""What a released version stored loads, waits for the same, and comes to its end, in every later version."""

import base64
import datetime as dt
import hashlib
from importlib.metadata import version

import pytest

from app.engine import codec, step
from app.engine.definition import compile_definition
from app.engine.errors import StateUnreadable
from app.gate import shelf
from tests.states import corpus, way

WORDS_OF_FORM_3 = "2fea97a38ce3d06bcf77f4911834e83598f16d0ec30801eba821a3aeca5e2c4e"
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


@pytest.mark.parametrize(("release", "form"), [("0.0", b"\x01"), ("0.0.2", b"\x02"), ("0.1.0", b"\x03")])
def test_a_state_says_in_which_form_it_is_written(release, form):
    procedures = corpus.read(release)["procedures"].values()
    assert {base64.b64decode(kept["state"])[:1] for each in procedures for kept in each["states"]} == {form}


def test_a_state_in_a_later_form_is_refused():
    newest = corpus.releases()[-1]
    key, procedure = next(iter(corpus.read(newest)["procedures"].items()))
    kept = procedure["states"][0]
    state = base64.b64decode(kept["state"])
    assert state[:1] == codec.VERSION
    with pytest.raises(StateUnreadable):
        step.look(_definition(newest, key), b"\x04" + state[1:], now=dt.datetime.fromisoformat(kept["now"]))


def test_the_words_that_states_have_in_common_stay_what_they_are():
    """Nothing stored in form 3 can be read with others; no later wish to improve them may touch the file."""
    assert hashlib.sha256(codec.WORDS.read_bytes()).hexdigest() == WORDS_OF_FORM_3
