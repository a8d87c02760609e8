"""Drawings that cannot be carried out as drawn, and an office that meets them as its doors do."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app import clock
from app.casework import definitions
from app.casework.stuck import Stuck
from app.engine import definition as compiled
from app.engine import model
from app.policy.actor import Actor
from app.services import incidents, tasks
from app.services.incidents import Wanted
from app.services.tasks import Sending
from db.base import Base
from db.models import Incident, Task
from tests.office import RECOMMENDATION, Office

ACCEPTED = '<bpmn:script>milestone("accepted")</bpmn:script>'
ON = '<bpmn:sequenceFlow id="rc_accepted_to_phase" sourceRef="rc_accepted" targetRef="rc_phase"/>'
REMINDER = 'reminder("KNPA.ANSWER", 2)'
RAISES = (ACCEPTED, '<bpmn:script>milestone("accepted", "no day")</bpmn:script>')


def turn(condition: str, to: str, more: str = "") -> tuple[str, str]:
    """Put a choice behind the acceptance of a recommendation."""
    tested = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}</bpmn:conditionExpression>'
    )
    drawn = (
        '<bpmn:sequenceFlow id="rc_accepted_to_turn" sourceRef="rc_accepted" targetRef="rc_turn"/>',
        '<bpmn:exclusiveGateway id="rc_turn" name="Rẽ" default="rc_turn_to_phase"/>',
        '<bpmn:sequenceFlow id="rc_turn_to_phase" sourceRef="rc_turn" targetRef="rc_phase"/>',
        f'<bpmn:sequenceFlow id="rc_turn_off" sourceRef="rc_turn" targetRef="{to}">',
        f"{tested}</bpmn:sequenceFlow>",
        more,
    )
    return ON, "".join(drawn)


def let_through(office: Office, version_id: UUID, procedure: str = "recommendation") -> None:
    """Make a drawing ready to run that the gate would refuse: what the gate may overlook one day."""
    with office.look() as session:
        files = definitions.files_of(session, version_id)
    drawings = {name: body for name, body in files.items() if name.endswith(".bpmn")}
    digest = compiled.digest_of(drawings, procedure)
    drawn = model.build(procedure, {name: one.root for name, one in compiled.read(drawings).items()})
    compiled._compiled[digest] = compiled.assemble(drawn, digest)  # noqa: SLF001 - its memory of what is sound


def classified(office: Office, case_id: UUID, key: str) -> dict[str, list[str]]:
    """Send Oanh's classification as the web's door does."""
    posted = {k: [v] for k, v in {**RECOMMENDATION, "lead_unit": str(office.units["economy"])}.items()}
    send(office, office.task("in_classify", case_id), office.oanh, posted, key)
    return posted


def send(office: Office, task: Task, who: Actor, posted: dict[str, list[str]], key: str) -> bool:
    try:
        with office.work() as session:
            assert not tasks.complete(session, task.id, Sending(posted=posted, key=key), actor=who).problems
    except Stuck as stuck:
        with office.work() as session:
            incidents.met(session, stuck.trouble)
        with office.work() as session:
            incidents.keep_typed(session, task.id, posted, stuck.trouble, actor=who)
        return False
    return True


def standing(office: Office, case_id: UUID) -> dict[str, list[dict]]:
    """Give every row of a case, byte for byte, but for what is told of it."""
    kinds = [each.class_ for each in Base.registry.mappers if "case_id" in each.columns]
    found = {kind.__name__: [plain(row) for row in office.all(kind, case_id)] for kind in kinds}
    told = {"Incident", "Notice"}
    return {name: rows for name, rows in found.items() if name not in told} | {
        "Case": [plain(office.case(case_id))]
    }


def plain(row: Base) -> dict:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def all_of(office: Office) -> list[Incident]:
    with office.look() as session:
        return list(session.scalars(select(Incident).order_by(Incident.id)))


def mend(office: Office, incident: Incident, act: str, who: Actor, **more: object) -> str:
    with clock.at(office.now):
        wanted = Wanted(act=act, reason="Đã xem sơ đồ", **more)
        return incidents.act(office.database, incident.id, wanted, actor=who)
