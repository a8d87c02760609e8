"""A database asked by every rule of the doctor, with the papers and keys that it carries."""

from __future__ import annotations

from app.casework import vault
from app.doctor import Result, examine
from db.session import Database


def examined(database: Database, **more: object) -> dict[str, Result]:
    """Give what each rule found that does not hold; ``more`` goes before what the database carries."""
    with database.reading() as session:
        given = {"store": vault.store(session), "ring": vault.ring(session), **more}
    return {result.rule: result for result in examine(database, **given) if not result.holds}
