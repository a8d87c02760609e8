"""Whichever call to the database fails, an act is done as a whole or not at all, and can be repeated."""

import contextlib
from itertools import count

import pytest
from sqlalchemy.exc import SQLAlchemyError

from app.services.reviews import NotReviewed
from tests.crash import stand as stands
from tests.crash.acts import ACTS, Act
from tests.crash.contents import Contents, changed, contents, read, without
from tests.crash.failing import GONE, REFUSED, UNHEARD, failing
from tests.crash.sound import unsound
from tests.crash.stand import Stand
from tests.office import Office

SELDOM = 7
LOOKED = "petition_case"  # a case counts how often it was held, also for what was done before


@pytest.fixture
def stand(office: Office, request, make):
    act = make(office)
    standing = stands.at(office, request)
    yield standing, act
    standing.close()


def fails(stand: Stand, act: Act, number: int, manner: str) -> bool:
    """Do an act of which one call fails; tell whether it came so far."""
    with failing(stand.office.database, number, manner) as failure:
        try:
            with stand.office.work() as session:
                act.once(session)
        except SQLAlchemyError:
            assert failure.met
        else:
            assert not failure.met, f"call {number} failed, and nobody heard of it: {failure.calls[-1]}"
    return failure.met


def tried(stand: Stand, act: Act) -> Contents:
    """Do an act, look at what came of it, and undo it."""
    with stand.trying() as session:
        act.once(session)
        session.flush()
        return read(session.connection(), masked=True)
    raise AssertionError


@pytest.mark.parametrize("make", ACTS, ids=[each.__name__ for each in ACTS])
def test_an_act_whose_nth_call_fails_leaves_nothing_and_can_be_repeated(stand):
    standing, act = stand
    database = standing.office.database
    wanted, before = tried(standing, act), contents(database)
    for manner in (REFUSED, GONE):
        for number in count(1):
            if not fails(standing, act, number, manner):
                break
            assert changed(before, contents(database)) == {}, (manner, number)
            # The next attempt goes one call further through what this one left; now and then to its end.
            assert number % SELDOM or changed(wanted, tried(standing, act)) == {}, (manner, number)
        assert number > 10, "there is not enough in it to prove anything"
        assert changed(wanted, contents(database, masked=True)) == {}
        standing.back()
    assert fails(standing, act, 1, UNHEARD)
    done = contents(database)
    assert changed(wanted, contents(database, masked=True)) == {}
    with contextlib.suppress(NotReviewed), standing.office.work() as session:
        act.once(session)  # a version is judged once, also by whoever did not hear that it was
    again = contents(database)
    assert changed(without(done, LOOKED), without(again, LOOKED)) == {}, "done once, heard of or not"
    assert unsound(standing.office) == {}
