"""What must be so before a procedure may begin on a case; drawings name these conditions (``needs``).

Each is ``condition(hold) -> str``: nothing when it is so, else one plain sentence that says what is missing.
They look and change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.casework.hold import Hold
from app.language import _

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
    """Ask for the first decision, or for its limit to have passed (Law on Complaints, article 33)."""
    if hold.case.kind != "complaint":
        return _("Only a complaint has a second round.")
    late = any(limit.rule == "KN1.SETTLE" and limit.due_on < hold.today for limit in hold.deadlines)
    return (
        ""
        if late or "decided" in hold.milestones
        else _("There is no first decision, and its limit has not passed.")
    )


def failed_conciliation(hold: Hold) -> str:
    """Ask for the minutes that the conciliation failed (Land Law, article 236)."""
    if hold.case.closed_as == "not_conciliated":
        return ""
    return _("There are no minutes that the conciliation failed.")


PRECONDITIONS: Mapping[str, Condition] = {
    "still_open": still_open,
    "settled": settled,
    "first_ruling_or_late": first_ruling_or_late,
    "failed_conciliation": failed_conciliation,
}


def missing(hold: Hold, names: str) -> str:
    """Say what stands in the way of a procedure that needs these conditions; nothing when nothing does."""
    wanted = filter(None, (name.strip() for name in names.split(",")))
    told = (PRECONDITIONS[name](hold) for name in wanted if name in PRECONDITIONS)
    return next(filter(None, told), "")
