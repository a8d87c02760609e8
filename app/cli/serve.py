"""``donthu serve``: open the office to browsers, with its clock ticking in the same process."""

from __future__ import annotations

import errno
import fcntl
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click
import waitress

from app.errors import OfficeError
from app.language import _
from app.settings import Settings, from_environment
from app.worker import schedule
from db.session import Database

THREADS = 8


@click.command()
@click.option("--demo", is_flag=True, help="Văn phòng mẫu với người hư cấu / a demonstration office")
def serve(*, demo: bool) -> None:
    """Mở cửa văn phòng cho trình duyệt, đồng hồ chạy trong cùng tiến trình."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("alembic", "apscheduler", "waitress.queue"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell started us deaf to them
        signal.signal(number, _stop)
    try:
        _serve(replace(from_environment(), demo=True) if demo else from_environment())
    except KeyboardInterrupt:
        return
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _serve(settings: Settings) -> None:
    from app.web import create_app  # noqa: PLC0415 - the rest of the program loads only when serving

    with _door(settings) as door, _opened(settings) as database:
        app = create_app(settings, database=database)
        scheduler = schedule.start(database, settings)
        server = waitress.create_server(app, sockets=[door], threads=THREADS, ident="")
        try:
            server.run()
        finally:
            server.close()
            scheduler.shutdown(wait=True)


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    """Open the office: its database, its procedures, in a demonstration its town."""
    from app.demo import setting_up  # noqa: PLC0415
    from app.services import procedures  # noqa: PLC0415
    from app.services.office import open_office  # noqa: PLC0415

    def say(text: str) -> None:
        click.echo(text, err=True)

    database = open_office(settings)
    lock = _alone(settings.data) if database.embedded else None
    try:
        procedures.load_all(database, say=say)
        if settings.demo:
            setting_up.open_demo(database, settings, say=say)
        else:
            setting_up.refuse_demo(database)
        yield database
    finally:
        database.close()
        del lock


def _door(settings: Settings) -> socket.socket:
    """Take the port before anything long begins; whoever comes is let in when the office is open."""
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


def _alone(folder: Path) -> object:
    """Make sure that no second process opens the same embedded office."""
    lock = (folder / "office.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        click.echo(_("This office is open already in another process: {folder}", folder=folder), err=True)
        sys.exit(2)
    return lock
