"""Entries of the audit trail that carry somebody's words: a reason, sealed beside the chain.

The chain holds the salted digest only, so the words can be shredded and the chain still holds.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from app.casework import audit, vault
from app.casework.hold import Hold
from db.models import AuditText

LONGEST = 2000


def record(hold: Hold, tag: audit.Tag, facts: Mapping[str, Any], reason: str) -> None:
    """Append an entry with the reason that was given for it."""
    said, salt = reason.strip()[:LONGEST], secrets.token_bytes(16)
    digest = hashlib.sha256(salt + said.encode()).hexdigest()
    entry_id = audit.record(
        hold.session, hold.case, tag, actor=hold.actor, now=hold.now, facts={**facts, "reason": digest}
    )
    body = vault.seal(hold.session, hold.key, said)
    hold.session.add(AuditText(entry_id=entry_id, salt=salt, body=body))
