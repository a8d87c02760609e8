"""Word, Excel and ODT files are zip archives; this looks inside without unpacking what could explode."""

from __future__ import annotations

import io
import struct
import zipfile

from app.files.errors import FileRefused
from app.language import _

_MOST_ENTRIES = 5_000
_MOST_BYTES = 250 * 1024 * 1024  # unpacked
_MOST_RATIO = 200  # a sheet of equal rows packs 1:100; bombs start at 1:1000
_SMALL = 1024 * 1024  # below this a ratio says nothing
_NESTED = (".zip", ".docx", ".docm", ".xlsx", ".xlsm", ".odt", ".jar", ".7z", ".rar", ".gz", ".exe", ".js")
_TYPES = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ODT = b"application/vnd.oasis.opendocument.text"
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, EOFError, struct.error)
_END = b"PK\x05\x06"  # end of the central directory, whose bytes 10-11 count the entries


def office_type(content: bytes, filename: str) -> str | None:
    """Tell which office document an archive is; None for any other archive.

    Raises: FileRefused when it is damaged, encrypted, carries macros or other archives, or would explode.
    """
    if _announced(content) > _MOST_ENTRIES:
        raise FileRefused(name=filename, reason=_("it would unpack into too much."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries, len(content), filename)
            names = {entry.filename for entry in entries}
            mimetype = _first_bytes(archive, "mimetype") if "mimetype" in names else b""
    except _DAMAGE:
        raise FileRefused(name=filename, reason=_("it is damaged; save it again.")) from None
    if mimetype == _ODT and "content.xml" in names:
        return _ODT.decode()
    return next((type_ for name, type_ in _TYPES.items() if {name, "[Content_Types].xml"} <= names), None)


def _first_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(100)


def _announced(content: bytes) -> int:
    """Count the entries before parsing them: a hundred thousand empty ones cost a second."""
    end = content.rfind(_END)
    return int.from_bytes(content[end + 10 : end + 12], "little") if end >= 0 else 0


def _check(entries: list[zipfile.ZipInfo], size: int, filename: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    # Entries that together exceed the file overlap: the mark of a bomb without nesting.
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_BYTES or packed > size or _swells(entries):
        raise FileRefused(name=filename, reason=_("it would unpack into too much."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused(name=filename, reason=_("it is locked with a password; save it without one."))
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise FileRefused(name=filename, reason=_("it holds macros; save it as PDF."))
    if any(entry.filename.lower().endswith(_NESTED) for entry in entries):
        raise FileRefused(name=filename, reason=_("it holds other files; hand them in one by one."))


def _swells(entries: list[zipfile.ZipInfo]) -> bool:
    return any(e.file_size > _SMALL and e.file_size > _MOST_RATIO * max(e.compress_size, 1) for e in entries)
