"""One incident: the drawing with the place marked, what was meant, what was tried, what can be put right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, drawing
from app.casework import definitions, grants, routing_fields, vault
from app.casework.routing_fields import RoutingField
from app.drawing import Mark
from app.drawing.reading import read
from app.engine.errors import StateUnreadable
from app.engine.picture import EMPTY
from app.errors import NotFound
from app.formdefs.view import FieldView, OptionView
from app.language import _, content, long_date
from app.listings import incidents
from app.listings.case_found import people_of
from app.listings.drawing_marks import around, cut, diagram, marks
from app.listings.form_words import said_choice
from app.listings.incident_words import ACTS, EFFECTS, STATES, command_word
from app.listings.incidents import Line
from app.listings.what_follows import course
from app.policy.actor import Actor
from app.policy.incidents import CORRECT, TASK, TIMER, may_mend, needs_second, possible, sees_content
from db.models import Incident, IncidentAct, Run, Task, Timer, VaultKey


@dataclass(frozen=True, kw_only=True)
class Tried:
    """Something that was done, or proposed, about an incident; ``mine`` if its reader proposed it."""

    id: UUID
    words: str
    value: str
    reason: str
    by: str
    at: dt.datetime
    state: str
    state_words: str
    decided_by: str
    mine: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing that can be done now."""

    act: str
    words: str
    effect: str
    second: bool  # a second person confirms it first


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page of one incident shows."""

    line: Line
    case_id: UUID | None
    timed: bool  # whether the clock tries it again by itself
    facts: tuple[tuple[str, str], ...]
    picture: Markup
    lines: tuple[drawing.Line, ...]
    tried: tuple[Tried, ...]
    choices: tuple[Choice, ...]
    fields: tuple[FieldView, ...]

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Name the routing values that can be put right, by their keys."""
        return tuple((each.name.removeprefix("value-"), each.label) for each in self.fields)


def show(session: Session, incident_id: UUID, *, actor: Actor) -> Page:
    """Show one incident as far as its reader may know of its case. Raises: NotFound."""
    found = incidents.find(session, incident_id, actor=actor)
    if found is None:
        raise NotFound
    incident, case, _timer, _waits = found
    seen = sees_content(actor, case, grants.of(session, case) if case and case.sealed else ())
    run = session.get(Run, incident.run_id) if incident.run_id and seen else None
    fields = routing_fields.of_run(session, case, run) if case and run and not incident.resolved_at else ()
    picture, lines = _drawn(session, incident, run) if seen and incident.version_id else (Markup(), ())
    return Page(
        line=incidents.line(session, found, actor=actor),
        case_id=incident.case_id,
        timed=incident.command == TIMER,
        facts=_facts(session, incident) if seen else (),
        picture=picture,
        lines=lines,
        tried=_tried(session, incident, fields, actor=actor, seen=seen),
        choices=_choices(incident, fields, actor),
        fields=tuple(_view(field) for field in fields) if may_mend(actor) else (),
    )


def _choices(incident: Incident, fields: tuple[RoutingField, ...], actor: Actor) -> tuple[Choice, ...]:
    if not may_mend(actor):
        return ()
    return tuple(
        Choice(
            act=act, words=_(ACTS[act]), effect=_(EFFECTS[act]), second=needs_second(act, incident.command)
        )
        for act in possible(incident)
        if act != CORRECT or fields
    )


def _facts(session: Session, incident: Incident) -> tuple[tuple[str, str], ...]:
    """Say what was meant: the instant, or the step and its outcome, and who met it."""
    names = people_of(session, {incident.person_id})
    rows = [(_("What was meant"), command_word(incident.command))]
    timer = session.get(Timer, incident.timer_id) if incident.command == TIMER else None
    if timer is not None:
        local = clock.local(timer.due_at)
        rows.append((_("Due"), f"{local:%H:%M} · {long_date(local.date())}"))
    task = session.get(Task, incident.task_id) if incident.command == TASK else None
    if task is not None and incident.version_id is not None:
        rows += _step(session, incident, task)
    if incident.person_id:
        rows.append((_("Met by"), names.get(incident.person_id, "")))
    elif incident.command == TIMER:
        rows.append((_("Met by"), _("The office's clock")))
    return tuple(rows)


