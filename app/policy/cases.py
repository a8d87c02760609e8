"""Who may see and move a case."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.errors import NotAllowed, NotFound
from app.policy.actor import (
    ADMINISTRATOR,
    AUDITOR,
    CHAIRMAN,
    CLERK,
    HANDLERS,
    OFFICER,
    UNIT_HEAD,
    Actor,
)
from db.models import Case, Grant, Task

UNCLASSIFIED = "unclassified"
KNOWING = frozenset({"receiver", "processing", "chairman", "protection"})  # rights to what came in
WORKING = (OFFICER, UNIT_HEAD, CHAIRMAN)  # who works on cases; clerks and auditors only read


def may_see(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether a case may be seen at all: only in one's own authority, and sealed ones by few.

    ``grants`` are the living rights to a sealed case (``casework.grants.of``). Besides who holds one, the
    leader sees it, and until it is classified whoever received it. The denounced and everybody of their
    unit never do, whatever they hold (Law on Denunciations 2018, articles 47 and 56).
    """
    if case.authority_id != actor.authority_id:
        return False
    if not case.sealed:
        return actor.has(*HANDLERS, AUDITOR)
    if is_contested(actor, case) or not actor.has(*WORKING):
        return False
    return actor.leads or _received(actor, case) or any(each.person_id == actor.person_id for each in grants)


def may_read_identity(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether somebody who sees a sealed case may ask who the petitioner is, with a reason."""
    if not case.sealed or not may_see(actor, case, grants):
        return False
    named = any(each.person_id == actor.person_id and each.level == "identity" for each in grants)
    return named or actor.leads or _received(actor, case)


def reads_copies(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether somebody who sees a case reads its working copies and never what came in.

    The head of a team may ask who denounced; until then the copies are enough (article 56).
    """
    if not case.sealed or actor.leads or _received(actor, case):
        return False
    return not any(each.person_id == actor.person_id and each.role in KNOWING for each in grants)


def may_redact(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether somebody makes the working copies of a sealed case: who knows what came in anyway."""
    return case.sealed and may_see(actor, case, grants) and not reads_copies(actor, case, grants)


def speaks_freely(person_id: UUID, grants: Sequence[Grant]) -> bool:
    """Tell whether who reads copies may read this person's answers: nobody tells what they do not know."""
    levels = {each.level for each in grants if each.person_id == person_id}
    return levels == {"redacted"}


def is_contested(actor: Actor, case: Case) -> bool:
    """Tell whether a petition is about this person, or about the unit in which they work."""
    return actor.person_id == case.contested_author_id or actor.works_in(case.contested_unit_id)


def _received(actor: Actor, case: Case) -> bool:
    return case.kind == UNCLASSIFIED and case.registrar_id == actor.person_id


def require_may_see(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> None:
    """Refuse as if there were nothing, so that even the refusal tells nothing.

    Raises: NotFound.
    """
    if not may_see(actor, case, grants):
        raise NotFound


def may_work_on(actor: Actor, task: Task, case: Case, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether a task is this person's to do, or to claim."""
    if not may_see(actor, case, grants) or task.state != "open":
        return False
    if task.assignee_id is not None:
        return task.assignee_id == actor.person_id
    return is_for(actor, task)


def is_for(actor: Actor, task: Task) -> bool:
    """Tell whether a task waits for the role and unit in which this person acts."""
    if task.authority_id != actor.authority_id:
        return False
    if task.role == CHAIRMAN:
        return actor.leads
    if task.role == CLERK:
        return CLERK in actor.roles
    return task.unit_id == actor.unit_id and actor.has(task.role, UNIT_HEAD)


def is_impartial(actor: Actor, case: Case) -> bool:
    """Tell whether this person did not make the decision that the case contests."""
    return case.contested_author_id != actor.person_id


def is_barred(guard: str, actor: Actor, case: Case) -> bool:
    """Tell whether a step's rule of separation keeps this person from it."""
    return "not_contested_author" in guard and not is_impartial(actor, case)


def require_may_work_on(
    actor: Actor, task: Task, case: Case, grants: Sequence[Grant] = (), *, guard: str = ""
) -> None:
    """Refuse a step that belongs to somebody else, or to somebody impartial.

    Raises: NotFound for a case that may not be seen, NotAllowed.
    """
    require_may_see(actor, case, grants)
    if not may_work_on(actor, task, case, grants) or is_barred(guard, actor, case):
        raise NotAllowed


def may_act(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether this person may record what happens to a case beside its steps, or propose a change."""
    return may_see(actor, case, grants) and actor.has(*WORKING)


def may_unlink(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> bool:
    """Tell whether this person may take a petition out of a case that it was joined to by mistake."""
    return may_see(actor, case, grants) and actor.has(OFFICER, UNIT_HEAD, ADMINISTRATOR)


def require_may_unlink(actor: Actor, case: Case, grants: Sequence[Grant] = ()) -> None:
    """Refuse whoever may not take petitions out of a case.

    Raises: NotFound for a case that may not be seen, NotAllowed.
    """
    require_may_see(actor, case, grants)
    if not may_unlink(actor, case, grants):
        raise NotAllowed
