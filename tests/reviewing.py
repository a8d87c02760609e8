"""How a changed procedure is brought to the stage of its review that a test is about."""

import datetime as dt
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.casework import definitions
from app.policy.actor import Actor
from app.services import drafting, effective, procedure_drafts, reviews
from app.services.procedure_drafts import Content
from app.services.reviews import Approval
from db.models import AuditEntry, Version
from tests.office import Office

PROCEDURE = "recommendation"
OLD, NEW = 'name="Xem xét và soạn trả lời"', 'name="Xem xét và soạn trả lời công dân"'


def with_two_legal_staff(office: Office) -> Office:
    """The ward, with Lan and Quý of the legal staff."""
    with office.work() as session:
        for login, name in (("lan", "Lê Thị Lan"), ("quy", "Ngô Văn Quý")):
            office.people[login] = office._admit(  # noqa: SLF001 - as the office admits its own
                session, office.authority_id, login, name, "office", "legal_staff", "Cán bộ pháp chế"
            )
    return office


def running(office: Office, procedure: str = PROCEDURE) -> UUID:
    """Give the version that holds today."""
    with office.look() as session:
        return definitions.in_force(session, procedure, clock.today())


def drafted(
    office: Office, who: Actor, *, old: str = OLD, new: str = NEW, procedure: str = PROCEDURE
) -> UUID:
    """Somebody copies what is in force and changes a word of its drawing."""
    before = running(office, procedure)
    with office.work() as session:
        copied = drafting.copy_of(session, before, actor=who)
    return saved(office, copied, who, old=old, new=new, procedure=procedure)


def saved(
    office: Office, version_id: UUID, who: Actor, *, old: str, new: str, procedure: str = PROCEDURE
) -> UUID:
    """Somebody saves a draft with one word of its drawing changed."""
    with office.work() as session:
        files = definitions.files_of(session, version_id)
        name = f"{procedure}.bpmn"
        assert old in files[name].decode(), "the drawing says it in other words now"
        files[name] = files[name].decode().replace(old, new).encode()
        return procedure_drafts.correct(session, version_id, Content(files, {}), actor=who)


def sent(office: Office, who: Actor, **drawn: str) -> UUID:
    """Somebody drafts a change and sends it to be reviewed."""
    version_id = drafted(office, who, **drawn)
    with office.work() as session:
        reviews.send(session, version_id, actor=who)
    return version_id


def approved(office: Office, who: Actor, judge: Actor, *, on: dt.date, **drawn: str) -> UUID:
    """A change drafted by one person is approved by another."""
    version_id = sent(office, who, **drawn)
    with office.work() as session:
        reviews.approve(session, version_id, Approval(on=on), actor=judge)
    return version_id


def tomorrow(office: Office) -> dt.date:
    """Give the day after the office's present one."""
    with clock.at(office.now):
        return clock.today() + dt.timedelta(days=1)


def clock_writes(office: Office) -> int:
    """Let the clock write down what is in force."""
    with clock.at(office.now):
        return effective.put_due_in_force(office.database)


def state(office: Office, version_id: UUID) -> str:
    """Say where a version stands."""
    with office.look() as session:
        return session.get_one(Version, version_id).state


def trail(office: Office, version_id: UUID) -> list[str]:
    """List what the office's chain says was done to a version."""
    with office.look() as session:
        rows = session.scalars(
            select(AuditEntry).where(AuditEntry.case_id.is_(None)).order_by(AuditEntry.sequence)
        )
        return [
            row.tag for row in rows if str(version_id) in {row.facts.get("version"), row.facts.get("row")}
        ]