def _step(session: Session, incident: Incident, task: Task) -> list[tuple[str, str]]:
    run = session.get(Run, task.run_id)
    if run is None:
        return []
    pinned = definitions.pinned(session, run.version_id)
    node, form = pinned.definition.nodes.get(task.node), pinned.forms.get(task.form)
    if node is None:
        return []
    rows = [(_("Step that was finished"), content(node.name))]
    if incident.outcome and form is not None:
        rows.append((_("Outcome"), said_choice(form, node.properties.get("outcome", ""), incident.outcome)))
    return rows


def _drawn(session: Session, incident: Incident, run: Run | None) -> tuple[Markup, tuple[drawing.Line, ...]]:
    if incident.version_id is None:
        return Markup(), ()
    pinned = definitions.pinned(session, incident.version_id)
    try:
        standing = marks(session, run, href=lambda _task: "") if run else {}
    except StateUnreadable:
        standing = {}
    here = list(around(course(pinned), EMPTY, incident.element))
    standing |= dict.fromkeys(here, Mark("stuck", _("stands still here")))
    xml = diagram(pinned)
    whole = drawing.draw(xml, standing, title=content(pinned.definition.name))
    drawn = read(xml).nodes
    box = next((drawn[each].box for each in here if each in drawn and drawn[each].box), None)
    return (cut(whole, box.middle) if box else whole), tuple(drawing.tell(xml, standing))


def _tried(
    session: Session, incident: Incident, fields: tuple[RoutingField, ...], *, actor: Actor, seen: bool
) -> tuple[Tried, ...]:
    rows = session.execute(
        select(IncidentAct, VaultKey)
        .join(VaultKey, VaultKey.id == IncidentAct.key_id)
        .where(IncidentAct.incident_id == incident.id)
        .order_by(IncidentAct.id)
    ).all()
    names = people_of(session, {who for row, _key in rows for who in (row.by_id, row.decided_by_id)})
    known = {field.key: field for field in fields}
    return tuple(
        Tried(
            id=row.id,
            words=_(ACTS[row.act]),
            value=_value(row, known.get(row.field or "")) if seen else "",
            reason=vault.read(session, key, row.reason) if seen or row.by_id == actor.person_id else "",
            by=names.get(row.by_id, ""),
            at=clock.local(row.at),
            state=row.state,
            state_words=_(STATES[row.state]),
            decided_by=names.get(row.decided_by_id, ""),
            mine=row.by_id == actor.person_id,
        )
        for row, key in rows
    )


def _value(row: IncidentAct, field: RoutingField | None) -> str:
    if row.field is None:
        return ""
    return f"{content(field.component.label) if field else row.field}: {_said(row.value, field)}"


def _said(value: object, field: RoutingField | None) -> str:
    """Say a routing value as its form does."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    label = next((each.label for each in field.offered if each.value == value), "") if field else ""
    return content(label) or ("–" if value is None else str(value))


def _view(field: RoutingField) -> FieldView:
    """Show a routing field as its form asks for it, with the value that the run holds."""
    part, held = field.component, field.value
    kind = "select" if field.offered else part.kind
    value = ("true" if held else "") if isinstance(held, bool) else "" if held is None else str(held)
    options = tuple(
        OptionView(each.value, content(each.label), selected=each.value == value) for each in field.offered
    )
    return FieldView(
        name=f"value-{field.key}",
        kind=kind,
        label=content(part.label) or field.key,
        help=_("now: {value}", value=_said(held, field)),
        value=value,
        options=options,
        required=True,
    )
