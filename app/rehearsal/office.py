"""The office of a rehearsal: it answers what a drawing asks, remembers it, and tells it in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid5

from app import clock
from app.engine.world import Acting
from app.errors import OfficeError
from app.language import N_, short_date
from app.legaltime import events, own
from app.legaltime.calendar import Calendar
from app.legaltime.instants import FAR, breach_at, for_run, reminder_at
from app.rehearsal.memory import Limit, Memory, limit_name
from app.rehearsal.shipped import name_of
from app.rehearsal.told import Entry

_LETTERS = UUID("2d1f4a53-70d8-4d0c-9f0e-5f3e5b1d7c10")
_LOOK_AGAIN = 3  # working days after which a matter is on the leader's desk again
DESK = "escalation"


@dataclass(frozen=True)
class Order:
    """What a step set off: another procedure that begins, or a message to one about the same limit."""

    procedure: str = ""
    message: str = ""
    subject: str = ""


@dataclass
class Office:
    """The office while one step happens; what it remembers counts only if the step succeeds."""

    now: dt.datetime
    memory: Memory
    titled: Callable[[str], tuple[str, str]]  # title and subject of a letter, by its key
    log: list[Entry] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)  # limits that cannot be counted, and why

    @property
    def today(self) -> dt.date:
        """Say which legal day it is in the rehearsal."""
        return clock.local(self.now).date()

    def tell(self, kind: str, sentence: str, element: str = "", **names: object) -> None:
        """Write down what has happened."""
        said = tuple((name, str(value)) for name, value in names.items())
        self.log.append(Entry(self.now, kind, element, sentence, said))

    def limit(self, rule: str) -> Limit | None:
        """Start a limit, or find it running; a limit that cannot be counted is told and never ends."""
        try:
            self.memory, limit = self.memory.armed(rule, self.today)
        except OfficeError as error:
            self.troubles.append((rule, str(error)))
            return None
        return limit


class World(Acting):
    """The registered functions of drawings, bound to the office and to the limit a run is about."""

    def __init__(self, office: Office, subject: str = "") -> None:
        self.office = office
        self.subject = subject

    def deadline(self, rule: str) -> str:
        """Give the instant at which a limit is broken, starting the limit if it does not run yet."""
        limit = self.office.limit(rule)
        return for_run(breach_at(limit.due) if limit and limit.due else FAR)

    def reminder(self, rule: str, working_days: int) -> str:
        """Give the morning on which to remind; never one that is already past."""
        limit = self.office.limit(rule)
        if limit is None or limit.due is None:
            return for_run(FAR)
        instant = reminder_at(limit.due, int(working_days))
        return for_run(instant if instant > self.office.now else FAR)

    def followup(self) -> str:
        """Give the morning on which the matter is on the leader's desk again."""
        again = Calendar.official().add_working_days(self.office.today, _LOOK_AGAIN)
        return for_run(reminder_at(again, 0))

    def morning(self, day: str) -> str:
        """Give the morning of a day that was named in a field."""
        return for_run(reminder_at(Calendar.official().next_working_day(self._named(day)), 0))

    def after(self, day: str) -> str:
        """Give the instant at which a day that was named in a field is over."""
        return for_run(breach_at(self._named(day)))

    def milestone(self, kind: str, on: str | None = None) -> None:
        """Remember a legal event with its day."""
        day = dt.date.fromisoformat(on) if on else self.office.today
        self.office.memory = self.office.memory.with_milestone(kind, day)
        self.office.tell(
            "milestone",
            N_("Recorded in the case: {event} {day}"),
            event=events.MILESTONES.get(kind, kind),
            day=short_date(day),
        )

    def met(self, rule: str) -> None:
        """Tell whether a limit was kept; its matter leaves the leader's desk."""
        limit = self.office.memory.limits.get(rule)
        if limit is None:
            return
        done = self.office.memory.milestones.get(own.FULFILLED_BY.get(rule, ""), self.office.today)
        late = limit.due is not None and done > limit.due and rule not in own.PASS_BY_THEMSELVES
        sentence = N_("Done too late: {limit}, {day}") if late else N_("Done in time: {limit}, {day}")
        self.office.tell("milestone", sentence, limit=limit_name(rule), day=short_date(done))
        self.office.memory = self.office.memory.without_limit(rule)
        self.office.orders.append(Order(message="overtaken", subject=rule))

    def rest(self, rule: str) -> None:
        """Tell that a limit is counted no longer."""
        if rule in self.office.memory.limits:
            self.office.memory = self.office.memory.without_limit(rule)
            self.office.tell("milestone", N_("No longer counted: {limit}"), limit=limit_name(rule))

    def remind(self, rule: str) -> None:
        """Tell that those whose work it is are reminded."""
        limit = self.office.memory.limits.get(rule)
        if limit is None or limit.due is None:
            return
        days = Calendar.official().working_days_between(self.office.today, limit.due)
        sentence = N_("Reminder to whoever handles it: {days} working days until the end of {limit}, {day}")
        self.office.tell(
            "reminder", sentence, days=days, limit=limit_name(rule), day=short_date(limit.due)
        )  # fmt: skip

    def escalate(self, rule: str) -> None:
        """Put a missed limit on the leader's desk, once, and owe the reason from now on."""
        limit = self.office.limit(rule)
        if limit is None or limit.missed:
            return
        self.office.memory = self.office.memory.with_limit(replace(limit, missed=True))
        sentence = N_("Leader's desk: {limit} was missed, its last day was {day}")
        self.office.tell("desk", sentence, limit=limit_name(rule), day=short_date(limit.due))
        self.office.orders.append(Order(procedure=DESK, subject=rule))

    def open_letter(self, letter: str) -> str:
        """Open a letter; gives an id that stands for it in the run."""
        letter_id = str(uuid5(_LETTERS, f"{letter} {len(self.office.memory.letters)}"))
        self.office.memory = self.office.memory.with_letter(letter_id, letter)
        title, subject = self.office.titled(letter)
        self.office.tell("letter", N_("A letter is opened: {title} {subject}"), title=title, subject=subject)
        return letter_id

    def number_letter(self, letter_id: str) -> str:
        """Give a letter its number."""
        memory = self.office.memory
        self.office.memory = replace(memory, numbered=memory.numbered + 1)
        number = str(memory.numbered + 1)
        title, subject = self.office.titled(memory.letters.get(str(letter_id), ""))
        sentence = N_("A letter is signed and takes number {number}: {title} {subject}")
        self.office.tell("letter", sentence, number=number, title=title, subject=subject)
        return number

    def start_run(self, procedure: str) -> None:
        """Tell that another procedure begins; it is rehearsed on its own."""
        self.office.tell(
            "procedure", N_("Another procedure begins: {procedure}"), procedure=name_of(procedure)
        )
        self.office.orders.append(Order(procedure=procedure))

    def open_case(self, procedure: str) -> None:
        """Tell that a case of its own is opened; its procedure is rehearsed on its own."""
        self.office.tell(
            "procedure", N_("A case of its own is opened: {procedure}"), procedure=name_of(procedure)
        )

    def tell(self, message: str) -> None:
        """Hand a message to whatever waits for it here."""
        self.office.orders.append(Order(message=message, subject=self.subject))

    def lift_measure(self, why: str) -> None:  # noqa: ARG002  # the drawing says it to the case file
        """Tell that the contested decision may be carried out again."""
        self.office.tell("milestone", N_("The contested decision may be carried out again"))

    def assign_orders(self) -> None:
        """Tell that every order goes to its unit."""
        self.office.tell("desk", N_("Every order becomes work of its unit"))

    def orders_done(self) -> None:
        """Hand on that the orders are done."""
        self.tell("enough")

    def stop_orders(self) -> None:
        """Tell that what was not carried out yet is stopped."""
        self.office.tell("desk", N_("What was not carried out yet is stopped"))

    def close_case(self, outcome: str) -> None:
        """Tell that the case is closed, and as what; no limit runs on."""
        self.office.tell("ended", N_("Case closed: {how}"), how=events.CLOSED.get(outcome, outcome))
        self.office.memory = replace(self.office.memory, limits={})

    def reopen_case(self) -> None:
        """Tell that the case is open again and its procedure begins anew."""
        self.office.tell("procedure", N_("The case is open again; its procedure begins anew"))

    def hold_at_leader(self) -> None:
        """Tell that a denunciation stays sealed at the leader's desk."""
        self.office.tell("desk", N_("The petition is sealed; only the leader sees it"))

    def apply_change(self) -> None:
        """Tell that the approved change of the clock or of the contents is carried out."""
        self.office.tell("milestone", N_("The approved change is carried out in the case"))

    def consult(self) -> None:
        """Tell that a unit or an outside body is asked."""
        self.office.tell("desk", N_("A question is on its way to those who are asked"))

    def fall_silent(self) -> None:
        """Tell that whoever was asked did not answer in time."""
        self.office.tell("desk", N_("Nobody answered in time; an answer may still come"))

    def consulted(self) -> None:
        """Hand on that the opinions are there."""
        self.tell("enough")

    def watch(self) -> None:
        """Tell that the case is put on the watchlist."""
        self.office.tell("desk", N_("The case is on the watchlist of prolonged cases"))

    def unwatch(self) -> None:
        """Tell that the case leaves the watchlist."""
        self.office.tell("desk", N_("The case leaves the watchlist: it ended"))

    def give_directive(self) -> None:
        """Tell that a unit is directed to do something."""
        self.office.tell("desk", N_("A directive goes to a unit"))

    def directive_late(self) -> None:
        """Tell that a directive was not carried out in time."""
        self.office.tell("reminder", N_("The unit and the leader are told that a directive is late"))

    def _named(self, day: str) -> dt.date:
        """Read a day; a rehearsal also plays where nobody named one."""
        try:
            return dt.date.fromisoformat(str(day))
        except ValueError:
            return Calendar.official().add_working_days(self.office.today, _LOOK_AGAIN)

    def late_reason_owed(self) -> None:
        """Tell that the reason of the delay stays owed."""
        limit = limit_name(self.subject) if self.subject else ""
        self.office.tell("desk", N_("The reason of the delay is still owed: {limit}"), limit=limit)

    def give_out(self) -> None:
        """Tell that the work of a conclusion is given out; each piece is rehearsed on its own."""
        self.office.tell("procedure", N_("The work that the leader gave goes out, each piece by its own day"))
