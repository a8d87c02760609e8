"""What a case's page says beside its course: a conclusion's figures, protection, how often it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework import denunciations, endings, protections, vault
from app.casework.numbers import number_of
from app.language import N_, _, short_date
from app.listings import case_rounds, receptions
from app.listings.case_found import FoundCase, people_of
from app.listings.form_words import field_word, form_word
from db.models import Case, Conclusion, EndingConfirmation

CONCLUSION, MEASURES, SEARCH = "denunciation_conclusion", "protection_measures", "ending_search"
DONG, LAND = "đồng", "m²"
# Figures of a conclusion by their column, with the unit in which they are told.
FIGURES = {
    "money_state_dong": DONG,
    "land_state_m2": LAND,
    "money_organisations_dong": DONG,
    "land_organisations_m2": LAND,
    "organisations": "",
    "money_persons_dong": DONG,
    "land_persons_m2": LAND,
    "persons": "",
    "officials_handled": "",
    "police_cases": "",
    "police_subjects": "",
    "police_officials": "",
}
CONFIRMED = {
    "resolved": N_("Thoroughly resolved"),
    "no_new": N_("No new details"),
    "no_basis": N_("No basis to go on"),
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A titled list of facts, each a label and its words."""

    title: str
    rows: tuple[tuple[str, str], ...]


def of_case(session: Session, found: FoundCase) -> tuple[Facts, ...]:
    """List what is known of a case in short; the protected are told to nobody who reads copies."""
    asked = [(_("Figures of the conclusion"), _figures(session, found.case.id))]
    if found.case.kind == "protection" and not found.copies:
        asked.append((_("Measures of protection"), _measures(session, found)))
    if found.case.kind == "ending":
        asked.append((_("Confirmations before the ending"), _confirmations(session, found)))
    asked.append((_("How often this came"), _history(session, found)))
    asked.append((_("Receptions"), iter(receptions.of_case(session, found.case.id))))
    asked.extend(case_rounds.of_case(session, found))
    told = ((title, tuple(rows)) for title, rows in asked)
    return tuple(Facts(title=title, rows=rows) for title, rows in told if rows)


def _figures(session: Session, case_id: UUID) -> Iterator[tuple[str, str]]:
    row = session.get(Conclusion, case_id)
    if row is None:
        return
    for name, unit in FIGURES.items():
        if value := getattr(row, name):
            yield field_word(CONCLUSION, name), f"{value:,} {unit}".replace(",", ".").strip()


def _measures(session: Session, found: FoundCase) -> Iterator[tuple[str, str]]:
    for row in protections.in_force(session, found.case):
        said = vault.read(session, found.key, row.detail), vault.read(session, found.key, row.body)
        yield form_word(MEASURES, "kind", row.kind), " – ".join((*said, short_date(row.since)))


def _confirmations(session: Session, found: FoundCase) -> Iterator[tuple[str, str]]:
    rows = session.scalars(
        select(EndingConfirmation)
        .where(EndingConfirmation.case_id == found.case.id)
        .order_by(EndingConfirmation.at)
    ).all()
    named = people_of(session, {row.person_id for row in rows})
    for row in rows:
        said = _("confirmed by {name}") if row.confirmed else _("not confirmed by {name}")
        yield _(CONFIRMED[row.kind]), said.format(name=named.get(row.person_id, ""))


def _history(session: Session, found: FoundCase) -> Iterator[tuple[str, str]]:
    case = endings.origin(session, found.case)
    counted = endings.history(session, case)
    if counted.settled + counted.answered == 0 and counted.by_citizen == 1:
        return
    yield _("Settled"), _times(counted.settled)
    yield _("Answered"), _times(counted.answered)
    yield _("Petitions about this matter"), str(counted.petitions)
    yield _("Petitions of this citizen"), str(counted.by_citizen)
    ending = found.case if found.case.kind == "ending" else endings.ended(session, case)
    if ending is None:
        return
    cause = denunciations.last_answers(session, ending, SEARCH).get("repeat_cause")
    if cause:
        yield _("Cause of the repetition"), form_word(SEARCH, "repeat_cause", str(cause))
    yield from _ended(ending)


def _ended(ending: Case) -> Iterator[tuple[str, str]]:
    if ending.closed_as == endings.ENDED and ending.closed_on is not None:
        number = number_of(ending)
        yield _("Ended by the local rule"), f"{short_date(ending.closed_on)} ({number})"


def _times(count: int) -> str:
    return _("{count} times", count=count)
