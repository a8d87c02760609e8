"""What must be so before a procedure may begin on a case; drawings name these conditions (``needs``).

Each is ``condition(hold) -> str``: nothing when it is so, else one plain sentence that says what is missing.
They look and change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import select

from app.casework import emergencies, endings, first_round, watchlist
from app.casework.hold import Hold
from app.language import _
from db.models import Case, CaseLink

Condition = Callable[[Hold], str]


def still_open(hold: Hold) -> str:
    """Ask for a case that is still being handled."""
    return _("The case is closed.") if hold.case.state == "closed" else ""


def settled(hold: Hold) -> str:
    """Ask for a decision, a conclusion or an answer that ended the settling."""
    known = hold.milestones
    done = any(event in known for event in ("decided", "concluded", "answered", "conciliated"))
    return "" if done else _("The matter is not settled yet.")


def first_ruling_or_late(hold: Hold) -> str:
    """Ask for the first decision, or for its limit to have passed, once (Law on Complaints, article 33)."""
    if hold.case.kind != "complaint":
        return _("Only a complaint has a second round.")
    if first_round.of(hold.session, hold.case) is not None:
        return _("There is no third round: this case is the second complaint already.")
    late = any(limit.rule == "KN1.SETTLE" and limit.due_on < hold.today for limit in hold.deadlines)
    if not late and "decided" not in hold.milestones:
        return _("There is no first decision, and its limit has not passed.")
    if second := first_round.second_of(hold.session, hold.case):
        return _("There is a second complaint already: {number}.", number=first_round.called(second))
    return ""


def failed_conciliation(hold: Hold) -> str:
    """Ask for the minutes that the conciliation failed (Land Law, article 236)."""
    if hold.case.closed_as == "not_conciliated":
        return ""
    return _("There are no minutes that the conciliation failed.")


def not_watched(hold: Hold) -> str:
    """Ask for a case that is not on the watchlist of prolonged cases."""
    return _("The case is on the watchlist already.") if watchlist.of_case(hold) is not None else ""


def no_measure_yet(hold: Hold) -> str:
    """Ask for a complaint under settlement whose contested decision may still be carried out (article 35)."""
    if "accepted" not in hold.milestones or "decided" in hold.milestones:
        return _("The measure is possible only while the complaint is being settled.")
    running = emergencies.of_case(hold.session, hold.case)
    return _("Such a measure is in force already.") if running is not None else ""


def in_force(hold: Hold) -> str:
    """Ask for a decision that took effect, and that nobody carries out yet."""
    if not {"effective", "concluded"} & hold.milestones.keys():
        return _("No decision of this case is in force yet.")
    begun = select(CaseLink.id).where(CaseLink.to_id == hold.case.id, CaseLink.kind == "executes")
    return _("The execution has begun already.") if hold.session.scalars(begun).first() else ""


def may_be_protected(hold: Hold) -> str:
    """Ask for a denunciation whose denouncer is not protected yet (Law on Denunciations, article 47)."""
    begun = select(Case.id).join(CaseLink, CaseLink.from_id == Case.id)
    mine = begun.where(CaseLink.to_id == hold.case.id, CaseLink.kind == "protects", Case.state != "closed")
    return _("The protection has begun already.") if hold.session.scalars(mine).first() else ""


def was_ended(hold: Hold) -> str:
    """Ask for a matter that was ended by the local rule and not reopened since."""
    return "" if endings.ended(hold.session, hold.case) else _("The settlement of this matter was not ended.")


PRECONDITIONS: Mapping[str, Condition] = {
    "not_watched": not_watched,
    "still_open": still_open,
    "in_force": in_force,
    "no_measure_yet": no_measure_yet,
    "settled": settled,
    "may_be_protected": may_be_protected,
    "was_ended": was_ended,
    "first_ruling_or_late": first_ruling_or_late,
    "failed_conciliation": failed_conciliation,
}


def missing(hold: Hold, names: str) -> str:
    """Say what stands in the way of a procedure that needs these conditions; nothing when nothing does."""
    wanted = filter(None, (name.strip() for name in names.split(",")))
    told = (PRECONDITIONS[name](hold) for name in wanted if name in PRECONDITIONS)
    return next(filter(None, told), "")
