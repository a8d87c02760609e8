"""Everything that an office keeps, as a thief would read it: rows, packed states, files."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from pathlib import Path

import zstandard
from sqlalchemy import text

from app.engine import codec
from db.session import Database

_PACKED = b"\x28\xb5\x2f\xfd"
_WORDS = zstandard.ZstdCompressionDict(codec.WORDS.read_bytes())


def rows(database: Database) -> dict[str, str]:
    """Read every row of every table as text; what is packed is unpacked first."""
    found = {}
    with database.reading() as session:
        connection = session.connection()
        for table in connection.dialect.get_table_names(connection):
            taken = session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - our own tables
            found[table] = "\n".join(_plain(value) for row in taken for value in row)
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Read every file below the folder of an installation but the key."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".key"
    }


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        raw = bytes(value)
        start = raw.find(_PACKED)
        if start >= 0:
            # What begins so is packed, and an unread state would hide everything; deeper in, it is chance.
            with nullcontext() if start <= 1 else suppress(zstandard.ZstdError):
                raw += zstandard.ZstdDecompressor(dict_data=_WORDS).decompressobj().decompress(raw[start:])
        return raw.decode("utf-8", "ignore")
    return str(value)
