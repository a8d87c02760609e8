"""Every rule asked, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.doctor.finding import Finding
from app.doctor.patient import admitted
from app.doctor.rules import RULES, SHAPE, Rule
from app.files.store import Store
from app.language import _
from app.sealing.keyring import KeyRing
from db.session import Database

MOST_TOLD = 20  # findings of one rule that are kept; the others are counted


@dataclass(frozen=True)
class Result:
    """What one rule found: how many rows do not hold, and the first of them."""

    rule: str
    title: str
    broken: int
    first: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Tell whether nothing was found."""
        return not self.broken

    @property
    def name(self) -> str:
        """Say the rule in the reader's language."""
        return _(self.title)


def examine(
    database: Database,
    *,
    store: Store,
    ring: KeyRing | None,
    hashes: bool = True,
    without: Collection[str] = (),
) -> Iterator[Result]:
    """Ask every rule of a database at one committed point, and give what each found as soon as it is known.

    ``without`` names rules that are left out. Where the database has the shape of another release only that
    is told: its rows cannot be read as this release reads them.
    """
    with admitted(database, store=store, ring=ring, hashes=hashes) as patient:
        for rule in RULES if patient.current else (SHAPE,):
            if rule.key not in without:
                yield _counted(rule, rule.look(patient))


def _counted(rule: Rule, findings: Iterator[Finding]) -> Result:
    first: list[Finding] = []
    broken = 0
    for finding in findings:
        broken += 1
        if len(first) < MOST_TOLD:
            first.append(finding)
    return Result(rule.key, rule.title, broken, tuple(first))
