"""The scenarios of a version walked: kept by the digest of its drawings and scenarios, which never change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy.orm import Session

from app import clock
from app.checklist import apart, walks
from app.checklist.walks import FOLDER, Walks
from db.models import WalkedScenarios

Files = Mapping[str, bytes]


def known(session: Session, procedure: str, files: Files) -> Walks | None:
    """Give what came of walking the scenarios of a bundle, if that was done."""
    kept = session.get(WalkedScenarios, digest_of(procedure, files))
    return walks.unpack(kept.result) if kept else None


def found(session: Session, procedure: str, files: Files) -> Walks:
    """Give what comes of walking the scenarios of a bundle; what was not walked yet is walked now."""
    kept = known(session, procedure, files)
    return kept if kept is not None else _walked(procedure, tuple(_walkable(files).items()))


def keep(session: Session, procedure: str, files: Files, result: Walks) -> None:
    """Keep what came of walking the scenarios of a bundle."""
    digest = digest_of(procedure, files)
    session.merge(WalkedScenarios(digest=digest, result=walks.pack(result), walked_at=clock.now()))


def digest_of(procedure: str, files: Files) -> str:
    """Digest what a walk depends on (SHA-256): a form or a letter that is changed asks for no new walk."""
    parts = (name.encode() + b"\0" + body for name, body in sorted(_walkable(files).items()))
    return hashlib.sha256(b"\0".join([procedure.encode(), *parts])).hexdigest()


def _walkable(files: Files) -> dict[str, bytes]:
    return {n: body for n, body in files.items() if n.endswith(".bpmn") or n.startswith(FOLDER)}


@lru_cache(maxsize=16)
def _walked(procedure: str, files: tuple[tuple[str, bytes], ...]) -> Walks:
    return apart.walk(dict(files), procedure)
