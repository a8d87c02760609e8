"""Mail leaves the office after the commit, from rows; it carries numbers and a link, never a name."""

from __future__ import annotations

import logging
import smtplib
from email.message import EmailMessage

from app import language
from app.language import _, short_date
from app.listings import digest as numbers
from app.services import post
from app.settings import Settings
from db.session import Database

log = logging.getLogger(__name__)

BATCH = 50
TIMEOUT = 20  # seconds


def deliver_due(database: Database, settings: Settings) -> int:
    """Send the digests that wait for the mail; give how many left. Each is sent at least once."""
    if not settings.smtp:
        return 0
    with database.reading() as session:
        waiting = numbers.waiting(session, limit=BATCH)
    if not waiting:
        return 0
    host, _colon, port = settings.smtp.partition(":")
    sent = 0
    with smtplib.SMTP(host, int(port or 25), timeout=TIMEOUT) as relay:
        for letter in waiting:
            try:
                relay.send_message(_compose(letter, settings))
            except smtplib.SMTPException as problem:
                log.warning("digest %s was not taken: %s", letter.notice_id, type(problem).__name__)
                with database.transaction() as session:
                    post.put_off(session, letter.notice_id)
                continue
            with database.transaction() as session:
                post.mark_sent(session, letter.notice_id)
            sent += 1
    return sent


def _compose(letter: numbers.Digest, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, letter.email
    with language.use(letter.language):
        message["Subject"] = _("Your work on {day}", day=short_date(letter.on))
        lines = [
            _("Open: {count}", count=letter.mine),
            _("Due within three working days: {count}", count=letter.due_soon),
            _("Overdue: {count}", count=letter.overdue),
            _("To sign: {count}", count=letter.to_sign),
            _("For direction: {count}", count=letter.to_direct),
            "",
            settings.public_url,
        ]
    message.set_content("\n".join(lines))
    return message
