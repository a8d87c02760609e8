"""``donthu keys``: the wrapping keys of the office, turned over and dropped when nothing needs them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from app.errors import OfficeError
from app.language import _
from app.services import rotation
from app.services.office import open_office
from app.settings import Settings, from_environment
from db.session import Database


@click.group(help=_("The wrapping keys of the office: show them, turn them over, drop old ones."))
def keys() -> None:
    """Hold the three commands together."""


@keys.command(help=_("Tell how many keys each wrapping key wraps."))
def show() -> None:
    """Print a line for each wrapping key."""
    with _office() as (database, _settings):
        for number, count in sorted(rotation.in_use(database).items()):
            click.echo(_("wrapping key {number}: {count} keys", number=number, count=count))


@keys.command(help=_("Wrap every key by a new wrapping key; it may be stopped and goes on where it stopped."))
@click.option("--drop-old", is_flag=True, help=_("Then take the old wrapping keys out of the key file."))
def rotate(*, drop_old: bool) -> None:
    """Turn the wrapping key over while the office is open or closed."""
    with _office() as (database, settings):
        number = rotation.rotate(database, settings.key_file, say=_progress)
        click.echo(_("Everything is wrapped by key {number} now. Copy the key file anew.", number=number))
        if drop_old:
            _drop(database, settings)


@keys.command(help=_("Take wrapping keys that wrap nothing out of the key file; older backups need them."))
def drop() -> None:
    """Drop what is old."""
    with _office() as (database, settings):
        _drop(database, settings)


def _drop(database: Database, settings: Settings) -> None:
    for number in rotation.drop_old(database, settings.key_file):
        click.echo(_("Wrapping key {number} is dropped.", number=number))


def _progress(done: int) -> None:
    click.echo(_("{count} keys wrapped anew", count=done), err=True)


@contextmanager
def _office() -> Iterator[tuple[Database, Settings]]:
    try:
        settings = from_environment()
        database = open_office(settings)
        yield database, settings
        database.close()
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)
