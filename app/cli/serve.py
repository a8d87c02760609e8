"""``donthu serve``: open the office to browsers, with its clock ticking in the same process."""

from __future__ import annotations

import errno
import fcntl
import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import FrameType

import click
import waitress

from app.errors import OfficeError
from app.language import _
from app.settings import Settings, from_environment
from app.worker import schedule

THREADS = 8


@click.command()
@click.option("--demo", is_flag=True, help="Văn phòng mẫu với người hư cấu / a demonstration office")
def serve(*, demo: bool) -> None:
    """Mở cửa văn phòng cho trình duyệt, đồng hồ chạy trong cùng tiến trình."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("alembic", "apscheduler", "waitress.queue"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        _serve(replace(from_environment(), demo=True) if demo else from_environment())
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)


def _serve(settings: Settings) -> None:
    from app.services import procedures  # noqa: PLC0415 - the rest of the program loads only when serving
    from app.services.office import open_office  # noqa: PLC0415
    from app.web import create_app  # noqa: PLC0415

    database = open_office(settings)
    lock = _alone(settings.data) if database.embedded else None
    procedures.load_all(database, say=lambda text: click.echo(text, err=True))
    from app.demo import setting_up  # noqa: PLC0415

    if not settings.demo:
        setting_up.refuse_demo(database)
    else:
        setting_up.open_demo(database, settings, say=lambda text: click.echo(text, err=True))
    scheduler = schedule.start(database, settings)
    try:
        server = waitress.create_server(
            create_app(settings, database=database),
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident="",
        )
    except OSError as problem:
        if problem.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        click.echo(
            _("Port {port} is taken. Stop what runs there, or choose another: PORT=8001 make run",
              port=settings.port),
            err=True,
        )  # fmt: skip
        sys.exit(2)
    _until_interrupted(server)
    scheduler.shutdown(wait=True)
    database.close()
    del lock


def _until_interrupted(server: waitress.server.BaseWSGIServer) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


def _alone(folder: Path) -> object:
    """Make sure that no second process opens the same embedded office."""
    lock = (folder / "office.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        click.echo(_("This office is open already in another process: {folder}", folder=folder), err=True)
        sys.exit(2)
    return lock
