"""What a decision in force orders is handed to units, reported, confirmed, and counted – in time or late."""

import datetime as dt

import pytest

from app.casework import orders, prefill
from app.errors import NotAllowed
from app.listings import case_found, case_rounds, figure_executions
from app.listings.figure_counts import Scope
from db.models import ExecutionOrder, Milestone
from tests.casework.rounds import day, in_force, letter, linked, ruled, told, why_not
from tests.office import Office


def executing(office: Office):
    """A ruling takes effect and its two orders go to two units."""
    first = ruled(office)
    in_force(office, "KN.EFFECT", first)
    case_id = linked(office, first, "executes")
    due = (office.now.date() + dt.timedelta(days=14)).isoformat()
    rows = {
        "kind": ("cancel", "refund"),
        "unit": (str(office.units["economy"]), str(office.units["culture"])),
        "due_on": (due, due),
        "text": ("Hủy quyết định 12/QĐ-UBND", "Trả lại tiền bồi thường"),
        "amount_dong": ("", "125.000.000"),
    }
    said = {
        f"execution_orders.{n}.{name}": values[n]
        for n in range(2)
        for name, values in rows.items()
        if values[n]
    }
    report = (office.now.date() + dt.timedelta(days=20)).isoformat()
    office.does(
        office.kien, "ex_plan", case_id,
        **said, monitoring_unit=str(office.units["economy"]), next_report_on=report,
    )  # fmt: skip
    letter(office, case_id, book="quyet_dinh")
    return case_id


def reported(office: Office, case_id, who, node: str = "eo_report", **said: object):
    """A unit reports its own order."""
    task = next(task for task in _open(office, case_id, node) if task.unit_id == who.unit_id)
    office.finish(task, who, **said)


def _open(office: Office, case_id, node: str):
    from db.models import Task  # noqa: PLC0415

    return [task for task in office.all(Task, case_id) if task.node == node and task.state == "open"]


def test_a_ruling_in_force_opens_its_execution_with_the_orders_that_it_counts(office: Office):
    first = ruled(office)
    assert "hiệu lực" in why_not(office, first, "execution")
    in_force(office, "KN.EFFECT", first)
    case_id = linked(office, first, "executes")
    assert office.case(case_id).kind == "execution"
    assert office.open_steps(case_id) == ["ex_plan"]
    with office.look() as session:
        run, task = office.runs(case_id)["execution"], office.task("ex_plan", case_id)
        known = prefill.answers(session, office.case(case_id), run, task, office.now.date())
    kinds = [(row["kind"], row.get("amount_dong")) for row in known["execution_orders"]]
    assert kinds == [("cancel", None), ("refund", 125_000_000)]
    assert "đã được mở" in why_not(office, first, "execution")


def test_every_order_is_work_of_its_unit_with_its_own_last_day(office: Office):
    case_id = executing(office)
    kept = office.all(ExecutionOrder, case_id)
    assert [order.kind for order in kept] == ["cancel", "refund"]
    assert {task.unit_id for task in _open(office, case_id, "eo_report")} == {
        office.units["economy"],
        office.units["culture"],
    }
    assert {task.due_on for task in _open(office, case_id, "eo_report")} == {kept[0].due_on}
    with office.look() as session:
        assert orders.lines(session, office.case(case_id))[1].startswith(
            "2. Trả lại tiền bồi thường (125.000.000 đồng)"
        )


