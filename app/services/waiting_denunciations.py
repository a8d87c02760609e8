"""Denunciations that were kept at the leader's desk until their procedure was there: they go on."""

from __future__ import annotations

from sqlalchemy import select

from app import clock
from app.casework import advance, definitions, incidents
from app.casework.stuck import Stuck
from app.errors import OfficeError
from db.models import Run, Task
from db.session import Database

KEPT, PROCEDURE, MESSAGE = "in_leader_hold", "denunciation", "procedure_in_force"


def let_on(database: Database) -> int:
    """Let every denunciation that an earlier release kept go into its procedure; give how many did.

    Each goes in a transaction of its own: one that cannot move holds up no other.
    """
    with database.reading() as session:
        kept = select(Task.case_id, Task.run_id).where(Task.node == KEPT, Task.state == "open")
        there = PROCEDURE in definitions.all_in_force(session, clock.today())
        waiting = list(session.execute(kept.order_by(Task.id))) if there else []
    gone = 0
    for case_id, run_id in waiting:
        try:
            with database.transaction() as session, advance.moving(session, case_id, actor=None) as hold:
                gone += advance.deliver(hold, session.get_one(Run, run_id), MESSAGE)
        except Stuck as stuck:
            with database.transaction() as session:
                incidents.keep(session, stuck.trouble)
        except OfficeError:
            continue
    return gone
