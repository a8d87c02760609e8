"""What has left the office: notices marked as sent, or put off until the mail takes them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from db.models import Notice

BACKOFF = tuple(dt.timedelta(minutes=m) for m in (5, 30, 120, 360, 1440))  # then it stays in the office


def mark_sent(session: Session, notice_id: UUID) -> None:
    """Record that the mail took a notice."""
    notice = session.get_one(Notice, notice_id)
    notice.sent_at, notice.next_try_at = clock.now(), None


def put_off(session: Session, notice_id: UUID) -> None:
    """Try a notice again later; after five failures it stays in the office, where it can be read."""
    notice = session.get_one(Notice, notice_id)
    notice.attempts += 1
    later = BACKOFF[notice.attempts - 1] if notice.attempts <= len(BACKOFF) else None
    notice.next_try_at = clock.now() + later if later else None
