"""What a case's page says of what goes on around a ruling: orders, a measure in force, what went to court."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import conciliations, emergencies, orders, vault
from app.language import _, content, short_date
from app.listings.case_found import FoundCase
from app.listings.form_words import form_word
from db.models import Answer, ExecutionOrder

Rows = Iterator[tuple[str, str]]
LAWSUIT = "lawsuit"
AMOUNTS = (
    ("amount_dong", "done_dong", "đồng"),
    ("land_m2", "done_m2", "m²"),
    ("people", "done_people", "người"),
)


def of_case(session: Session, found: FoundCase) -> tuple[tuple[str, Rows], ...]:
    """Give titled facts, each a label and its words; a title without facts is not shown."""
    return (
        (_("Contested decision not to be carried out"), _measure(session, found)),
        (_("Orders to be carried out"), _orders(session, found)),
        (_("Council that conciliates"), _council(session, found)),
        (_("Taken to court"), _lawsuits(session, found)),
    )


def _measure(session: Session, found: FoundCase) -> Rows:
    """Tell the measure that is in force, and that it does not stop the clock of the case."""
    measure = emergencies.of_case(session, found.case) if found.case.kind == "complaint" else None
    if measure is None:
        return
    yield _("Which decision"), vault.read(session, found.key, measure.contested)
    yield _("From, until"), f"{short_date(measure.from_on)} – {short_date(measure.until_on)}"
    yield _("Limit to settle"), _("runs on: the settlement is not suspended")


def _orders(session: Session, found: FoundCase) -> Rows:
    if found.case.kind != "execution":
        return
    for order in orders.of_case(session, found.case):
        kind = form_word("execution_orders", "kind", order.kind)
        said = vault.read(session, found.key, order.text)
        yield f"{order.position}. {kind}", f"{said} – {found.unit(order.unit_id)}: {_standing(order)}"


def _standing(order: ExecutionOrder) -> str:
    """Say until when an order is due, what was done of it, and whether that is late."""
    amounts = "; ".join(_amounts(order))
    due = _("due {date}", date=short_date(order.due_on))
    if order.state == orders.STOPPED:
        state = _("stopped")
    elif order.done_on is not None:
        late = order.done_on > order.due_on
        done = short_date(order.done_on)
        state = _("done late, {date}", date=done) if late else _("done {date}", date=done)
    else:
        state = _("late") if _late(order) else _("not done yet")
    return "; ".join(filter(None, (due, state, amounts)))


def _late(order: ExecutionOrder) -> bool:
    today: dt.date = clock.today()
    return order.due_on < today


def _amounts(order: ExecutionOrder) -> Iterator[str]:
    for due, done, unit in AMOUNTS:
        if owed := getattr(order, due):
            told = f"{getattr(order, done):,}/{owed:,}".replace(",", ".")
            yield f"{told} {content(unit)}"


def _council(session: Session, found: FoundCase) -> Rows:
    if found.case.kind != "land_dispute":
        return
    for line in conciliations.council_lines(session, found.case):
        name, _dash, capacity = line.partition(" – ")
        yield capacity, name


def _lawsuits(session: Session, found: FoundCase) -> Rows:
    runs = [run.id for run in found.runs]
    rows = session.scalars(select(Answer).where(Answer.task_id.in_(runs)).order_by(Answer.at))
    for row in rows:
        said: dict[str, Any] = vault.read_data(session, found.key, row.body)
        if said.get("message") != LAWSUIT:
            continue
        number = f" ({said['court_number']})" if said.get("court_number") else ""
        day = short_date(dt.date.fromisoformat(str(said["sued_on"])))
        yield day, f"{said.get('court')}{number}: {said.get('suit_about')}"