def test_an_order_that_is_done_late_is_on_the_leaders_desk_and_is_counted_late(office: Office):
    case_id = executing(office)
    due = office.all(ExecutionOrder, case_id)[0].due_on
    done = {"result": "done", "done_on": day(office), "result_note": "Đã ban hành quyết định hủy"}
    reported(office, case_id, office.kien, **done)
    office.does(office.kien, "eo_confirm", case_id, check="agree")
    office.until(due + dt.timedelta(days=1), hour=0)
    office.sweep()
    assert "es_direct" in office.open_steps(case_id)
    office.until(due + dt.timedelta(days=2))
    reported(
        office,
        case_id,
        office.tam,
        result="partly",
        done_dong="25.000.000",
        result_note="Đang bố trí kinh phí",
    )
    late = {"result": "done", "done_on": day(office), "done_dong": "125.000.000", "result_note": "Đã trả đủ"}
    reported(office, case_id, office.tam, **late)
    office.does(office.kien, "eo_confirm", case_id, check="agree")
    assert "ex_final" in office.open_steps(case_id)
    office.does(
        office.kien, "ex_final", case_id, executed_on=day(office), execution_summary="Đã thi hành xong"
    )
    case = office.case(case_id)
    assert (case.state, case.closed_as) == ("closed", "executed")
    first, second = office.all(ExecutionOrder, case_id)
    assert (first.state, second.state, second.done_dong) == ("done", "done", 125_000_000)
    assert second.done_on > second.due_on
    kept = {limit.run_id: limit.kept for limit in office.limits("TH.ORDER", case_id)}
    assert (kept[first.run_id], kept[second.run_id]) == (True, False)
    counted = counts(office)
    assert counted["value"] == 1
    assert (counted["parts"]["execution"] | {"executed": 1, "orders_done": 2, "orders_late": 1}) == counted[
        "parts"
    ]["execution"]
    assert counted["parts"]["execution"]["done_dong"] == 125_000_000


def counts(office: Office) -> dict:
    """What form 02/KQGQ would say of this year."""
    scope = Scope(first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31), authority_id=office.authority_id)
    with office.look() as session:
        assert figure_executions.denunciations(session, scope)["value"] == 0
        return figure_executions.complaints(session, scope)


def test_the_case_file_shows_each_order_with_due_and_done(office: Office):
    case_id = executing(office)
    with office.look() as session:
        found = case_found.find(session, case_id, actor=office.kien)
        told = {title: tuple(rows) for title, rows in case_rounds.of_case(session, found)}
    shown = told["Các nội dung phải thi hành"]
    assert [label for label, _words in shown] == ["1. Hủy bỏ, chấm dứt", "2. Trả tiền, bồi thường"]
    assert "chưa xong; 0/125.000.000 đồng" in shown[1][1]


def test_a_unit_does_not_report_the_order_of_another(office: Office):
    case_id = executing(office)
    task = next(t for t in _open(office, case_id, "eo_report") if t.unit_id == office.units["culture"])
    with pytest.raises(NotAllowed):
        office.finish(task, office.kien, result="partly", result_note="Không phải việc của tôi")


def test_a_suit_lets_the_execution_wait_until_the_leader_lets_it_go_on_or_stop(office: Office):
    case_id = executing(office)
    told(
        office, case_id, "lawsuit", sued_on=day(office), court="Tòa án nhân dân khu vực", suit_about="Đơn giá"
    )
    assert "ex_stay" in office.open_steps(case_id)
    assert "sued" in {m.name for m in office.all(Milestone, case_id)}
    office.does(office.long, "ex_stay", case_id, stay="stop", stay_reason="Tòa án hủy quyết định")
    assert office.case(case_id).closed_as == "overtaken"
    assert {order.state for order in office.all(ExecutionOrder, case_id)} == {"stopped"}
    assert office.open_steps(case_id) == []


def test_progress_is_reported_urged_by_letter_and_enforced_by_decision(office: Office):
    case_id = executing(office)
    office.until(office.now.date() + dt.timedelta(days=22))
    office.sweep()
    later = (office.now.date() + dt.timedelta(days=10)).isoformat()
    office.does(
        office.kien, "ex_monitor", case_id,
        report="urge", progress="Chưa trả tiền", late_units="Phòng Văn hóa - Xã hội", next_report_on=later,
    )  # fmt: skip
    letter(office, case_id, book="cong_van")
    assert {x.template for x in office.letters(case_id)} >= {"execution_decision", "execution_urging"}
    office.until(office.now.date() + dt.timedelta(days=12))
    office.sweep()
    later = (office.now.date() + dt.timedelta(days=10)).isoformat()
    office.does(
        office.kien, "ex_monitor", case_id,
        report="enforce", progress="Không chấp hành", late_units="Ông A", next_report_on=later,
    )  # fmt: skip
    office.does(
        office.long, "ex_enforce", case_id,
        enforce="yes", enforced_person="Ông A", enforcement_measures="Buộc trả đất",
        enforced_from=later, enforcement_reason="Đã vận động ba lần",
    )  # fmt: skip
    letter(office, case_id, book="quyet_dinh")
    assert "enforced" in {m.name for m in office.all(Milestone, case_id)}
