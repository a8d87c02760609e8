"""Processes are killed at any moment and at every point: nothing is lost, nothing is done twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.copying import faults
from db.models import Case, Run, Task, Timer
from tests.crash import toll
from tests.crash.ground import KILLS, ROUND, Ground, opened
from tests.crash.hand import SETTLING
from tests.crash.ledger import DONE
from tests.office import Office
from tests.offices import open_at

# What is walked through word by word, one a round: a case begins, a letter goes out, a ruling is signed.
WALKED = ("in_classify", "li_issue", "cf_ruling_sign")
DAYS = 4.0  # go by after every ten kills, so that limits come near and are missed
CASES = 12


def check(ground: Ground) -> None:
    """Nothing that was acknowledged is missing, nothing is there twice, nothing contradicts itself."""
    assert toll.count(ground.office, ground.ledger.read()) == []
    if ground.office.database.embedded:
        ground.office.database.close()
        assert faults(ground.folder / "office.db") == ""


def one_round(ground: Ground, walked: str, kills: int) -> dict[str, int]:
    """Kill so many processes in one office; gives how many points were walked through."""
    ground.order("fill")
    points = {}
    told: dict[str, Any] = ground.order("at_random", kills=kills // 5)
    check(ground)
    for node in (walked, ""):
        told = ground.order("walk", node=node)
        points[node] = told["points"]
        check(ground)
    while told["killed"] < kills:
        told = ground.order("at_random", kills=min(kills - told["killed"], 50))
        check(ground)
    return points


def ends_well(ground: Ground) -> None:
    """What is left is done to its end; whoever asks again hears the same, and nothing more is done."""
    ground.order("finish")
    check(ground)
    before = _sums(ground.office)
    acknowledged = len(ground.ledger.read().heard(DONE))
    assert ground.order("again")["sent"] == acknowledged
    assert _sums(ground.office) == before
    check(ground)
    with ground.office.look() as session:
        runs = session.scalars(select(Run).where(Run.procedure.in_(SETTLING)))
        assert {(run.procedure, run.status) for run in runs} == {(each, "ended") for each in SETTLING}
        assert {case.state for case in session.scalars(select(Case).where(Case.kind == "complaint"))} == {
            "closed"
        }
        assert session.scalar(select(func.count()).where(Timer.state == "fired")) > CASES
    assert "could not" not in ground.log


@pytest.mark.parametrize("number", range(-(-KILLS // ROUND)))
def test_no_kill_loses_or_doubles_anything(office: Office, tmp_path: Path, number: int):
    embedded = office.database.embedded
    if not embedded:
        ring = office.database.sessions.kw["info"]["ring"]
        shutil.copy(ring.path, tmp_path / "office.key")
        office.database.close()
        office = Office(open_at(office.database.url, tmp_path), office)
    told = {"hands": 1 if embedded else 2, "cases": CASES, "days": DAYS, "seed": number}
    with opened(office, tmp_path, **told) as ground:
        points = one_round(ground, WALKED[(number + (not embedded)) % len(WALKED)], min(KILLS, ROUND))
        ends_well(ground)
    office.database.close()
    assert min(points.values()) > 4


def _sums(office: Office) -> dict[str, int]:
    with office.look() as session:
        return {
            model.__tablename__: session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Case, Run, Task, Timer)
        }
