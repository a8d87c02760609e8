"""Keys and sealed words: what a stolen database must not tell."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Id, Moment, OptionalMoment, Word, to


class VaultKey(Base):
    """The key of one case, wrapped by a key that lies outside the database."""

    __tablename__ = "vault_key"

    id: Mapped[Id]
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)  # None once it was shredded
    kek: Mapped[Word]  # which outer key wraps it
    created_at: Mapped[Moment]
    shredded_at: Mapped[OptionalMoment]


class Identity(Base):
    """Who somebody is: name, address, numbers, as ciphertext; one function reads it."""

    __tablename__ = "identity"

    id: Mapped[Id]
    key_id: Mapped[UUID] = to("vault_key", index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
