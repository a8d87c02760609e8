"""The embedded office: web, clock and mail in one process, beside a database in a file."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
import waitress

from app.cli import _door
from app.settings import Settings
from app.worker import schedule
from db.session import Database


def serve(settings: Settings) -> None:
    """Serve until somebody stops it; what is running is finished first."""
    from app.web import create_app  # noqa: PLC0415 - the rest of the program loads only when serving

    with _door.take(settings) as door, _opened(settings) as database:
        app = create_app(settings, database=database)
        gc.collect()
        gc.freeze()  # what stays for good is left out of every later sweep
        scheduler = schedule.start(database, settings)
        server = waitress.create_server(app, sockets=[door], threads=settings.threads, ident="")
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

    settings.data.mkdir(parents=True, exist_ok=True)
    with _door.alone(settings), closing(open_office(settings)) as database:
        procedures.load_all(database, say=say)
        if settings.demo:
            setting_up.open_demo(database, settings, say=say)
        else:
            setting_up.refuse_demo(database)
        yield database
