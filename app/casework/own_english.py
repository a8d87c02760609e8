"""What an office wrote in English beside its own procedures: learned when a version is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.bundle_names import ENGLISH
from app.language import learn, read_pairs
from db.models import BundleFile


def of_files(files: Mapping[str, bytes], *, firm: bool) -> None:
    """Learn the pairs of a bundle; ``firm`` for one that runs, which goes before any draft."""
    if ENGLISH in files:
        learn(_pairs(files[ENGLISH]), firm=firm)


def of_versions(session: Session, version_ids: Iterable[object]) -> None:
    """Learn the pairs of the versions that run, before anything of them is shown."""
    named = BundleFile.version_id.in_(list(version_ids)), BundleFile.name == ENGLISH
    for body in session.scalars(select(BundleFile.content).where(*named)):
        learn(_pairs(body), firm=True)


@lru_cache(maxsize=64)
def _pairs(body: bytes) -> Mapping[str, str]:
    try:
        return read_pairs(body)
    except ValueError:
        return {}
