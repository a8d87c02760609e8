"""How a version comes into force that is offered to cases under way, and how a batch is played."""

from __future__ import annotations

import datetime as dt
import hashlib
from uuid import UUID

from sqlalchemy import select

from app.casework import definitions
from app.casework.outlook import Decided
from app.policy.actor import Actor
from app.services import migrations, trials
from db.base import new_id
from db.models import BundleFile, Review, TakeoverCase, Version
from tests.office import Office

NOTHING = Decided()


def comes(
    office: Office, *texts: tuple[str, str], procedure: str = "complaint_first", offer: bool = True
) -> UUID:
    """Put a changed version in force from today; texts of its drawing are replaced."""
    today = office.now.date()
    with office.work() as session:
        old = session.get_one(Version, definitions.in_force(session, procedure, today))
        files = definitions.files_of(session, old.id)
        drawing = files[f"{procedure}.bpmn"].decode()
        for was, now in texts:
            assert was in drawing, was
            drawing = drawing.replace(was, now)
        files[f"{procedure}.bpmn"] = drawing.encode()
        digest = definitions.digest_of(files)
        new = Version(
            id=new_id(), procedure=procedure, number=old.number + 1, state="draft", origin="shipped",
            digest=digest, effective_from=today, effective_to=None, created_at=office.now,
        )  # fmt: skip
        session.add(new)
        session.flush()
        for name, body in files.items():
            session.add(
                BundleFile(
                    version_id=new.id, name=name, digest=hashlib.sha256(body).hexdigest(), content=body
                )
            )
        session.flush()
        new.state = "in_force"
        old.effective_to = today - dt.timedelta(days=1)
        session.add(_approved(office, new, digest, today, offer=offer))
        return new.id


def _approved(office: Office, version: Version, digest: str, today: dt.date, *, offer: bool) -> Review:
    return Review(
        id=new_id(), version_id=version.id, number=version.number, digest=digest, state="approved",
        sender_id=office.an.person_id, sent_at=office.now, judge_id=office.long.person_id,
        judged_at=office.now, reason="", effective_from=today,
        transition="offer" if offer else "finish", stopper_id=None, stopped_at=None, stop_reason="",
    )  # fmt: skip


def prepare(office: Office, version_id: UUID, decided: Decided = NOTHING) -> UUID:
    """Try every case on a copy and keep what was found."""
    with office.look() as session:
        trial = trials.attempt(session, version_id, decided, actor=office.an)
    with office.work() as session:
        return trials.keep(session, trial, actor=office.an)


def lines(office: Office, takeover_id: UUID) -> list[TakeoverCase]:
    """Give the cases of a batch as they stand."""
    with office.look() as session:
        rows = select(TakeoverCase).where(TakeoverCase.takeover_id == takeover_id).order_by(TakeoverCase.id)
        return list(session.scalars(rows))


def take_all(office: Office, takeover_id: UUID, *, without: frozenset[UUID] = frozenset()) -> list[str]:
    """Take the chosen cases over, each in a transaction of its own."""
    with office.work() as session:
        migrations.choose(session, takeover_id, without=without, actor=office.an)
    with office.look() as session:
        left = migrations.left(session, takeover_id, actor=office.an)
    return [take(office, line) for line in left]


def take(office: Office, line_id: UUID, who: Actor | None = None) -> str:
    with office.work() as session:
        return migrations.take(session, line_id, actor=who or office.an)


def give_back(office: Office, line_id: UUID) -> None:
    with office.work() as session:
        migrations.give_back(session, line_id, actor=office.an)
