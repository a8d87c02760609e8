"""The database of a backup where PostgreSQL keeps it: dumped and restored by its own programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.backup import disk
from app.backup.errors import BackupFailed, DiskFull, ProgramMissing, RestoreFailed
from app.errors import OfficeError

FILE = "office.dump"
_FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql", "/usr/local/pgsql")
_LONGEST = 300  # characters of a program's complaint: the rest could quote a row
_TABLES = """SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND c.relkind IN ('r', 'p', 'v', 'm', 'S')"""


@dataclass(frozen=True)
class Address:
    """Where a database is: an address without its password, and the password."""

    name: str
    password: str = field(repr=False)


def address(session: Session) -> Address:
    """Give the address of the session's database, as PostgreSQL's own programs want it.

    Only what the office itself says: the driver adds what older programs do not know.
    """
    url = session.connection().engine.url
    said = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
    password = str(said.pop("password", ""))
    return Address(make_conninfo(**said), password)


def dump(session: Session, folder: Path) -> int:
    """Dump the database as the session sees it; gives the version of the program that did it.

    ``session`` looks at a snapshot that the program shares: what is counted and what is dumped are the same.

    Raises: ProgramMissing, DiskFull, BackupFailed.
    """
    snapshot = session.scalar(text("SELECT pg_export_snapshot()"))
    program, version = find("pg_dump", version_of(session))
    os.close(os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # nobody else reads it
    options = ["--format=custom", f"--snapshot={snapshot}", f"--file={folder / FILE}"]
    _run(program, options, address(session), folder.parent, BackupFailed)
    return version


def restore(at: Address, file: Path, *, version: int) -> None:
    """Bring a dump into an empty database, wholly or not at all; ``version`` is the newer of dump and server.

    Raises: ProgramMissing, DiskFull, RestoreFailed.
    """
    program, _version = find("pg_restore", version)
    options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(file)]
    _run(program, options, at, "PostgreSQL", RestoreFailed)


def is_empty(session: Session) -> bool:
    """Tell whether nothing lies in the database yet."""
    return not session.scalar(text(_TABLES))


def version_of(session: Session) -> int:
    """Give the major version of the server."""
    return int(session.scalar(text("SHOW server_version_num"))) // 10_000


def find(name: str, major: int) -> tuple[Path, int]:
    """Find a program of PostgreSQL's client that fits a server: as old as can be, but not older than it.

    A newer one says things that an older server does not understand. Raises: ProgramMissing.
    """
    fitting = sorted((version, path) for path in _candidates(name) if (version := _says(path)) >= major)
    if not fitting:
        raise ProgramMissing(name=name, major=major)
    return fitting[0][1], fitting[0][0]


def _candidates(name: str) -> Iterable[Path]:
    on_path = shutil.which(name)
    if on_path and Path(on_path).resolve().name == name:  # Debian's wrapper chooses a version by itself
        yield Path(on_path)
    for folder in _FOLDERS:
        yield from Path(folder).parent.glob(f"{Path(folder).name}*/bin/{name}")
        yield from Path(folder).glob(f"*/bin/{name}")


def _says(path: Path) -> int:
    """Ask a program for its major version; 0 where it does not answer."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _run(program: Path, options: list[str], at: Address, place: object, failed: type[OfficeError]) -> None:
    """Run a program against a database; a password goes through the environment. ``place`` may be full."""
    secret = {"PGPASSWORD": at.password} if at.password else {}
    command = [str(program), "--no-password", f"--dbname={at.name}", *options]
    environment = {**os.environ, **secret, "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - PostgreSQL's own
    if done.returncode:
        told = next((line for line in done.stderr.splitlines() if "error:" in line), "")
        if disk.is_full(done.stderr):
            raise DiskFull(folder=place)
        raise failed(reason=f"{program.name}: {told.partition('error: ')[2][:_LONGEST]}")
