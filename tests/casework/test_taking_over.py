"""Cases under way are tried with a new version, taken over, and put back as they were, byte for byte."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import clock
from app.casework import keepsake
from app.casework.audit import first_broken
from app.casework.outlook import Decided
from app.errors import NotAllowed, NotFound
from app.services import migrations, trials
from app.services.migrations import MovedSince, NotApproved, OwnTakeover
from app.services.trials import NotOffered
from db.models import AuditEntry, ContentItem
from tests.casework import takeovers
from tests.casework.complaints import accepted, letter_goes_out
from tests.casework.takeovers import comes, give_back, lines, prepare, take, take_all
from tests.office import COMPLAINT, LAND, Office

RENAMED = ('"cf_assign"', '"cf_assigning"')
REWORDED = ("</bpmn:documentation>", " ·</bpmn:documentation>")
LATER_REMINDER = ('reminder("KN1.SETTLE", 3)', 'reminder("KN1.SETTLE", 5)')

EMBEDDED = pytest.mark.parametrize("office", ["embedded"], indirect=True)  # the same on both databases


def rows(office: Office, case_id):
    run = office.runs(case_id)["complaint_first"]
    with office.look() as session:
        return keepsake.of(session, run.id)


def begun(office: Office):
    """Bring a complaint to the leader's desk: somebody has to be charged with verifying it."""
    return accepted(office)


def test_a_case_that_waits_goes_to_the_new_version_and_its_days_stay(office: Office):
    case_id = begun(office)
    new = comes(office, REWORDED)
    (line,) = lines(office, batch := prepare(office, new))
    assert (line.verdict, line.reasons, line.case_id) == ("safe", [], case_id)
    before = rows(office, case_id)
    assert take_all(office, batch) == ["taken"]
    after = rows(office, case_id)
    assert after["run"][0]["version_id"] == new
    assert (after["task"], after["timer"], after["deadline"]) == (
        before["task"],
        before["timer"],
        before["deadline"],
    )
    assert first_broken_of(office, case_id) is None
    office.does(office.long, "cf_assign", case_id, **assignment(office))
    assert office.open_steps(case_id) == ["li_draft"]


def assignment(office: Office) -> dict[str, str]:
    return {
        "settle_by": "unit", "verifying_unit": str(office.units["economy"]),
        "verify_content": "Xác minh vị trí đất", "verify_days": "10",
        "report_due_on": office.now.date().isoformat(),
    }  # fmt: skip


def first_broken_of(office: Office, case_id):
    with office.look() as session:
        return first_broken(session, case_id)


@EMBEDDED
def test_the_trial_touches_nothing(office: Office):
    case_id = begun(office)
    new = comes(office, REWORDED)
    before, entries = rows(office, case_id), len(office.all(AuditEntry, case_id))
    with office.look() as session:
        trial = trials.attempt(session, new, takeovers.NOTHING, actor=office.an)
    assert [one.outlook.verdict for one in trial.lines] == ["safe"]
    assert rows(office, case_id) == before
    assert len(office.all(AuditEntry, case_id)) == entries


def test_a_case_given_back_is_byte_for_byte_what_it_was(office: Office):
    case_id = begun(office)
    new = comes(office, REWORDED)
    batch = prepare(office, new)
    before = rows(office, case_id)
    take_all(office, batch)
    (line,) = lines(office, batch)
    assert rows(office, case_id) != before
    give_back(office, line.id)
    assert rows(office, case_id) == before
    assert [one.state for one in lines(office, batch)] == ["given_back"]
    moves = [entry for entry in office.all(AuditEntry, case_id) if entry.tag == "run.move"]
    assert [entry.facts.get("back", False) for entry in moves] == [False, True]
    with pytest.raises(NotFound):
        give_back(office, line.id)
    office.does(office.long, "cf_assign", case_id, **assignment(office))


@EMBEDDED
def test_a_case_that_has_moved_since_is_not_put_back(office: Office):
    case_id = begun(office)
    batch = prepare(office, comes(office, REWORDED))
    take_all(office, batch)
    office.does(office.long, "cf_assign", case_id, **assignment(office))
    before = rows(office, case_id)
    with pytest.raises(MovedSince):
        give_back(office, lines(office, batch)[0].id)
    assert rows(office, case_id) == before


