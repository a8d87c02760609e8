"""The name under which a person finds a paper again; it never becomes a path."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from app.files.sniff import EXTENSIONS

_LONGEST = 120  # characters of the stem


def tidy(filename: str, media_type: str) -> str:
    """Keep the readable part of a name, and give it the ending of what the file is."""
    last = PurePosixPath(filename.replace("\\", "/")).name
    known = any(last.lower().endswith(f".{ending}") for endings in EXTENSIONS.values() for ending in endings)
    stem = last.rpartition(".")[0] if known else last
    visible = "".join(c for c in unicodedata.normalize("NFC", stem) if unicodedata.category(c)[0] != "C")
    plain = re.sub(r'[<>:"/\\|?*;]', " ", visible)
    return f"{' '.join(plain.split()).strip('. ')[:_LONGEST] or 'tai-lieu'}.{EXTENSIONS[media_type][0]}"
