"""``donthu backup``: a whole copy of the office while people go on working; never of the key file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app import backup as backups
from app.errors import OfficeError
from app.language import _
from app.settings import from_environment


@click.command(help=_("Back the office up into FOLDER while people go on working; the key file stays out."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--keep", default="", metavar="24h,30d,12m",
              help=_("Of how many hours, days, months one stays each; all if left out."))  # fmt: skip
def backup(folder: Path, keep: str) -> None:
    """Answer with 0 when it was made, 1 when papers were missing in the office, 2 when it was not made."""
    try:
        made = backups.make(from_environment(), folder, keep=backups.parse(keep), say=_say)
    except OfficeError as problem:
        _say(problem.sentence)
        sys.exit(2)
    for old in made.dropped:
        _say(_("Not kept any longer: {folder}", folder=old))
    held = made.manifest
    cases = held.content.counts.get("petition_case", 0)
    told = _("Backed up: {cases} cases, {papers} papers.", cases=cases, papers=held.paper_count)
    click.echo(f"{made.folder}\n{told}")
    _say(_("The key file is not in it. Its own copies are kept elsewhere: are they up to date?"))
    for digest in held.missing:
        _say(_("The paper {digest} is missing or damaged in the office.", digest=digest))
    sys.exit(1 if held.missing else 0)


def _say(text: str) -> None:
    click.echo(text, err=True)
