"""The store of papers: each lies sealed under the digest of its ciphertext, and is never changed."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.files import image, naming
from app.files.errors import FileMissing
from app.files.sniff import sniff

_AAD = "file"  # the digest already ties the row to these bytes; the case's key ties them to the case


class Sealer(Protocol):
    """The part of the key ring that a store needs."""

    def seal_bytes(self, wrapped: bytes, aad: str, content: bytes) -> bytes:
        """Seal bytes under a wrapped key."""

    def open_bytes(self, wrapped: bytes, aad: str, blob: bytes) -> bytes:
        """Open sealed bytes."""


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A paper in the store."""

    sha256: str  # hexadecimal, of the ciphertext
    size: int  # bytes, as they come out again
    media_type: str
    name: str  # as a person reads it; a label, never a path


@dataclass(frozen=True)
class Store:
    """A folder of sealed papers, in 256 × 256 drawers."""

    folder: Path

    def put(self, content: bytes, ring: Sealer, wrapped: bytes, *, filename: str) -> Stored:
        """Take a paper in: recognised, cleaned if a picture, sealed, safely on disk on return.

        Raises: FileRefused, FileTooLarge.
        """
        media_type = sniff(content, filename)
        if media_type.startswith("image/"):
            content, media_type = image.clean(content, media_type, filename)
        name = naming.tidy(filename, media_type)
        return self.keep(content, ring, wrapped, media_type=media_type, name=name)

    def keep(self, content: bytes, ring: Sealer, wrapped: bytes, *, media_type: str, name: str) -> Stored:
        """Store what the office made itself, as it is."""
        blob = ring.seal_bytes(wrapped, _AAD, content)
        digest = hashlib.sha256(blob).hexdigest()
        _write(self.place(digest), blob)
        return Stored(sha256=digest, size=len(content), media_type=media_type, name=name)

    def get(self, sha256: str, ring: Sealer, wrapped: bytes) -> bytes:
        """Give a paper out.

        Raises: FileMissing when it is not there or no longer what was stored.
        """
        try:
            blob = self.place(sha256).read_bytes()
        except FileNotFoundError:
            raise FileMissing from None
        if hashlib.sha256(blob).hexdigest() != sha256:
            raise FileMissing
        return ring.open_bytes(wrapped, _AAD, blob)

    def place(self, sha256: str) -> Path:
        """Say where a paper lies, whether it is there or not.

        Raises: FileMissing for what names no paper.
        """
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise FileMissing
        return self.folder / sha256[:2] / sha256[2:4] / sha256


def _write(path: Path, blob: bytes) -> None:
    """Write so that a power cut leaves the whole paper or none."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:16]}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    for folder in path.parents[:3]:  # the drawers may be as new as the paper
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
