"""What a backup says of itself."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.backup.errors import BackupDamaged

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file of a backup: its name, its bytes, its digest (SHA-256, hexadecimal)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a database holds at one committed point: rows of each table, and where its audit chains stand.

    ``chains`` is one digest over the heads of all chains; ``entries`` how many entries they have together.
    """

    shape: str  # the revision of its tables
    counts: dict[str, int]
    entries: int
    chains: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup is of, and the digests by which it is known to be whole."""

    made_at: str  # instant, ISO, UTC
    release: str
    kind: str  # sqlite | postgresql
    server: int  # major version of PostgreSQL's client that wrote it; 0 for SQLite
    content: Content
    database: Part
    papers: Part  # the list of all papers with their digests
    paper_count: int
    missing: tuple[str, ...]  # papers that were named and not there, or damaged, when it was made


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest, the last file of a backup."""
    with os.fdopen(os.open(folder / MANIFEST, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({"format": FORMAT, **asdict(manifest)}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """Read the manifest of a backup.

    Raises: BackupDamaged.
    """
    try:
        said: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if said.pop("format") != FORMAT:
            raise BackupDamaged(file=MANIFEST)
        said["missing"] = tuple(said["missing"])
        said["content"] = Content(**said["content"])
        said |= {name: Part(**said[name]) for name in ("database", "papers")}
        return Manifest(**said)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BackupDamaged(file=MANIFEST) from None
