"""``donthu check``: whether files may come in, and whether they may be put in force; needs no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from app.gate import Verdict, shelf
from app.gate.chamber import examine
from app.language import N_, _

IN_FORCE, DRAFT, OUT = N_("may be put in force"), N_("may come in as a draft"), N_("may not come in")


@click.command(help=_("Say whether drawings, tables, forms and letters may come in, and be put in force."))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
def check(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Answer with 0 when all may come in, 1 when one may not, 2 when one cannot be opened."""
    sys.exit(max(_answer(path, as_json=as_json) for path in files))


def _answer(path: Path, *, as_json: bool) -> int:
    """Say what the gate says of one file; give the exit code that it asks for."""
    try:
        content = path.read_bytes()
    except OSError as error:
        said = _("{file} cannot be opened: {reason}", file=path, reason=error.strerror)
        click.echo(said.encode(), err=True)
        return 2
    verdict = examine(path.name, content, context=shelf.around(path))
    told = {"file": str(path), **verdict.told()}
    click.echo((json.dumps(told, ensure_ascii=False) if as_json else _lines(path, verdict)).encode())
    return 0 if verdict.accepted else 1


def _lines(path: Path, verdict: Verdict) -> str:
    how = IN_FORCE if verdict.publishable else DRAFT if verdict.accepted else OUT
    refused = [f"  ! {note}" for note in verdict.refusals]
    noted = [f"  {'?' if note.open else '·'} {note}" for note in verdict.notes]
    return "\n".join([f"{path}: {_(how)}", *refused, *noted])
