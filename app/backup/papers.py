"""The papers of a backup: copied once, then linked from one backup to the next."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.backup.errors import BackupDamaged
from app.backup.manifest import Part
from app.doctor.papers import digest_of
from app.files.errors import FileMissing
from app.files.store import Store
from db.copying import settle

FILES = "files"
LIST = "papers.sha256"
_NAMED = "named"
_BLOCK = 1 << 20  # bytes read at a time


@dataclass
class Copied:
    """What came of copying: how many papers there are, and which were not there or were damaged."""

    count: int
    missing: list[str]


def name(digests: Iterable[str], folder: Path) -> None:
    """Write down which papers a database names, so that it need not be held open while they are copied."""
    with (folder / _NAMED).open("w") as named:
        named.writelines(f"{digest}\n" for digest in digests)


def copy(source: Store, target: Path, before: Path | None) -> Copied:
    """Bring every paper that was named into a backup and list it with its digest.

    A paper that the backup before holds at the same size becomes a hard link to it: a paper never changes.
    """
    copied, draft = Copied(0, []), target / LIST
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with (target / _NAMED).open() as named, os.fdopen(handle, "w") as listed:
        for digest in map(str.strip, named):
            place = _place(target, digest)
            if place is not None and place.exists():  # two rows name the same paper
                continue
            if place is None or not _bring(source.place(digest), place, before and _place(before, digest)):
                copied.missing.append(digest)
                continue
            listed.write(f"{digest}  {place.relative_to(target)}\n")
            copied.count += 1
        listed.flush()
        os.fsync(listed.fileno())
    (target / _NAMED).unlink()
    return copied


def listed(backup: Path) -> Iterator[str]:
    """Give the digest of every paper that a backup lists."""
    with (backup / LIST).open(encoding="ascii") as lines:
        for line in lines:
            yield line.partition(" ")[0]


def verify(backup: Path) -> None:
    """Read every paper of a backup and compare it with its digest.

    Raises: BackupDamaged.
    """
    for digest in listed(backup):
        place = _place(backup, digest)
        if place is None or not place.is_file() or digest_of(place) != digest:
            raise BackupDamaged(file=f"{FILES}/{digest}")


def put_back(backup: Path, target: Path) -> None:
    """Copy the papers of a backup into an empty store, safely on the disk on return.

    Raises: BackupDamaged.
    """
    store = Store(target)
    for digest in listed(backup):
        if not _written(Store(backup / FILES).place(digest), store.place(digest), digest):
            raise BackupDamaged(file=f"{FILES}/{digest}")
    for place, _folders, _files in os.walk(target):
        settle(Path(place))


def part(backup: Path, name: str) -> Part:
    """Weigh and digest one file of a backup."""
    file = backup / name
    return Part(name=name, size=file.stat().st_size, sha256=digest_of(file))


def _place(backup: Path, digest: str) -> Path | None:
    try:
        return Store(backup / FILES).place(digest)
    except FileMissing:
        return None


def _bring(source: Path, place: Path, earlier: Path | None) -> bool:
    """Put one paper in its place; tell whether that could be done."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        if earlier is not None and earlier.stat().st_size == source.stat().st_size:
            place.hardlink_to(earlier)
            return True
    except OSError:  # not there, or a file system without links: it is copied
        pass
    return _written(source, place, place.name)


def _written(source: Path, place: Path, digest: str) -> bool:
    """Copy one paper while its digest is taken; a damaged one leaves nothing behind."""
    seal = hashlib.sha256()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with source.open("rb") as old:
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as new:
                while block := old.read(_BLOCK):
                    seal.update(block)
                    new.write(block)
                new.flush()
                os.fsync(new.fileno())
    except FileNotFoundError:
        return False
    if seal.hexdigest() != digest:
        place.unlink()
        return False
    return True
