"""``donthu demo``: found the demonstration's two wards and play their cases up to now."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace

import click

from app.errors import OfficeError
from app.language import _
from app.settings import from_environment

MOST = 2000


@click.command(help=_("Play the demonstration: two wards, invented people, cases of seven months."))
@click.option(
    "--cases", type=click.IntRange(1, MOST), default=60, show_default=True, help=_("How many cases.")
)
@click.option("--seed", type=int, default=2026, show_default=True, help=_("The same number plays the same."))
def demo(cases: int, seed: int) -> None:
    """Answer with 0 when it was played, 1 when cases lie here already, 2 when it cannot be done here."""
    from app.demo import setting_up  # noqa: PLC0415 - `donthu --help` stays quick
    from app.services import procedures  # noqa: PLC0415
    from app.services.office import open_office  # noqa: PLC0415

    def say(text: str) -> None:
        click.echo(text, err=True)

    settings = replace(from_environment(), demo=True)
    try:
        with closing(open_office(settings)) as database:
            procedures.load_all(database, say=say)
            played = setting_up.open_demo(database, settings, say=say, cases=cases, seed=seed)
    except OfficeError as problem:
        say(problem.sentence)
        sys.exit(2)
    if not played:
        say(_("Cases lie here already; nothing was played. For a fresh start choose another folder: DATA=…"))
        sys.exit(1)
