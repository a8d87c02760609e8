"""The port of the office, taken before anything long begins, and the lock that keeps a second office out."""

from __future__ import annotations

import errno
import fcntl
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from app.language import _
from app.settings import Settings


def take(settings: Settings) -> socket.socket:
    """Take the port; whoever comes is let in when the office is open."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError as problem:
        if problem.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        click.echo(
            _("Port {port} is taken. Stop what runs there, or choose another: PORT=8001 make run",
              port=settings.port),
            err=True,
        )  # fmt: skip
        sys.exit(2)
    return door


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Make sure that no second process opens the same embedded office, be it as the file of another one."""
    with ExitStack() as locks:
        for folder in sorted({settings.data.resolve(), _home(settings).resolve()}):
            locks.enter_context(_locked(folder))
        yield


def _home(settings: Settings) -> Path:
    """Give the folder in which the embedded database lies."""
    if not settings.embedded:
        return settings.data
    return Path(settings.database_url.removeprefix("sqlite:///").partition("?")[0]).parent


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "office.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            click.echo(_("This office is open already in another process: {folder}", folder=folder), err=True)
            sys.exit(2)
        yield
