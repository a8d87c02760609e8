"""``donthu restore``: a backup brought back where no office is yet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app import backup
from app.backup import Restored
from app.cli.doctor import lines
from app.errors import OfficeError
from app.language import _
from app.settings import Settings, from_environment


@click.command(help=_("Restore a backup, or the newest of a folder, into an empty data folder or database."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--anyway", is_flag=True, help=_("Also where a rule of the doctor does not hold."))
def restore(folder: Path, *, anyway: bool) -> None:
    """Answer with 0 when the office stands, 1 when something in it does not hold, 2 when it was refused."""
    settings = from_environment()
    try:
        done = backup.restore(settings, folder, anyway=anyway, say=_say)
    except OfficeError as problem:
        _say(problem.sentence)
        sys.exit(2)
    for result in done.broken:
        for line in lines(result):
            _say(line)
    _tell(settings, done)
    sys.exit(1 if done.broken else 0)


def _tell(settings: Settings, done: Restored) -> None:
    """Say what stands now, and what its operator has to do."""
    if not done.placed:
        _say(_("Nothing was put in place. With --anyway it is restored as it is."))
        return
    made_at = done.manifest.made_at
    click.echo(_("Restored as of {instant}: {folder}", instant=made_at, folder=done.backup))
    if done.has_key:
        _say(_("The key file opens what was restored."))
    else:
        _say(_("The key file is in no backup. Bring it from its own copy to {path}, with permissions 0600.",
               path=settings.key_file))  # fmt: skip
    _say(_("What became due since then fires at the next start."))


def _say(text: str) -> None:
    click.echo(text, err=True)
