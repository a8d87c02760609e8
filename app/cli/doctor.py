"""``donthu doctor``: whether everything in the office's database holds; nothing is changed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import click

from app.doctor import Result, examine, existing
from app.errors import OfficeError
from app.files.store import Store
from app.language import _
from app.sealing.keyring import KeyRing
from app.settings import Settings, from_environment


@click.command(help=_("Look whether everything in the database holds, while people go on working."))
@click.option("--quick", is_flag=True, help=_("Only look whether papers are there; do not read them."))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
def doctor(*, quick: bool, as_json: bool) -> None:
    """Answer with 0 when every rule holds, 1 when one does not, 2 when there is no office."""
    settings = from_environment()
    holds = True
    try:
        for result in _results(settings, hashes=not quick):
            holds = holds and result.holds
            told = json.dumps(_told(result), ensure_ascii=False) if as_json else "\n".join(lines(result))
            click.echo(told.encode())
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)
    sys.exit(0 if holds else 1)


def lines(result: Result) -> Iterator[str]:
    """Tell what a rule found, in lines for a person."""
    yield f"{'✓' if result.holds else '✗'} {result.name}"
    yield from (f"    {finding.row}: {finding.sentence}" for finding in result.first)
    if more := result.broken - len(result.first):
        yield _("    and {count} more", count=more)


def _results(settings: Settings, *, hashes: bool) -> Iterator[Result]:
    ring = None
    with suppress(OfficeError):  # the rule about keys tells it
        ring = KeyRing.load(settings.key_file)
    database = existing(settings)
    try:
        yield from examine(database, store=Store(settings.files), ring=ring, hashes=hashes)
    finally:
        database.close()


def _told(result: Result) -> dict[str, Any]:
    first = [{"row": finding.row, "says": finding.sentence} for finding in result.first]
    return {"rule": result.rule, "holds": result.holds, "broken": result.broken, "first": first}
