"""Which doors of the office open to whom: every route names one of these policies.

A policy looks at the person and the office held, never at a case: which cases are within is said in
``app.policy.cases``. The names stand in the reviewed table of the tests.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.policy.actor import (
    ADMINISTRATOR,
    AUDITOR,
    CHAIRMAN,
    CLERK,
    HANDLERS,
    LEGAL_STAFF,
    OFFICER,
    ROLES,
    UNIT_HEAD,
    Actor,
)


@dataclass(frozen=True)
class RoutePolicy:
    """Who may come through a door; ``roles`` None asks for none, ``signed_in`` asks for a login."""

    name: str
    roles: frozenset[str] | None = None
    signed_in: bool = True

    def admits(self, actor: Actor | None, *, signed_in: bool) -> bool:
        """Tell whether somebody may come in; ``actor`` is None for who holds no office today."""
        if not self.signed_in:
            return True
        if not signed_in:
            return False
        return self.roles is None or (actor is not None and actor.has(*self.roles))


def _for(name: str, *roles: str) -> RoutePolicy:
    return RoutePolicy(name, frozenset(roles))


PUBLIC = RoutePolicy("public", signed_in=False)  # citizens, and the login page
SIGNED_IN = RoutePolicy("signed_in")  # one's own password and offices, even without an office today
IN_OFFICE = _for("in_office", *ROLES)
HANDLER = _for("handler", *HANDLERS)  # whoever works on cases
READER = _for("reader", *HANDLERS, AUDITOR)  # whoever may look at cases
OFFICER_ONLY = _for("officer", OFFICER, UNIT_HEAD)  # the counter and the forms of units
RECEIVER = _for("receiver", OFFICER, UNIT_HEAD, CHAIRMAN)  # plans sittings and receives citizens
HEAD = _for("head", UNIT_HEAD, CHAIRMAN)
LEADER = _for("leader", CHAIRMAN)
OVERSEER = _for("overseer", CHAIRMAN, UNIT_HEAD, AUDITOR)  # the board
CLERK_ONLY = _for("clerk", CLERK)
ADMINISTRATOR_ONLY = _for("administrator", ADMINISTRATOR)
LEGAL = _for("legal", LEGAL_STAFF, ADMINISTRATOR)  # procedures and limits: reading and reviewing
PROCEDURE_READER = _for(  # how procedures run
    "procedure_reader", LEGAL_STAFF, ADMINISTRATOR, CHAIRMAN, UNIT_HEAD, AUDITOR
)
LAW_KEEPER = _for("law_keeper", LEGAL_STAFF, ADMINISTRATOR, CHAIRMAN)  # who proposes and who confirms
AUDITOR_ONLY = _for("auditor", AUDITOR)
INCIDENT_READER = _for("incident_reader", ADMINISTRATOR, CHAIRMAN, AUDITOR)  # what could not be carried out
INCIDENT_MENDER = _for("incident_mender", ADMINISTRATOR, CHAIRMAN)  # who mends it, and who confirms
TOLD = _for("told", *HANDLERS, ADMINISTRATOR)  # to whom notices are written
TIMER_READER = _for("timer_reader", ADMINISTRATOR, CHAIRMAN, AUDITOR)  # every waiting instant of a case
TIMER_MOVER = _for("timer_mover", ADMINISTRATOR, CHAIRMAN)

ROUTE_POLICIES = (
    PUBLIC,
    SIGNED_IN,
    IN_OFFICE,
    HANDLER,
    READER,
    OFFICER_ONLY,
    RECEIVER,
    HEAD,
    LEADER,
    OVERSEER,
    CLERK_ONLY,
    ADMINISTRATOR_ONLY,
    LEGAL,
    PROCEDURE_READER,
    LAW_KEEPER,
    AUDITOR_ONLY,
    INCIDENT_READER,
    INCIDENT_MENDER,
    TOLD,
    TIMER_READER,
    TIMER_MOVER,
)
