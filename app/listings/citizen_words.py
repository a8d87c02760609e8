"""What citizens are told of procedures in general: what each is for, what they can do, which letters come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from app.language import N_, _, content
from app.letters.template import TAG, Template
from app.listings.flow_places import Places

CITIZENS = frozenset({"petitioner", "visitor"})  # fields of a letter that name whoever came with the matter

# The procedures that a citizen can begin, in the order of the list, and what each is for.
MAPS: Mapping[str, str] = {
    "intake": N_("What happens first with every petition, before it is known what sort of matter it is."),
    "recommendation": N_("You propose something, or report that something in public life is wrong."),
    "complaint_first": N_(
        "A decision or an act of the administration touches your own right, and you hold it to be unlawful."
    ),
    "complaint_second": N_(
        "You do not agree with the first decision on your complaint, or it was not made in time."
    ),
    "denunciation": N_("You report that somebody has broken the law. Who you are is kept secret."),
    "land_conciliation": N_("You and a neighbour dispute about land: the commune conciliates first."),
    "land_settlement": N_("The conciliation about land has failed, and you ask the authority to decide."),
    "reception": N_("You come on a day of reception and speak with the leader or an officer."),
}
_WITHDRAW = N_("You can withdraw the whole petition or a part of it at any time, in writing and signed.")
_MAY: Mapping[str, str] = {  # by the message that the office waits for
    "withdrawal": _WITHDRAW,
    "second_complaint": N_(
        "If you do not agree, you can complain to the next level within the time that the decision names."
    ),
    "lawsuit": N_("If you do not agree, you can sue at the court."),
    "objection": N_("If you have another opinion, write it down and hand it in before this time is over."),
    "supplemented": N_("If papers are missing, you are told which; bring them to the counter."),
}
_ALWAYS = (
    N_("You can bring further papers to the counter, with the number on your receipt."),
    N_("You can come to the reception of citizens of this authority with your receipt."),
    N_("If a limit has passed, you can ask the leader of this authority why, at any reception day."),
)
_COMPLAINT = (
    N_("You can act yourself or through a representative or a lawyer, and you can ask for a dialogue."),
    N_("You can read and copy the papers collected to settle your complaint, except state secrets."),
)
_RIGHTS: Mapping[str, tuple[str, ...]] = {
    "complaint_first": _COMPLAINT,
    "complaint_second": _COMPLAINT,
    "denunciation": (
        N_("Your name, address and whatever else could tell who you are stay secret."),
        N_("If you or your family are threatened, you can ask to be protected."),
    ),
}


def about(procedure: str) -> str:
    """Say in a sentence when a citizen begins a procedure."""
    return _(MAPS[procedure]) if procedure in MAPS else ""


def may(places: Places, elements: Collection[str]) -> Iterator[str]:
    """Say what a citizen can do while some phase or steps last: what the office waits for there."""
    heard = (
        message
        for event, message in places.heard.items()
        if event in elements or places.nodes[event].attached_to in elements
    )
    yield from (_(_MAY[message]) for message in dict.fromkeys(heard) if message in _MAY)


def rights(procedure: str) -> tuple[str, ...]:
    """Say what a citizen can do at any time."""
    return tuple(_(each) for each in (*_RIGHTS.get(procedure, ()), *_ALWAYS))


def comes_to(template: Template) -> bool:
    """Tell whether a letter goes to whoever came with the matter."""
    lines = (template.subject, *template.addressees, *template.recipients)
    return any(found[2] in CITIZENS for line in lines for found in TAG.finditer(line))


def letter(template: Template) -> str:
    """Name a letter as the citizen who gets it finds it: its kind, and what it is about."""
    subject = content(template.subject)
    words = f"{content(template.title)} {subject[:1].lower()}{subject[1:]}"
    return TAG.sub(lambda found: _("you") if found[2] in CITIZENS else "…", words)
