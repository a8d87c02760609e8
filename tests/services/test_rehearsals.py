"""Rehearsals as services: of two moves from the same place one is kept, and files stay what they were."""

import datetime as dt
from pathlib import Path

import pytest

from app import clock
from app.errors import NotFound
from app.rehearsal import ClockBackwards
from app.services import judging, procedure_drafts, rehearsals
from app.services.judging import Brought
from app.services.procedure_drafts import Content
from app.services.rehearsals import NothingToPlay, RehearsalMovedOn, TooFar
from tests import town as towns

BORROWED = (Path(__file__).parents[1] / "web" / "borrowed.bpmn").read_bytes()
TABLE = (Path(__file__).parents[2] / "processes/intake/type.dmn").read_bytes()


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    built = towns.build(tmp_path_factory.mktemp("rehearsals"))
    yield built
    built.database.close()


def bring(town, body, name="a.bpmn"):
    files = judging.sort([Brought(name, body)]).files
    content = Content(files, judging.judge(files, around={}))
    with town.database.transaction() as session:
        return procedure_drafts.take_in(session, content, actor=town.actor("vinh.legal_staff"))


def begin(town, version_id):
    with town.database.transaction() as session:
        play = rehearsals.play_of(session, version_id)
        kept = rehearsals.begin(session, play, rehearsals.opened(play), actor=town.actor("vinh.legal_staff"))
    return standing(town, kept)


def standing(town, rehearsal_id):
    with town.database.reading() as session:
        return rehearsals.standing(session, rehearsal_id)


def test_of_two_moves_from_the_same_place_one_is_kept(town):
    first = begin(town, bring(town, BORROWED))
    later = rehearsals.turn_to(first, clock.today() + dt.timedelta(days=3))
    with town.database.transaction() as session:
        rehearsals.keep(session, first, later)
    with pytest.raises(RehearsalMovedOn), town.database.transaction() as session:
        rehearsals.keep(session, first, first.scene)
    assert standing(town, first.rehearsal_id).scene.day == 3


def test_a_rehearsal_goes_on_with_the_files_it_began_with(town):
    version_id = bring(town, BORROWED)
    begun = begin(town, version_id)
    other = BORROWED.replace("Tiếp nhận hồ sơ".encode(), "Nhận hồ sơ".encode())
    with town.database.reading() as session:
        files = procedure_drafts.after_correction(session, version_id, {"a.bpmn": other}, without=frozenset())
    content = Content(files, judging.judge(files, around={}))
    with town.database.transaction() as session:
        procedure_drafts.correct(session, version_id, content, actor=town.actor("vinh.administrator"))
    assert [task.name for task in standing(town, begun.rehearsal_id).scene.tasks] == ["Tiếp nhận hồ sơ"]


def test_the_clock_goes_forward_and_not_for_ever(town):
    begun = begin(town, bring(town, BORROWED))
    with pytest.raises(ClockBackwards):
        rehearsals.turn_to(begun, clock.today() - dt.timedelta(days=1))
    with pytest.raises(TooFar):
        rehearsals.turn_to(begun, clock.today() + dt.timedelta(days=1200))


def test_a_table_alone_can_be_a_draft_and_not_be_played(town):
    version_id = bring(town, TABLE, "loại đơn.dmn")
    with town.database.reading() as session:
        with pytest.raises(NothingToPlay):
            rehearsals.play_of(session, version_id)
        with pytest.raises(NotFound):
            rehearsals.play_of(session, town.units["vinh.office"])
