"""A task with all it stands in, found for somebody who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.casework import definitions, grants, lived
from app.casework.definitions import Pinned
from app.casework.lived import Lived
from app.engine.nodes import Node
from app.errors import NotFound
from app.formdefs import FormDefinition
from app.policy import cases as policy
from app.policy.actor import UNIT_HEAD, Actor
from db.models import Case, Deadline, Grant, Person, Run, Task, Unit, VaultKey


@dataclass(frozen=True, kw_only=True)
class Found:
    """A task, its run and case, and what its version says of the step."""

    task: Task
    run: Run
    case: Case
    key: VaultKey
    unit: Unit
    assignee: str
    closer: str
    deadline: Deadline | None
    pinned: Pinned
    grants: tuple[Grant, ...] = ()  # the living rights, where the case is sealed
    copies: bool  # whether its reader is shown the working copies and never what came in

    @property
    def node(self) -> Node:
        """Give the step's element in the drawing."""
        return self.pinned.definition.nodes[self.task.node]

    @property
    def form(self) -> FormDefinition:
        """Give the step's form as pinned."""
        return self.pinned.forms[self.task.form]

    def is_impartial(self, actor: Actor) -> bool:
        """Tell whether the step's rule of separation lets this person do it."""
        return not policy.is_barred(self.node.properties.get("guard", ""), actor, self.case)

    def may_work(self, actor: Actor) -> bool:
        """Tell whether this person may do the step now."""
        return policy.may_work_on(actor, self.task, self.case, self.grants) and self.is_impartial(actor)

    def may_move(self, actor: Actor) -> bool:
        """Tell whether this person may send the step to another unit."""
        heads = actor.has(UNIT_HEAD) and self.task.unit_id == actor.unit_id
        return self.task.state == "open" and not self.case.sealed and (actor.leads or heads)


def find(session: Session, task_id: UUID, *, actor: Actor) -> Found:
    """Find a task in one statement.

    Raises: NotFound, also for a case that may not be seen.
    """
    closer = aliased(Person)
    row = session.execute(
        select(Task, Run, Case, VaultKey, Unit, Person.name, Deadline, closer.name)
        .join(Run, Run.id == Task.run_id)
        .join(Case, Case.id == Task.case_id)
        .join(VaultKey, VaultKey.id == Case.key_id)
        .join(Unit, Unit.id == Task.unit_id)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .outerjoin(Deadline, Deadline.id == Task.deadline_id)
        .outerjoin(closer, closer.id == Task.closed_by_id)
        .where(Task.id == task_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    task, run, case, key, unit, assignee, deadline, closed_by = row
    held = grants.of(session, case)
    policy.require_may_see(actor, case, held)
    return Found(
        task=task,
        run=run,
        case=case,
        key=key,
        unit=unit,
        assignee=assignee or "",
        closer=closed_by or "",
        deadline=deadline,
        pinned=definitions.pinned(session, _version(session, task, run)),
        grants=held,
        copies=policy.reads_copies(actor, case, held),
    )


def _version(session: Session, task: Task, run: Run) -> UUID:
    """Give the version on which a step is open or was done."""
    past = lived.of(session, [run.id]) if task.closed_at is not None else Lived()
    return past.version(task, run.version_id)
