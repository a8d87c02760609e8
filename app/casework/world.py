"""What the outside world answers while the engine runs one step of one case."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import select

from app.casework import (
    clockwork,
    consultations,
    deadlines,
    desk_letter,
    directives,
    emergencies,
    grants,
    letters,
    linked,
    notices,
    orders,
    receptions,
    watchlist,
)
from app.casework.audit import Tag, record
from app.casework.hold import Begin, Deliver, Hold
from app.casework.records import letter_issue
from app.engine.world import Acting
from app.legaltime.calendar import Calendar
from app.legaltime.instants import FAR, breach_at, for_run, reminder_at
from app.legaltime.own import FULFILLED_BY
from db.base import NEVER, new_id
from db.models import Deadline, LateReason, Letter, Milestone, Run

# The procedure that settles a matter of a kind when it is settled anew.
AGAIN = {
    "complaint": "complaint_first",
    "denunciation": "denunciation",
    "recommendation": "recommendation",
    "reflection": "recommendation",
    "land_dispute": "land_settlement",
}


class CaseWorld(Acting):
    """The registered actions and timer functions, bound to one case and one run."""

    def __init__(self, hold: Hold, run: Run) -> None:
        self.hold = hold
        self.run = run

    def deadline(self, rule: str) -> str:
        """Give the instant at which a limit is broken, starting the limit if it does not run yet."""
        deadline = deadlines.arm(self.hold, self.run, rule)
        return for_run(FAR if deadline.due_on == NEVER else breach_at(deadline.due_on))

    def reminder(self, rule: str, working_days: int) -> str:
        """Give the morning on which to remind; never one that is already past."""
        deadline = deadlines.arm(self.hold, self.run, rule)
        if deadline.due_on == NEVER:
            return for_run(FAR)
        instant = reminder_at(deadline.due_on, working_days)
        return for_run(instant if instant > self.hold.now else FAR)

    def followup(self) -> str:
        """Give the morning on which the leader wants the matter on the desk again."""
        subject = self._subject()
        day = subject.next_look_on if subject else None
        calendar = Calendar.official()
        wanted = day or calendar.add_working_days(self.hold.today, 3)
        return for_run(reminder_at(calendar.next_working_day(wanted), 0))

    def morning(self, day: str) -> str:
        """Give the morning of a day that was named in a field, or of the next working day."""
        return for_run(reminder_at(Calendar.official().next_working_day(dt.date.fromisoformat(day)), 0))

    def after(self, day: str) -> str:
        """Give the instant at which a day that was named in a field is over."""
        return for_run(breach_at(dt.date.fromisoformat(day)))

    def milestone(self, name: str, on: str | None = None) -> None:
        """Record a legal event of the case with its legal date."""
        day = dt.date.fromisoformat(on) if on else self.hold.today
        self.hold.milestones[name] = day
        self.hold.session.add(
            Milestone(
                case_id=self.hold.case.id,
                run_id=self.run.id,
                name=name,
                on=day,
                recorded_at=self.hold.now,
                by_id=self.hold.actor.person_id if self.hold.actor else None,
            )
        )

    def met(self, rule: str) -> None:
        """Record that a limit was met, and let its desk item close as overtaken."""
        event = FULFILLED_BY.get(rule)
        day = self.hold.milestones.get(event, self.hold.today) if event else self.hold.today
        deadline = deadlines.meet(self.hold, rule, day, self.run)
        if deadline is None or deadline.breached_at is None:
            return
        for run in self._desk_runs(deadline):
            self.hold.followups.append(Deliver(run.id, "overtaken"))

    def rest(self, rule: str) -> None:
        """Let a limit rest for good: what it waited for is overtaken, and nothing is owed under it."""
        deadlines.end(self.hold, rule, self.run)

    def remind(self, rule: str) -> None:
        """Tell those whose work it is that a limit comes near; it reaches them in the day's digest."""
        deadline = deadlines.find(self.hold, rule, self.run)
        if deadline is not None:
            notices.remind(self.hold, deadline)

    def escalate(self, rule: str) -> None:
        """Put a missed limit on the leader's desk, once, and owe the reason from now on."""
        deadline = deadlines.find(self.hold, rule, self.run)
        if deadline is None:
            return
        if deadline.breached_at is None:
            deadline.breached_at = self.hold.now
            self.hold.session.add(_owed(self.hold, deadline))
            notices.breach(self.hold, deadline)
        if not self._desk_runs(deadline):
            self.hold.followups.append(
                Begin(procedure="escalation", as_of=self.hold.today, subject_id=deadline.id)
            )

    def open_letter(self, template: str) -> str:
        """Open a letter to be drafted from a template of this procedure."""
        letter = letters.open_letter(self.hold, self.run, template)
        if self.run.subject_id is not None and self.hold.actor is not None:
            desk_letter.issue(self.hold, self.run, letter)  # directing is signing: no second click
        return str(letter.id)

    def number_letter(self, letter_id: str) -> str:
        """Take the next number of the letter's book, at signature."""
        letter: Letter = self.hold.letter(UUID(letter_id))
        letters.number(self.hold, letter, typed=None)
        if self.hold.case.sealed:  # no clerk may know of it: whoever signs hands it over
            letter_issue.send(self.hold, letter, on=self.hold.today, via="hand")
        return letter.number or ""

    def start_run(self, procedure: str) -> None:
        """Ask for the next procedure of this case; it starts in the same transaction."""
        self.hold.followups.append(Begin(procedure=procedure, as_of=self.hold.today))

    def open_case(self, procedure: str) -> None:
        """Open the case in which another procedure goes on, tied to this one, in the same transaction."""
        linked.open_linked(self.hold, procedure)

    def tell(self, message: str) -> None:
        """Give a message to whatever waits for it in this case."""
        linked.tell(self.hold, message)

    def lift_measure(self, why: str) -> None:
        """End the measure of this run: the contested decision may be carried out again."""
        emergencies.lift(self.hold, self.run, why)

    def assign_orders(self) -> None:
        """Let every order of a decision become work of its unit."""
        orders.hand_out(self.hold)

    def orders_done(self) -> None:
        """Close the order of this run; the execution hears when all are done."""
        orders.finish(self.hold, self.run)

    def stop_orders(self) -> None:
        """Stop what was not carried out yet."""
        orders.stop(self.hold)
        linked.tell(self.hold, "orders_stopped")

    def close_case(self, result: str) -> None:
        """Close the case: its limits rest, its register line is complete."""
        case = self.hold.case
        case.state, case.closed_as, case.closed_on, case.step = "closed", result, self.hold.today, ""
        deadlines.end_all(self.hold)
        linked.tell(self.hold, "overtaken", beside=True)
        grants.end(self.hold)
        self._audit(Tag.CASE_CLOSE, {"as": result})

    def reopen_case(self) -> None:
        """Open a closed case again and let the procedure of its kind begin anew."""
        case = self.hold.case
        case.state, case.closed_as, case.closed_on = "open", None, None
        if case.sealed:
            grants.receive(self.hold)
        self.start_run(AGAIN[case.kind])
        self._audit(Tag.CASE_OPEN, {"kind": case.kind})

    def hold_at_leader(self) -> None:
        """Keep a denunciation sealed at the leader's desk until its procedure is in force."""
        self.hold.case.kind = "denunciation"
        self.hold.case.sealed, self.hold.case.matter = True, ""

    def apply_change(self) -> None:
        """Carry out an approved change of the case's clock or contents."""
        clockwork.apply(self.hold, self.run)

    def late_reason_owed(self) -> None:
        """Keep the question why a limit was missed open after the work was done."""
        subject = self._subject()
        if subject is not None and subject.breached_at is None and subject.due_on < self.hold.today:
            self.hold.session.add(_owed(self.hold, subject))

    def give_out(self) -> None:
        """Give out what the leader concluded at a reception: a run of its own for each piece of work."""
        receptions.give_out(self.hold, self.run)

    def consult(self) -> None:
        """Write down the question that this run puts to a unit or an outside body."""
        consultations.ask(self.hold, self.run)

    def fall_silent(self) -> None:
        """Record that whoever was asked did not answer in time; an answer may still come."""
        consultations.fall_silent(self.hold, self.run)

    def consulted(self) -> None:
        """Tell whoever waits for the opinions that there are enough, once none is awaited any more."""
        if not consultations.awaited(self.hold):
            self.tell("enough")

    def watch(self) -> None:
        """Put the case on the watchlist of prolonged cases."""
        watchlist.enter(self.hold, self.run)

    def unwatch(self) -> None:
        """Take the case off the watchlist because it ended."""
        watchlist.leave_ended(self.hold, self.run)

    def give_directive(self) -> None:
        """Write down what this run directs a unit to do."""
        directives.give(self.hold, self.run)

    def directive_late(self) -> None:
        """Tell the unit's head and the leader that a directive was not carried out in time."""
        directives.tell_late(self.hold, self.run)

    def _subject(self) -> Deadline | None:
        if self.run.subject_id is None:
            return None
        return deadlines.by_id(self.hold, self.run.subject_id)

    def _desk_runs(self, deadline: Deadline) -> list[Run]:
        return list(
            self.hold.session.scalars(
                select(Run).where(Run.subject_id == deadline.id, Run.status == "running")
            )
        )

    def _audit(self, tag: Tag, facts: dict[str, object]) -> None:
        record(self.hold.session, self.hold.case, tag, actor=self.hold.actor, now=self.hold.now, facts=facts)


def _owed(hold: Hold, deadline: Deadline) -> LateReason:
    return LateReason(
        id=new_id(),
        case_id=hold.case.id,
        deadline_id=deadline.id,
        unit_id=deadline.unit_id,
        code="no_valid_reason",
        text=None,
        owed_since=hold.now,
        recorded_at=None,
        recorded_by_id=None,
    )