@EMBEDDED
def test_a_case_that_moved_after_the_trial_is_left_alone(office: Office):
    case_id = begun(office)
    batch = prepare(office, comes(office, REWORDED))
    office.does(office.long, "cf_assign", case_id, **assignment(office))
    before = rows(office, case_id)
    assert take_all(office, batch) == ["moved_on"]
    assert rows(office, case_id) == before


@EMBEDDED
def test_a_limit_that_fell_due_after_the_trial_goes_off_first_and_the_case_is_left_alone(office: Office):
    case_id = begun(office)
    batch = prepare(office, comes(office, REWORDED))
    office.passes(days=200)
    assert take_all(office, batch) == ["moved_on"]
    assert office.deadline("KN1.SETTLE", case_id).breached_at is not None


@EMBEDDED
def test_a_refused_case_stays_and_the_reason_names_the_element(office: Office):
    case_id = begun(office)
    batch = prepare(office, comes(office, RENAMED))
    (line,) = lines(office, batch)
    assert line.verdict == "refused"
    assert [reason[:2] for reason in line.reasons] == [["cf_assign", "gone"]]
    before = rows(office, case_id)
    assert take_all(office, batch) == []
    assert take(office, line.id) == "planned"
    assert rows(office, case_id) == before


@EMBEDDED
def test_a_declared_successor_needs_a_second_person_and_keeps_the_step_with_its_id(office: Office):
    case_id = begun(office)
    batch = prepare(office, comes(office, RENAMED), Decided({"cf_assign": "cf_assigning"}))
    (line,) = lines(office, batch)
    assert line.verdict == "declared"
    before = rows(office, case_id)
    with pytest.raises(NotApproved):
        take_all(office, batch)
    with office.work() as session:
        migrations.approve(session, batch, actor=office.long)
    task = office.task("cf_assign", case_id)
    assert take_all(office, batch) == ["taken"]
    assert office.task("cf_assigning", case_id).id == task.id
    assert office.case(case_id).step == "complaint_first/cf_assigning"
    give_back(office, line.id)
    assert rows(office, case_id) == before
    assert office.case(case_id).step == "complaint_first/cf_assign"


@EMBEDDED
def test_whoever_prepared_a_batch_does_not_approve_it(office: Office):
    begun(office)
    new = comes(office, RENAMED)
    with office.look() as session:
        trial = trials.attempt(session, new, Decided({"cf_assign": "cf_assigning"}), actor=office.long)
    with office.work() as session:
        batch = trials.keep(session, trial, actor=office.long)
    with pytest.raises(OwnTakeover), office.work() as session:
        migrations.approve(session, batch, actor=office.long)
    with pytest.raises(NotAllowed), office.work() as session:
        migrations.approve(session, batch, actor=office.an)


def test_a_day_moves_only_where_it_was_declared_and_approved_and_comes_back(office: Office):
    case_id = begun(office)
    new = comes(office, LATER_REMINDER)
    (line,) = lines(office, prepare(office, new))
    assert [reason[:2] for reason in line.reasons] == [["cf_settle_reminder", "recounted"]]
    batch = prepare(office, new, Decided(begins=("cf_settle_reminder",)))
    (line,) = lines(office, batch)
    assert line.verdict == "declared"
    with office.work() as session:
        migrations.approve(session, batch, actor=office.long)
    before = rows(office, case_id)
    assert take_all(office, batch) == ["taken"]
    after = rows(office, case_id)
    moved = {now["node"] for now, was in zip(after["timer"], before["timer"], strict=True) if now != was}
    assert moved == {"cf_settle_reminder"}
    timer = next(row for row in after["timer"] if row["node"] == "cf_settle_reminder")
    assert (timer["ahead"], after["deadline"]) == (5, before["deadline"])
    give_back(office, line.id)
    assert rows(office, case_id) == before


