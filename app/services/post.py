"""What has left the office: notices marked as sent, or put off until the mail takes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import incidents
from db.models import Notice

BACKOFF = tuple(dt.timedelta(minutes=m) for m in (5, 30, 120, 360, 1440))  # then it stays in the office

DELIVERY = "delivery"  # in ``session.info``: whoever is told, within a change, what it leaves to be sent
Delivery = Callable[[Session, Sequence[UUID]], None]


def announce(session: Session, notices: Sequence[Notice]) -> None:
    """Say, within the change that writes them, what waits to be sent; without workers nobody listens."""
    tell: Delivery | None = session.info.get(DELIVERY)
    waiting = [notice for notice in notices if notice.next_try_at is not None]
    if tell is None or not waiting:
        return
    session.flush()  # they have their ids then
    tell(session, [notice.id for notice in waiting])


def mark_sent(session: Session, notice_id: UUID) -> None:
    """Record that the mail took a notice."""
    notice = session.get_one(Notice, notice_id)
    notice.sent_at, notice.next_try_at = clock.now(), None


def put_off(session: Session, notice_id: UUID) -> None:
    """Try a notice again later; after five failures it stays in the office, as an incident."""
    notice = session.get_one(Notice, notice_id)
    notice.attempts += 1
    later = BACKOFF[notice.attempts - 1] if notice.attempts <= len(BACKOFF) else None
    notice.next_try_at = clock.now() + later if later else None
    if later is None:
        incidents.keep_mail(session, notice)
