"""``donthu drain``: one tick of the office's clock by hand, for machines where no scheduler runs."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from app.casework.drain import drain_timers
from app.errors import OfficeError
from app.language import _
from app.services.office import open_office
from app.settings import from_environment


@click.command(help=_("Fire the timers that are due now, once; the served office does this by itself."))
def drain() -> None:
    """Answer with 0; how many timers were tried stands on the error stream."""
    try:
        with closing(open_office(from_environment())) as database:
            tried = drain_timers(database)
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)
    click.echo(_("Timers tried: {count}", count=tried), err=True)
