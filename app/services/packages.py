"""One procedure as one file: its files with their hashes, to be carried to another office.

A package is a ZIP that is written in exactly one way: a manifest, then the files by name, stored as they
are, all dated alike. What differs from that in a single byte is no package of ours, so that nothing can hide
in it, and a package that comes back is the same package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from app import xmlsafe
from app.casework.definitions import files_of
from app.errors import NotFound, Unacceptable
from app.language import _
from app.services import draft_processes
from db.models import Version

FORMAT, EDITION = "donthu-procedure", 1
MANIFEST = "manifest.json"
LARGEST = 16 * 1024 * 1024  # bytes
MOST_FILES = 120
_BEGINS = b"PK\x03\x04"
_DATE = (1980, 1, 1, 0, 0, 0)
_LOCAL_FILE = 0o100644 << 16


class PackageRefused(Unacceptable):
    """This file is no package that can be taken in: {reason}"""


@dataclass(frozen=True, kw_only=True)
class Package:
    """What a package holds: the key and the name of the procedure, and its files as a version pins them."""

    procedure: str
    title: str  # Vietnamese
    files: Mapping[str, bytes]


def of_version(session: Session, version_id: UUID) -> Package:
    """Gather a version for export. Raises: NotFound."""
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    files = files_of(session, version_id)
    return Package(procedure=version.procedure, title=draft_processes.title_of(files), files=files)


def is_package(content: bytes) -> bool:
    """Tell by its first bytes whether a file wants to be a package."""
    return content.startswith(_BEGINS)


def pack(package: Package) -> bytes:
    """Write a package; the same procedure always gives the same bytes."""
    manifest = {
        "format": FORMAT,
        "edition": EDITION,
        "procedure": package.procedure,
        "title": package.title,
        "files": {name: hashlib.sha256(body).hexdigest() for name, body in sorted(package.files.items())},
    }
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as archive:
        told = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        for name, body in ((MANIFEST, told.encode()), *sorted(package.files.items())):
            entry = ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, _LOCAL_FILE
            archive.writestr(entry, body)
    return written.getvalue()


def unpack(content: bytes) -> Package:
    """Read a package that may come from anywhere.

    Raises: PackageRefused for what is too large, cut off, of another edition, or not what was packed.
    """
    if len(content) > LARGEST:
        raise PackageRefused(reason=_("it is larger than 16 MiB"))
    found = _opened(content)
    manifest = _manifest(found.pop(MANIFEST, b""))
    hashes = manifest["files"]
    if found.keys() != hashes.keys():
        raise PackageRefused(reason=_("its files are not those that its manifest lists"))
    for name, body in found.items():
        if hashlib.sha256(body).hexdigest() != hashes[name]:
            raise PackageRefused(
                reason=_("{name} is not what was packed; ask for the package again", name=name)
            )
    package = Package(procedure=manifest["procedure"], title=manifest["title"], files=found)
    if pack(package) != content:
        raise PackageRefused(reason=_("it was changed after it was packed; ask for the package again"))
    return package


def _opened(content: bytes) -> dict[str, bytes]:
    """Read the files of a ZIP, each within its bounds; nothing is unpacked to the disk."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES + 1:
                raise PackageRefused(reason=_("it holds too many files"))
            for entry in entries:
                _check(entry)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise PackageRefused(reason=_("it is cut off or damaged; ask for the package again")) from None


def _check(entry: ZipInfo) -> None:
    parts = entry.filename.split("/")
    if entry.filename.startswith("/") or "\\" in entry.filename or {"", ".", ".."} & set(parts):
        raise PackageRefused(reason=_("a file in it has a name that leads elsewhere"))
    if entry.compress_type != ZIP_STORED or entry.file_size > xmlsafe.LARGEST:
        raise PackageRefused(reason=_("a file in it is too large, or was packed by another program"))


def _manifest(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise PackageRefused(reason=_("it was not packed by this program"))
    if told.get("edition") != EDITION:
        raise PackageRefused(reason=_("it was packed by a newer program; bring this one up to date first"))
    texts = (told.get("procedure"), told.get("title"))
    if not all(isinstance(text, str) for text in texts) or not isinstance(told.get("files"), dict):
        raise PackageRefused(reason=_("it was not packed by this program"))
    return told
