"""What happens to a case from outside its steps: a withdrawal, a supplement, a wish to change its clock."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import advance, choices, clockwork, definitions, evidence, grants, once, prefill
from app.casework.hold import Begin, Hold
from app.engine import step as engine
from app.engine.nodes import Node
from app.errors import NotAllowed, NotFound, NotPossibleNow
from app.formdefs import Checked, FormDefinition, check
from app.language import _, content
from app.policy import cases as policy
from app.policy.actor import CHAIRMAN, OFFICER, UNIT_HEAD, Actor
from app.services.tasks import Completed, Posted, Sending
from db.models import Deadline, Run

DESK = "escalation"
OWN_PAGES = frozenset({"withdrawal", "supplemented"})


def tell(session: Session, case_id: UUID, message: str, sending: Sending, *, actor: Actor) -> Completed:
    """Tell the running procedure of a case what happened, with the form drawn at the event.

    Raises: NotFound, NotAllowed, NotPossibleNow when nothing waits for it now.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        if once.was_sent(session, sending.key, None, actor=actor):
            return Completed(case_id, case_id)
        _require_handler(hold, actor)
        run, node, form = listening(hold, message)
        checked = check_form(hold, run, form, sending.posted) if form else Checked({})
        if checked.problems:
            return Completed(case_id, case_id, checked.problems)
        told = {**checked.answers, "message": message, "at": node.id}
        advance.keep_answers(hold, run.id, told, sent=once.usable(sending.key))
        if form is not None:
            evidence.file(hold, form, case_id)
        advance.deliver(hold, run, message, _scalars(checked))
    return Completed(case_id, case_id)


def propose(session: Session, case_id: UUID, sending: Sending, *, actor: Actor) -> Completed:
    """Propose to extend, suspend or resume a case, to classify it again, or to let part of it go.

    The leader decides in a short run of its own; what the leader proposes himself is decided.

    Raises: NotFound, NotAllowed, NotPossibleNow.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        if once.was_sent(session, sending.key, None, actor=actor):
            return Completed(case_id, case_id)
        _require_handler(hold, actor)
        if hold.case.state == "closed":
            raise NotPossibleNow(reason=_("the case is closed"))
        checked = check_form(hold, None, change_form(session, hold), sending.posted)
        if checked.problems:
            return Completed(case_id, case_id, checked.problems)
        hold.followups.append(
            Begin(
                procedure=clockwork.procedure_for(hold.case, str(checked.answers["change"])),
                as_of=hold.today,
                data={
                    "change": str(checked.answers["change"]),
                    "new_kind": str(checked.answers.get("new_kind") or ""),
                    "by_leader": actor.leads,
                },
                answers=checked.answers,
                sent=once.usable(sending.key),
            )
        )
    return Completed(case_id, case_id)


def open_desk(session: Session, case_id: UUID, deadline_id: UUID, *, actor: Actor) -> None:
    """Let the leader take a matter onto the desk before its limit runs out.

    Raises: NotFound, NotAllowed, NotPossibleNow.
    """
    with advance.moving(session, case_id, actor=actor) as hold:
        policy.require_may_see(actor, hold.case, grants.of(hold.session, hold.case))
        if not actor.leads:
            raise NotAllowed
        deadline = session.get(Deadline, deadline_id)
        if deadline is None or deadline.case_id != case_id:
            raise NotFound
        busy = select(Run.id).where(Run.subject_id == deadline_id, Run.status == "running")
        if deadline.state != "running" or session.scalars(busy).first():
            raise NotPossibleNow(reason=_("this limit does not run, or it is on the desk already"))
        hold.followups.append(Begin(procedure=DESK, as_of=hold.today, subject_id=deadline_id))


def listening(hold: Hold, message: str) -> tuple[Run, Node, FormDefinition | None]:
    """Find the run that waits for a message, the event drawn for it, and the event's form.

    Raises: NotPossibleNow.
    """
    found = awaited(hold).get(message)
    if found is None:
        raise NotPossibleNow(reason=_("the procedure of this case does not wait for this now"))
    run, node = found
    forms = definitions.pinned(hold.session, run.version_id).forms
    return run, node, forms.get(node.properties.get("form", ""))


def awaited(hold: Hold) -> dict[str, tuple[Run, Node]]:
    """Give the messages that the runs of a case wait for, each with its run and where.

    Its own procedure hears before what runs beside it: a withdrawal ends the complaint, not the answer.
    """
    runs = hold.session.scalars(
        select(Run).where(Run.case_id == hold.case.id, Run.status == "running").order_by(Run.beside, Run.id)
    )
    found: dict[str, tuple[Run, Node]] = {}
    for run in runs:
        definition = definitions.pinned(hold.session, run.version_id).definition
        for waiting in engine.look(definition, run.state, now=hold.now).messages.values():
            found.setdefault(waiting.name, (run, definition.nodes[waiting.node_id]))
    return found


def recordable(waiting: Mapping[str, tuple[Run, Node]]) -> tuple[tuple[str, str], ...]:
    """List what a person may record, beside withdrawal and supplement: each message with its words.

    Only what is drawn with a form is recorded; what has none is told by another procedure.
    """
    return tuple(
        (name, content(node.name))
        for name, (_run, node) in waiting.items()
        if node.properties.get("form") and name not in OWN_PAGES
    )


def change_form(session: Session, hold: Hold) -> FormDefinition:
    """Give the form by which a change of the clock is proposed."""
    procedure = clockwork.procedure_for(hold.case, "extend")
    pinned = definitions.pinned(session, definitions.in_force(session, procedure, hold.today))
    return pinned.forms[pinned.definition.opening["form"]]


def check_form(hold: Hold, run: Run | None, form: FormDefinition, posted: Posted) -> Checked:
    """Check a form about a case that is no step of it, with the files that wait beside it."""
    known = prefill.known(hold.session, hold.case, run, hold.today)
    offered = choices.of(hold.session, form, hold.case, hold.today)
    if hold.actor is not None and (
        files := evidence.waiting(hold.session, form, hold.case.id, actor=hold.actor)
    ):
        offered, posted = {**offered, **files}, evidence.with_waiting(posted, files)
    return check(form, posted, choices=offered, context=known)


def _require_handler(hold: Hold, actor: Actor) -> None:
    policy.require_may_see(actor, hold.case, grants.of(hold.session, hold.case))
    if not actor.has(OFFICER, UNIT_HEAD, CHAIRMAN):
        raise NotAllowed


def _scalars(checked: Checked) -> Mapping[str, str | int | bool | None]:
    return {k: v for k, v in checked.routing.items() if v is None or isinstance(v, str | int | bool)}
