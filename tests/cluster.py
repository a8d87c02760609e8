"""A PostgreSQL server that lives as long as the tests do: own folder, own socket, nothing kept."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.machine import postgres_programs, unprivileged

# A test's server need not survive the machine.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "256MB",
    "listen_addresses": "",
    "max_connections": "60",
}


@dataclass(frozen=True)
class Cluster:
    """A running server; ``folder`` holds its socket and its log."""

    folder: Path

    def url(self, database: str = "postgres") -> str:
        """Give SQLAlchemy's address of one database."""
        return f"postgresql+psycopg://office@/{database}?host={self.folder}"

    def create(self, database: str, *, template: str = "template1") -> str:
        """Make a database, as a copy of another if one is named, and give its address."""
        name, copied = sql.Identifier(database), sql.Identifier(template)
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(name, copied))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database with whoever is still connected."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            f"host={self.folder} user=office dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextmanager
def running(settings: Mapping[str, str] = FAST) -> Iterator[Cluster]:
    """Start a server in a new folder, stop it and remove the folder at the end."""
    folder = Path(tempfile.mkdtemp(prefix="donthu-pg-"))
    server = None
    try:
        found(folder)
        server = start(folder, settings)
        yield Cluster(folder)
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def found(folder: Path) -> None:
    """Make an empty server's folder."""
    user = unprivileged()
    if user:
        shutil.chown(folder, user)
    folder.chmod(0o700)
    program = _program("initdb")
    options = [
        "--pgdata",
        str(folder / "data"),
        "--username=office",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run([program, *options], check=True, cwd=folder, user=user, capture_output=True)  # noqa: S603 - our own programs


def start(folder: Path, chosen: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the server of a folder and wait until it answers."""
    settings = [
        f"--{name}={value}" for name, value in {**chosen, "unix_socket_directories": str(folder)}.items()
    ]
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(  # noqa: S603 - our own programs
            [_program("postgres"), "-D", str(folder / "data"), *settings],
            cwd=folder,
            user=unprivileged(),
            stdout=log,
            stderr=log,
        )
    _wait(server, folder)
    return server


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            psycopg.connect(f"host={folder} user=office dbname=postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def _program(name: str) -> str:
    programs = postgres_programs()
    if programs is None:
        raise RuntimeError(f"{name} is not on this machine")
    return str(programs / name)
