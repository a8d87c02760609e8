"""The people of the office, and the offices they hold from a day to a day."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.base import Base, Day, Id, Line, Moment, OptionalMoment, Word, to


class Person(Base):
    """Somebody who works here and can sign in."""

    __tablename__ = "person"

    id: Mapped[Id]
    name: Mapped[Line]
    sort_key: Mapped[Line]  # by Vietnamese given name
    login: Mapped[Word]
    email: Mapped[Line]
    password_hash: Mapped[Line]
    must_change: Mapped[bool]  # the one-time password has not been replaced yet
    active: Mapped[bool]
    language: Mapped[Word]
    created_at: Mapped[Moment]

    __table_args__ = (UniqueConstraint("login"),)


class Holding(Base):
    """A role held by a person in a unit, from a day to a day, under a title (chức vụ)."""

    __tablename__ = "holding"

    id: Mapped[Id]
    person_id: Mapped[UUID] = to("person", index=True)
    authority_id: Mapped[UUID] = to("authority", index=True)
    unit_id: Mapped[UUID] = to("unit", index=True)
    role: Mapped[Word]  # officer | unit_head | chairman | clerk | administrator | legal_staff | auditor
    title: Mapped[Line]
    title_en: Mapped[Line]
    since: Mapped[Day]
    until: Mapped[dt.date | None]

    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_it_began"),)


class LoginSession(Base):
    """One sign-in: the cookie holds a secret whose digest stands here, so it can be revoked."""

    __tablename__ = "login_session"

    id: Mapped[Id]
    digest: Mapped[Line]  # SHA-256 of the secret, hexadecimal
    person_id: Mapped[UUID] = to("person", index=True)
    holding_id: Mapped[UUID | None] = to("holding", nullable=True)  # the office now acted in
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    ended_at: Mapped[OptionalMoment]

    __table_args__ = (UniqueConstraint("digest"),)


class LoginAttempt(Base):
    """A failed sign-in, kept to slow down who guesses."""

    __tablename__ = "login_attempt"

    id: Mapped[Id]
    account: Mapped[Line]  # digest of the login typed
    origin: Mapped[Line]  # digest of the address's network
    at: Mapped[Moment]

    __table_args__ = (Index(None, "account", "at"), Index(None, "origin", "at"))
