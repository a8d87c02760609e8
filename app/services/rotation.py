"""Turning the office's wrapping key over: every case's key is wrapped anew, and no text is touched.

A batch is one transaction, so the work can be stopped at any moment and goes on where it stopped; the old
key stays in the key file until nothing is wrapped by it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from app.casework import vault
from app.errors import OfficeError
from app.sealing import keyfile
from app.services import staff_trail
from app.services.staff_trail import Tag
from db.models import VaultKey
from db.session import Database

BATCH = 200  # keys wrapped anew in one transaction: other writers wait for a few milliseconds


class StillWrapping(OfficeError):
    """Wrapping key {number} still wraps {count} keys. Rotate first; then it can be dropped."""


def in_use(database: Database) -> dict[int, int]:
    """Count how many keys each wrapping key wraps; those in the file that wrap none count 0."""
    with database.reading() as session:
        rows = session.execute(
            select(VaultKey.kek, func.count()).where(VaultKey.wrapped.is_not(None)).group_by(VaultKey.kek)
        )
        known = dict.fromkeys(vault.ring(session).reread().keys, 0)
        return known | {int(number): count for number, count in rows}


def rotate(database: Database, path: Path, *, say: Callable[[int], None], batch: int = BATCH) -> int:
    """Wrap every key by a new wrapping key, or finish what was begun; gives the new one's number.

    ``path`` is the key file; ``say`` hears how many keys are done after each batch.

    Raises: KeyFileMissing, KeyFileExposed, KeyFileDamaged, KeyNotHere.
    """
    used = in_use(database)
    newest = max(used)
    if not any(count for number, count in used.items() if number != newest):
        newest = keyfile.add_key(path)
    _note(database, {"begun": newest})
    done = 0
    while wrapped := _batch(database, batch):
        done += wrapped
        say(done)
    _note(database, {"done": newest, "keys": done})
    return newest


def drop_old(database: Database, path: Path) -> tuple[int, ...]:
    """Take the wrapping keys that wrap nothing any more out of the key file; gives their numbers.

    A backup that is older than the rotation cannot be read without them.

    Raises: StillWrapping.
    """
    used = in_use(database)
    newest = max(used)
    old = tuple(sorted(number for number in used if number != newest))
    for number in old:
        if used[number]:
            raise StillWrapping(number=number, count=used[number])
    if old:
        keyfile.drop_keys(path, old)
        _note(database, {"dropped": list(old)})
    return old


def _batch(database: Database, size: int) -> int:
    with database.transaction() as session:
        ring = vault.ring(session).reread()
        rows = session.scalars(
            select(VaultKey)
            .where(VaultKey.wrapped.is_not(None), VaultKey.kek != str(ring.kek_id))
            .order_by(VaultKey.id)
            .limit(size)
            .with_for_update()
        ).all()
        for row in rows:
            if row.wrapped is not None:
                row.wrapped, row.kek = ring.rewrap(row.wrapped), str(ring.kek_id)
        return len(rows)


def _note(database: Database, facts: dict[str, object]) -> None:
    with database.transaction() as session:
        staff_trail.record(session, Tag.KEY_ROTATE, actor_id=None, facts=facts)
