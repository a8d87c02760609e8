"""What the counter says about earlier petitions, and about where a new one is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.language import N_, _, content, short_date
from app.legaltime.events import CLOSED
from app.listings.case_words import STATES, word
from app.listings.counter import Entered
from app.listings.earlier import Earlier
from app.listings.kinds import kind_word
from app.web import addresses
from app.web.frame import in_words

REASONS = {
    "identity": N_("same identity number"),
    "phone": N_("same telephone number"),
    "name": N_("same name and address"),
    "parcel": N_("same parcel of land"),
    "similar_name": N_("same name, or nearly"),
    "similar_matter": N_("similar matter"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """One earlier petition as the side list says it."""

    number: str
    title: str
    sealed: bool
    reasons: str
    state: str
    answer: str
    href: str
    linkable: bool  # a sealed case takes no other petition into its file


def matches(found: Sequence[Earlier]) -> tuple[Match, ...]:
    """Say each match in words."""
    return tuple(_match(each) for each in found)


def whereabouts(entered: Entered) -> str:
    """Say where a petition is now and what happens to it next."""
    if entered.kind == "denunciation":
        return _(
            "This denunciation is sealed and lies on the leader's desk. The procedure for denunciations is "
            "not in force here yet, so it waits there; nobody but you and the leader can see it."
        )
    if entered.kind == "unclassified":
        return _("It is sealed until you classify it. The task waits in your own work.")
    if not entered.waits_unit:
        return _("Nothing more has to be done; the case is closed.")
    unit = in_words(entered.waits_unit, entered.waits_unit_en)
    if entered.waits_person:
        return _("The next step is with {person}, {unit}.", person=entered.waits_person, unit=unit)
    return _("The next step waits in the inbox of {unit}.", unit=unit)


def _match(each: Earlier) -> Match:
    return Match(
        number=each.number,
        title=_("The petition is sealed") if each.sealed else each.matter or kind_word(each.kind),
        sealed=each.sealed,
        reasons=", ".join(_(REASONS[reason]) for reason in each.reasons),
        state=_state(each),
        answer=_answer(each),
        href=addresses.case(each.case_id),
        linkable=not each.sealed,
    )


def _state(each: Earlier) -> str:
    kind = kind_word(each.kind)
    received = _("received on {date}", date=short_date(each.received_on))
    if each.state != "closed":
        return f"{kind}, {received} · {word(STATES, each.state)}"
    how = word(CLOSED, each.closed_as) or word(STATES, "closed")
    return f"{kind}, {received} · {how} {short_date(each.closed_on)}".rstrip()


def _answer(each: Earlier) -> str:
    if not each.answer:
        return ""
    return _("{letter}, sent on {date}", letter=content(each.answer), date=short_date(each.answered_on))
