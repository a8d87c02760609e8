"""What incidents are called on a page: their kinds, what was meant, what can be done, how they ended."""

from __future__ import annotations

from collections.abc import Mapping

from app.language import N_, _

KINDS: Mapping[str, str] = {
    "step": N_("A step of the program fails"),
    "script": N_("An action of the drawing cannot be worked out"),
    "condition": N_("A condition of the drawing cannot be worked out"),
    "error": N_("The drawing reports an error that nothing in it takes up"),
    "budget": N_("The procedure goes round without stopping"),
    "depth": N_("The procedure was reworked too often"),
    "chain": N_("One step sets off procedures without end"),
    "timer": N_("A reminder or a limit cannot be set"),
    "state": N_("The stored state of the procedure does not fit its steps"),
    "refused": N_("The office's own rules refuse what the clock wants to do"),
    "database": N_("The database or the disk refused it"),
    "mail": N_("A message cannot be sent by mail"),
}
OTHER = N_("Something in the program fails")
COMMANDS: Mapping[str, str] = {
    "timer": N_("The clock was to carry out what was due"),
    "task": N_("Somebody finished a step"),
    "mail": N_("A message was to be sent by mail"),
}
OTHER_COMMAND = N_("Somebody changed something in the case")
ACTS: Mapping[str, str] = {
    "retry": N_("Try again"),
    "correct": N_("Put a value right and try again"),
    "cancel": N_("End this procedure"),
    "resolve": N_("Settled by hand"),
    "give_up": N_("Give up: leave it in the office"),
}
EFFECTS: Mapping[str, str] = {
    "retry": N_(
        "Exactly what was meant is carried out; what somebody sent, in their own name and unchanged."
    ),
    "correct": N_("One value that steers the procedure is replaced, then it is tried; both or neither."),
    "cancel": N_("Its steps leave the inboxes, its limits and reminders never go off. It cannot be undone."),
    "resolve": N_("Nothing is changed here: what was meant was done in another way. The clock lets it rest."),
    "give_up": N_("The message stays in the office, where it can be read; no mail is tried any more."),
}
STATES: Mapping[str, str] = {
    "waiting": N_("waits for a second person"),
    "trying": N_("not finished"),
    "done": N_("done"),
    "failed": N_("could not be carried out"),
    "refused": N_("refused by a second person"),
}
RESOLUTIONS: Mapping[str, str] = {
    "moved": N_("Went on"),
    "corrected": N_("Went on with a value put right"),
    "cancelled": N_("The procedure was ended"),
    "by_hand": N_("Settled by hand"),
    "given_up": N_("Left in the office"),
}


def kind_word(kind: str) -> str:
    """Say of which kind an incident is."""
    return _(KINDS.get(kind, OTHER))


def command_word(command: str) -> str:
    """Say what was meant."""
    return _(COMMANDS.get(command, OTHER_COMMAND))
