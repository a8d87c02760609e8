"""``donthu migrate``: bring the database, its queue and the shipped procedures to this release."""

from __future__ import annotations

import sys

import click

from app import journal
from app.errors import OfficeError
from app.language import _
from app.settings import Settings, from_environment


@click.command(help=_("Bring the database to this release; two at once are safe, the second finds it done."))
def migrate() -> None:
    """Answer with 0 when it is of this release, 2 when it cannot be brought there."""
    try:
        settings = from_environment()
        journal.begin(settings.log)
        _migrate(settings)
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)


def _migrate(settings: Settings) -> None:
    from app.services import procedures  # noqa: PLC0415 - `donthu --help` stays quick
    from app.services.office import upgraded_office  # noqa: PLC0415
    from app.worker import queue_shape  # noqa: PLC0415

    with upgraded_office(settings) as database:
        changed = [] if settings.embedded else queue_shape.upgrade(settings.database_url)
        procedures.load_all(database, say=lambda line: click.echo(line, err=True))
    for name in changed:
        click.echo(_("The queue has the shape {name}", name=name), err=True)
    click.echo(_("The database is of this release."), err=True)