@EMBEDDED
def test_limits_that_run_and_have_other_ids_in_the_new_version_keep_the_case_unless_declared(office: Office):
    begun(office)
    other = (('"cf_settle_reminder"', '"cf_settle_early"'), ('"cf_settle_breach"', '"cf_settle_missed"'))
    new = comes(office, *other)
    (line,) = lines(office, prepare(office, new))
    assert {"lost", "begins"} == {reason[1] for reason in line.reasons}
    declared = {"cf_settle_reminder": "cf_settle_early", "cf_settle_breach": "cf_settle_missed"}
    (line,) = lines(office, prepare(office, new, Decided(declared)))
    assert line.verdict == "declared"


@EMBEDDED
def test_only_cases_of_the_own_authority_and_of_older_versions_are_tried(office: Office):
    begun(office)
    new = comes(office, REWORDED)
    later = office.register(LAND)
    office.classify(later.case_id, COMPLAINT)
    assert office.runs(later.case_id)["complaint_first"].version_id == new
    assert len(lines(office, prepare(office, new))) == 1


@EMBEDDED
def test_a_version_that_is_not_offered_takes_nothing_over(office: Office):
    begun(office)
    with pytest.raises(NotOffered):
        prepare(office, comes(office, REWORDED, offer=False))


def test_a_batch_that_was_cut_off_is_continued_and_each_case_is_wholly_before_or_after(office: Office):
    cases = [begun(office) for _ in range(3)]
    new = comes(office, REWORDED)
    batch = prepare(office, new)
    with office.work() as session:
        migrations.choose(session, batch, without=frozenset(), actor=office.an)
    first, second, _third = lines(office, batch)
    take(office, first.id)
    with pytest.raises(KeyboardInterrupt):
        cut_off(office, second.id)
    versions = [office.runs(case_id)["complaint_first"].version_id == new for case_id in cases]
    assert versions == [True, False, False]
    assert take_all(office, batch) == ["taken", "taken"]
    assert all(office.runs(case_id)["complaint_first"].version_id == new for case_id in cases)


@EMBEDDED
def test_a_process_killed_within_a_move_leaves_the_case_wholly_as_it_was(office: Office):
    case_id = begun(office)
    batch = prepare(office, comes(office, REWORDED))
    (line,) = lines(office, batch)
    before = rows(office, case_id)
    office.database.close()
    child = os.fork()
    if child == 0:
        with office.work() as session:
            migrations.take(session, line.id, actor=office.an)
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert rows(office, case_id) == before
    assert take_all(office, batch) == ["taken"]


def cut_off(office: Office, line_id) -> None:
    """Take a case over and die before the commit."""
    with office.work() as session:
        migrations.take(session, line_id, actor=office.an)
        raise KeyboardInterrupt


def test_six_people_who_take_one_case_over_take_it_once(office: Office):
    case_id = begun(office)
    batch = prepare(office, comes(office, REWORDED))
    (line,) = lines(office, batch)

    def press(_number: int) -> str:
        with clock.at(office.now), office.database.transaction() as session:
            return migrations.take(session, line.id, actor=office.an)

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(press, range(6))) == {"taken"}
    assert [e.tag for e in office.all(AuditEntry, case_id)].count("run.move") == 1


@EMBEDDED
def test_a_case_in_a_called_procedure_goes_on_with_its_letter_and_its_draft(office: Office):
    registered = office.register(LAND)
    office.classify(registered.case_id, COMPLAINT)
    case_id = registered.case_id
    items = [str(item.id) for item in office.all(ContentItem, case_id)]
    office.does(
        office.long, "cf_acceptance", case_id, acceptance="accept",
        accepted_on=office.now.date().isoformat(), variant="normal", accepted_items=items,
    )  # fmt: skip
    batch = prepare(office, comes(office, REWORDED))
    assert take_all(office, batch) == ["taken"]
    letter_goes_out(office, case_id)
    assert office.open_steps(case_id) == ["cf_assign"]


@EMBEDDED
def test_the_rows_that_are_kept_hold_no_name(office: Office):
    begun(office)
    batch = prepare(office, comes(office, REWORDED))
    take_all(office, batch)
    (line,) = lines(office, batch)
    kept = str(keepsake.unpack(line.kept))
    for word in ("Nguyễn Thị Chi", "0912345678", LAND["matter"]):
        assert word not in kept
