"""All that stands in a database: as it is, and without what each time is another (ids, seals, digests)."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection

from db.session import Database

Contents = dict[str, list[str]]

TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    False: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
FILES = {False: 'SELECT version_id, name, md5(content) FROM "bundle_file"'}  # too much to be sent each time
LONG = 200
_CHANCE = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}([0-9a-f]{32})?")


def contents(database: Database, *, masked: bool = False) -> Contents:
    """Read every row of every table as it is committed."""
    with database.engine.connect() as connection:
        return read(connection, masked=masked)


def read(connection: Connection, *, masked: bool = False) -> Contents:
    """Read every row of every table as this connection sees it; masked, without what chance made."""
    embedded, say = connection.dialect.name == "sqlite", _masked if masked else _exact
    cursor = connection.connection.cursor()
    found: Contents = {}
    for (table,) in sorted(cursor.execute(TABLES[embedded]).fetchall()):
        if masked and table == "bundle_file":
            continue  # nothing but what was loaded, and half of all there is
        asked = FILES.get(embedded, "") if table == "bundle_file" else ""
        rows = cursor.execute(asked or f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our own tables
        found[table] = sorted(say(row) for row in rows)
    return found


def changed(before: Contents, after: Contents) -> Mapping[str, tuple[list[str], list[str]]]:
    """Tell by table which rows went and which came."""
    told = {}
    for table in before.keys() | after.keys():
        was, now = before.get(table, []), after.get(table, [])
        if was != now:
            gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
            told[table] = sorted(gone.elements()), sorted(come.elements())
    return told


def without(found: Contents, *tables: str) -> Contents:
    """Leave tables out."""
    return {table: rows for table, rows in found.items() if table not in tables}


def _exact(row: tuple[object, ...]) -> str:
    return repr(tuple(_digest(v) if isinstance(v, bytes) and len(v) > LONG else v for v in row))


def _digest(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()


def _masked(row: tuple[object, ...]) -> str:
    return repr(tuple(map(_plain, row)))


def _plain(value: object) -> object:
    if isinstance(value, bytes | UUID):
        return "·"
    return _CHANCE.sub("·", str(value))
