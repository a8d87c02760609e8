"""``donthu clock``: whether the office believes its clock, and the word that lets the timers run again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from app.errors import OfficeError
from app.language import _
from app.listings import clock_page
from app.services import timekeeping
from app.services.office import open_office
from app.settings import from_environment
from db.session import Database

REASON = _("How you know that the clock is right.")


@click.group(invoke_without_command=True, help=_("Show the clock of the office, and whether timers fire."))
@click.pass_context
def clock(ctx: click.Context) -> None:
    """Answer with 0 when timers fire, 1 when they stand still, 2 when the office cannot be opened."""
    if ctx.invoked_subcommand is None:
        with _opened() as database, database.reading() as session:
            page = clock_page.show(session, actor=None)
        click.echo("\n".join(clock_page.lines(page)).encode())
        sys.exit(1 if page.hold else 0)


@clock.command(help=_("Let timers that stand still fire again by what the clock shows now."))
@click.option("--reason", required=True, help=REASON)
def release(reason: str) -> None:
    """Answer with 0 when they run again, 2 when they did not stand still."""
    with _opened() as database, database.transaction() as session:
        timekeeping.release(session, reason, actor=None)
    click.echo(_("The timers run again; what is due fires at the next tick."), err=True)


@contextmanager
def _opened() -> Iterator[Database]:
    try:
        database = open_office(from_environment())
        try:
            yield database
        finally:
            database.close()
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)
