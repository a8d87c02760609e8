"""The orders of a decision in force: proposed from the ruling, handed to units, reported, all done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import vault
from app.casework.hold import Begin, Hold
from app.casework.linked import tell
from app.language import short_date
from app.legaltime.calendar import Calendar
from db.base import new_id
from db.models import Case, CaseLink, ExecutionOrder, Ruling, Run, Unit

PROCEDURE = "execution_order"
EXECUTES = "executes"
OPEN, REPORTED, DONE, STOPPED = "open", "reported", "done", "stopped"
USUAL = 30  # days in which an order is proposed to be carried out
CHANGES = {"amend": "amend", "cancel": "cancel", "stop": "cancel"}


def of_case(session: Session, case: Case) -> list[ExecutionOrder]:
    """Give the orders of an execution in their order."""
    rows = select(ExecutionOrder).where(ExecutionOrder.case_id == case.id)
    return list(session.scalars(rows.order_by(ExecutionOrder.position)))


def executed(session: Session, case: Case) -> Case | None:
    """Find the case whose decision an execution carries out."""
    link = select(CaseLink.to_id).where(CaseLink.from_id == case.id, CaseLink.kind == EXECUTES)
    return session.scalars(select(Case).where(Case.id.in_(link))).one_or_none()


def hand_out(hold: Hold) -> None:
    """Let every order become work of its unit, each with its own last day."""
    for order in of_case(hold.session, hold.case):
        if order.run_id is None:
            order.run_id = new_id()
            data = {"order_unit": str(order.unit_id), "order_id": str(order.id)}
            begun = Begin(procedure=PROCEDURE, as_of=hold.today, data={**data}, run_id=order.run_id)
            hold.followups.append(begun)


def finish(hold: Hold, run: Run) -> None:
    """Close the order of a run, and tell the execution once every order is done."""
    orders = of_case(hold.session, hold.case)
    for order in orders:
        if order.run_id == run.id:
            order.state = DONE
    if all(order.state == DONE for order in orders):
        tell(hold, "enough")


def stop(hold: Hold) -> None:
    """Stop what was not done of a decision that was changed."""
    for order in of_case(hold.session, hold.case):
        if order.state != DONE:
            order.state = STOPPED


def proposed(session: Session, case: Case, today: dt.date) -> dict[str, Any]:
    """Begin the list of orders with what the signed ruling says: its change, money, land, people, files."""
    origin = executed(session, case)
    if origin is None:
        return {}
    ruling = session.scalars(select(Ruling).where(Ruling.case_id == origin.id)).one_or_none()
    if ruling is None:
        return {}
    said = vault.read_data(session, vault.key_of(session, origin), ruling.body)
    usual = {"unit": str(origin.lead_unit_id), "due_on": (today + dt.timedelta(days=USUAL)).isoformat()}
    rows = [{**usual, **row} for row in _rows(ruling, said)]
    report = Calendar.official().add_working_days(today, 10)
    return {
        "execution_orders": rows,
        "monitoring_unit": str(origin.verifying_unit_id or origin.lead_unit_id),
        "next_report_on": report.isoformat(),
    }


def _rows(ruling: Ruling, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give one row for each remedy that the ruling counts; in Vietnamese, as the letter will say it."""
    orders = str(said.get("orders") or "")
    if ruling.kind in CHANGES:
        yield {"kind": CHANGES[ruling.kind], "text": orders}
    money, land = said.get("money_state_dong"), said.get("land_state_m2")
    if ruling.money_dong:
        text = "Trả lại tiền cho công dân, tổ chức"
        yield {"kind": "refund", "text": text, "amount_dong": ruling.money_dong}
    if ruling.land_m2:
        yield {"kind": "land", "text": "Trả lại đất cho công dân, tổ chức", "land_m2": ruling.land_m2}
    if money or land:
        yield {"kind": "recover", "text": "Thu hồi cho Nhà nước", "amount_dong": money, "land_m2": land}
    if ruling.people_handled:
        yield {"kind": "discipline", "text": "Xử lý người vi phạm", "people": ruling.people_handled}
    if ruling.files_to_police:
        yield {"kind": "police", "text": "Chuyển hồ sơ cơ quan điều tra", "people": ruling.files_to_police}


def lines(session: Session, case: Case) -> list[str]:
    """Write the orders of a case as the letter of assignment lists them."""
    key = vault.key_of(session, case)
    return [
        f"{order.position}. {vault.read(session, key, order.text)}{_amount(order)} – "
        f"{session.get_one(Unit, order.unit_id).name}, xong trước ngày {short_date(order.due_on)}"
        for order in of_case(session, case)
    ]


def _amount(order: ExecutionOrder) -> str:
    parts = [(order.amount_dong, "đồng"), (order.land_m2, "m²"), (order.people, "người")]
    told = [f"{amount:,} {unit}".replace(",", ".") for amount, unit in parts if amount]
    return f" ({', '.join(told)})" if told else ""
