"""What must hold of an office whatever happened to it: the doctor finds nothing."""

from __future__ import annotations

from app.casework import vault
from app.doctor import examine
from tests.office import Office


def unsound(office: Office) -> dict[str, object]:
    """Give what the doctor finds, by rule; nothing in an office that is whole."""
    with office.database.reading() as session:
        given = {"store": vault.store(session), "ring": vault.ring(session)}
    return {one.rule: one.first for one in examine(office.database, **given) if not one.holds}
