"""A case that turns out to be of another kind, or to be two: in the middle of whatever procedure it is in.

The leader approves both in the short run of a change. Limits count again from the same day of receipt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework import deadlines, definitions, linked, petitions, seal, split_petition
from app.casework.hold import Begin, End, Hold
from app.errors import NotPossibleNow, Unacceptable
from app.language import _
from db.base import new_id
from db.models import Case, Classification, ContentItem, Milestone, Run

DENUNCIATION = "denunciation"  # the kind that is sealed by its type
PROCEDURES = {
    "complaint": "complaint_first",
    DENUNCIATION: "denunciation",
    "recommendation": "recommendation",
    "reflection": "recommendation",
    "land_dispute": "land_conciliation",
}
SETTLED = frozenset({"decided", "concluded", "conciliated", "answered"})  # afterwards it stays what it was


def reclassify(hold: Hold, run: Run, facts: Mapping[str, Any]) -> None:
    """Let the case go on as another kind: what was going on ends, and the procedure of the new kind begins.

    A denunciation is sealed backwards: for everybody who holds no right to it, the case was never there.

    Raises: NotPossibleNow, Unacceptable.
    """
    kind, case = _kind(hold, facts), hold.case
    if kind == case.kind:
        raise Unacceptable(reason=_("the case is of this kind already"))
    if SETTLED & hold.milestones.keys():
        raise NotPossibleNow(reason=_("the matter is settled; what it was cannot be changed any more"))
    was, case.kind = case.kind, kind
    _end_runs(hold, run)
    deadlines.end_all(hold)
    case.variant = "remote" if case.variant.startswith("remote") else "normal"
    _name_whom(case, facts)
    petition = petitions.first(hold.session, case.id)
    _classify(hold, case, petition.id, kind)
    if kind == DENUNCIATION:
        case.lead_unit_id = petition.registrar_unit_id
        case.verifying_unit_id = case.task_force_head_id = None
        hold.session.flush()
        seal.put(hold)
    elif was == DENUNCIATION:
        seal.lift(hold, petition)
    _mark(hold, case)
    hold.followups.append(Begin(procedure=PROCEDURES[kind], as_of=hold.today))


def split(hold: Hold, run: Run, facts: Mapping[str, Any]) -> None:
    """Let single contents go on as a case of their own; what is left goes on as before.

    Contents that denounce somebody leave nothing behind by which the open case would tell of them.

    Raises: NotPossibleNow, Unacceptable.
    """
    kind = _kind(hold, facts)
    chosen = {UUID(str(item)) for item in facts.get("items") or []}
    rows = select(ContentItem).where(ContentItem.case_id == hold.case.id, ContentItem.state == "open")
    items = list(hold.session.scalars(rows.order_by(ContentItem.position)))
    leaving = [item for item in items if item.id in chosen]
    if not leaving or len(leaving) == len(items):
        raise Unacceptable(reason=_("split off at least one content, and leave at least one"))
    opened = linked.open_beside(hold, kind, "split-from", tie="split", contents=leaving)
    opened.case.received_on = hold.case.received_on
    _name_whom(opened.case, facts)
    petition_id = petitions.of(hold.session, hold.case.id)
    secret = kind == DENUNCIATION and not hold.case.sealed
    if secret:
        petition_id = split_petition.take_out(opened, hold, run, leaving)
        seal.put(opened)
    for item in leaving:
        item.state = "split"
    _classify(opened, opened.case, petition_id, kind)
    _mark(opened, opened.case)
    opened.followups.append(Begin(procedure=PROCEDURES[kind], as_of=hold.today))


def _kind(hold: Hold, facts: Mapping[str, Any]) -> str:
    """Read the new kind, for which a procedure must be in force.

    Raises: Unacceptable, NotPossibleNow.
    """
    kind = str(facts.get("new_kind") or "")
    if kind not in PROCEDURES:
        raise Unacceptable(reason=_("choose the kind it is"))
    definitions.in_force(hold.session, PROCEDURES[kind], hold.today)
    return kind


def _end_runs(hold: Hold, change: Run) -> None:
    """End whatever goes on in the case but the change itself."""
    running = select(Run.id).where(
        Run.case_id == hold.case.id, Run.id != change.id, Run.status.in_(("running", "incident"))
    )
    hold.followups += [End(run_id) for run_id in hold.session.scalars(running.order_by(Run.id))]


def _name_whom(case: Case, facts: Mapping[str, Any]) -> None:
    """Keep who is denounced, or whose decision is contested, so that they never handle it."""
    for field in ("contested_unit", "contested_author"):
        if facts.get(field):
            setattr(case, f"{field}_id", UUID(str(facts[field])))


def _classify(hold: Hold, case: Case, petition_id: UUID, kind: str) -> None:
    hold.session.add(
        Classification(
            id=new_id(),
            petition_id=petition_id,
            case_id=case.id,
            at=hold.now,
            by_id=hold.actor.person_id if hold.actor else case.registrar_id,
            unit_id=hold.actor.unit_id if hold.actor else case.lead_unit_id,
            kind=kind,
            field=case.field,
            competence="within",
            eligible=True,
            outcome="accept",
            proposed={},
            override_reason=None,
            reason=None,
            code="",
            round="",
            over_level=False,
        )
    )


def _mark(hold: Hold, case: Case) -> None:
    hold.milestones["classified"] = hold.today
    by = hold.actor.person_id if hold.actor else None
    hold.session.add(
        Milestone(
            id=new_id(),
            case_id=case.id,
            run_id=None,
            name="classified",
            on=hold.today,
            recorded_at=hold.now,
            by_id=by,
        )
    )
