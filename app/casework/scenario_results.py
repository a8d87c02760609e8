"""The scenarios of a version walked: kept by the digest of its files, because they never change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy.orm import Session

from app import clock
from app.checklist import apart, walks
from app.checklist.walks import Walks
from db.models import Version, WalkedScenarios


def known(session: Session, version: Version) -> Walks | None:
    """Give what came of walking the scenarios of a version, if that was done."""
    kept = session.get(WalkedScenarios, version.digest)
    return walks.unpack(kept.result) if kept else None


def found(session: Session, version: Version, files: Mapping[str, bytes]) -> Walks:
    """Give what comes of walking the scenarios of a version; what was not walked yet is walked now."""
    kept = known(session, version)
    return kept if kept is not None else _walked(version.procedure, tuple(files.items()))


def keep(session: Session, version: Version, result: Walks) -> None:
    """Keep what came of walking the scenarios of a version."""
    kept = WalkedScenarios(digest=version.digest, result=walks.pack(result), walked_at=clock.now())
    session.merge(kept)


@lru_cache(maxsize=16)
def _walked(procedure: str, files: tuple[tuple[str, bytes], ...]) -> Walks:
    return apart.walk(dict(files), procedure)
