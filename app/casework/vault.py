"""Sealing words under the key of a case; the one place where they are read again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from sqlalchemy.orm import Session

from app import clock
from app.files.store import Store
from app.language import N_, _
from app.sealing.keyring import KeyRing
from db.models import Case, Identity, Petition, VaultKey

RING = "ring"
STORE = "store"
ADDRESS = "public_url"
DESTROYED = N_("destroyed at the end of its retention")


def ring(session: Session) -> KeyRing:
    """Give the keys of this installation; they travel with the session, never with a row."""
    keys: KeyRing = session.info[RING]
    return keys


def store(session: Session) -> Store:
    """Give the folder of stored files."""
    files: Store = session.info[STORE]
    return files


def public_address(session: Session) -> str:
    """Give the address under which citizens reach the office."""
    return str(session.info.get(ADDRESS, ""))


def new_key(session: Session) -> VaultKey:
    """Make the key of a new case and keep it, wrapped."""
    keys = ring(session)
    key = VaultKey(wrapped=keys.new_key(), kek=str(keys.kek_id), created_at=clock.now(), shredded_at=None)
    session.add(key)
    session.flush()  # its id is part of what it seals
    return key


def key_of(session: Session, holder: Case | Petition | Identity) -> VaultKey:
    """Find the key under which a row's words are sealed."""
    return session.get_one(VaultKey, holder.key_id)


def seal(session: Session, key: VaultKey, text: str) -> bytes:
    """Seal a text under a case's key."""
    return ring(session).seal(wrapped(key), str(key.id), text)


def read(session: Session, key: VaultKey, sealed: bytes | None) -> str:
    """Read a sealed text; nothing for nothing, and a plain sentence for what was shredded."""
    if sealed is None:
        return ""
    return ring(session).open(wrapped(key), str(key.id), sealed) if key.wrapped else _(DESTROYED)


def seal_data(session: Session, key: VaultKey, data: object) -> bytes:
    """Seal a form's answers or another structure."""
    return ring(session).seal_bytes(wrapped(key), str(key.id), orjson.dumps(data))


def read_data(session: Session, key: VaultKey, sealed: bytes | None) -> dict[str, Any]:
    """Read a sealed structure; an empty one for nothing."""
    if sealed is None or key.wrapped is None:
        return {}
    data: dict[str, Any] = orjson.loads(ring(session).open_bytes(key.wrapped, str(key.id), sealed))
    return data


def identity(session: Session, identity_id: UUID) -> dict[str, Any]:
    """Read who somebody is: the only reader of identities.

    Whoever calls it has asked ``policy`` first.
    """
    row = session.get_one(Identity, identity_id)
    return read_data(session, key_of(session, row), row.sealed)


def wrapped(key: VaultKey) -> bytes:
    """Give a key as it is kept, to seal files with.

    Raises: LookupError when it was shredded.
    """
    if key.wrapped is None:
        raise LookupError("the key of this case was shredded")
    return key.wrapped


def is_destroyed(key: VaultKey) -> bool:
    """Tell whether a key was thrown away, so that nothing under it can be read or added."""
    return key.wrapped is None


def shred(key: VaultKey) -> None:
    """Throw a key away: whatever was sealed under it can never be read again."""
    key.wrapped, key.shredded_at = None, clock.now()
