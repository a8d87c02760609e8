"""Whichever call fails while the clock fires a timer, its case moves as a whole or stays, and moves later."""

import contextlib
import datetime as dt

import pytest
from sqlalchemy.exc import SQLAlchemyError

from app.casework import drain
from db.models import Timer
from tests.crash import stand as stands
from tests.crash.contents import Contents, changed, contents, without
from tests.crash.failing import GONE, REFUSED, UNHEARD, failing
from tests.crash.sound import unsound
from tests.crash.stand import Stand
from tests.office import Office

TOLD = ("incident", "notice", "timer")  # what is written of a failure, in a transaction of its own
SELDOM = 5
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def limit(office: Office, request):
    """A case whose limit is missed this minute, and nothing else; what is said of failures is not kept."""
    case_id = office.register().case_id
    office.classify(case_id)
    waiting = [timer for timer in office.all(Timer, case_id) if timer.state == "pending"]
    waiting.sort(key=lambda timer: timer.due_at)
    office.now = waiting[0].due_at + MINUTE
    assert office.sweep() == 1, "the reminder"
    office.now = waiting[1].due_at + MINUTE
    standing = stands.at(office, request)
    drain.log.disabled = True
    yield standing
    drain.log.disabled = False
    standing.close()


def sweep(stand: Stand) -> None:
    """Let the clock look, as its tick does: what it could not do, the next one tries."""
    with contextlib.suppress(SQLAlchemyError):
        stand.office.sweep()


def later(stand: Stand) -> Contents:
    """Let the clock look two minutes later, and give what stands then, but for what is told of failures."""
    stand.office.passes(minutes=2)
    sweep(stand)
    return contents(stand.office.database, masked=True)


def test_a_sweep_whose_nth_call_fails_fires_a_timer_whole_or_later(limit: Stand):
    office = limit.office
    before = contents(office.database)
    wanted = later(limit)
    limit.back()
    with failing(office.database, 0) as undisturbed:
        sweep(limit)
    done = contents(office.database, masked=True)
    calls, commits = len(undisturbed.calls), undisturbed.calls.count("COMMIT")
    assert calls > 10, "there is not enough in it to prove anything"
    for manner, lasting, numbers in (
        (REFUSED, False, range(1, calls + 1)),
        (GONE, False, range(1, calls + 1)),
        (REFUSED, True, range(1, calls + 1, SELDOM)),
        (UNHEARD, False, range(1, commits + 1)),
    ):
        for number in numbers:
            limit.back()
            with failing(office.database, number, manner, lasting=lasting) as failure:
                sweep(limit)
            assert failure.met
            left = contents(office.database)
            whole = not changed(without(before, *TOLD), without(left, *TOLD))
            assert whole or not changed(done, contents(office.database, masked=True)), (manner, number)
            assert not (lasting and whole) or not changed(before, left)
            if number % SELDOM == 1:
                expected = wanted if whole else done
                assert changed(without(expected, *TOLD), without(later(limit), *TOLD)) == {}, (manner, number)
                assert unsound(office) == {}
