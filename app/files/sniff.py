"""What a file is, told by its content: a name proves nothing."""

from __future__ import annotations

from pathlib import PurePosixPath

from app.files import archive
from app.files.errors import FileRefused, FileTooLarge
from app.language import _

LARGEST = 25 * 1024 * 1024  # bytes
EXTENSIONS: dict[str, tuple[str, ...]] = {  # media type -> endings it may bear, the usual one first
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg", "jpe"),
    "image/png": ("png",),
    "image/heic": ("heic", "heif"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "audio/mpeg": ("mp3",),
    "video/mp4": ("mp4", "m4v", "m4a"),
    "text/plain": ("txt",),
}
_STARTS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"ID3": "audio/mpeg",
}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_MP4 = frozenset((b"isom iso2 iso4 iso5 iso6 mp41 mp42 avc1 MSNV 3gp4 3gp5").split()) | {b"M4V ", b"M4A "}


def sniff(content: bytes, filename: str) -> str:
    """Tell the media type of a file that may be taken in.

    Raises: FileTooLarge, or FileRefused when it is empty, of another kind, or not what its name says.
    """
    if len(content) > LARGEST:
        raise FileTooLarge(name=filename, limit=LARGEST // 1024 // 1024)
    if not content:
        raise FileRefused(name=filename, reason=_("it is empty."))
    kind = _kind(content, filename)
    if kind is None:
        raise FileRefused(name=filename, reason=_("only PDF, picture, Word, Excel, ODT, MP3, MP4 or text."))
    ending = PurePosixPath(filename.replace("\\", "/")).suffix.lstrip(".").lower()
    if ending and not _fits(kind, ending):
        raise FileRefused(name=filename, reason=_("its content is not what its name says."))
    return kind


def _fits(kind: str, ending: str) -> bool:
    """Phones name pictures carelessly (a HEIC called .jpg); nobody names a document so by mistake."""
    if kind.startswith("image/"):
        return any(ending in endings for type_, endings in EXTENSIONS.items() if type_.startswith("image/"))
    return ending in EXTENSIONS[kind]


def _kind(content: bytes, filename: str) -> str | None:
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return archive.office_type(content, filename)
    if content[4:8] == b"ftyp":
        return _brand(content[8:12])
    if _is_mp3(content):
        return "audio/mpeg"
    return "text/plain" if _is_text(content) else None


def _brand(brand: bytes) -> str | None:
    if brand in _HEIC:
        return "image/heic"
    return "video/mp4" if brand in _MP4 else None


def _is_mp3(content: bytes) -> bool:
    """Know a frame of MPEG audio layer III with a possible bit rate and sample rate."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE6 != 0xE2:  # noqa: PLR2004 - sync and layer III
        return False
    return content[2] >> 4 not in {0, 15} and content[2] >> 2 & 3 != 3  # noqa: PLR2004 - reserved rate


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(char < " " and char not in "\t\n\r\f" for char in text) and not text.startswith("#!")
