"""``donthu checklist``: what must be so before a shipped procedure is put in force; needs no database."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from app import clock
from app.checklist import Checklist, examine
from app.gate import shelf
from app.language import _
from app.rehearsal import shipped

SIGNS = {"met": "✓", "open": "?", "failed": "✗"}


@click.command(
    help=_("Say of a shipped procedure whether everything is so that must be before it is in force.")
)
@click.argument("key")
@click.option("--on", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help=_("For this day; else today."))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
def checklist(key: str, *, on: dt.datetime | None, as_json: bool) -> None:
    """Answer with 0 when nothing keeps it from approval, 1 when something does, 2 for an unknown key."""
    folder = shelf.PROCESSES / key
    if not (folder / f"{key}.bpmn").is_file() or folder.parent != shelf.PROCESSES:
        known = ", ".join(sorted(path.parent.name for path in shelf.PROCESSES.glob("*/*.bpmn")))
        click.echo(
            _("There is no procedure {key}. Known are: {known}", key=key, known=known).encode(), err=True
        )
        sys.exit(2)
    found = examine(_bundle(key), procedure=key, on=on.date() if on else clock.today())
    text = json.dumps(_plain(found), ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(found))
    click.echo(text.encode())
    sys.exit(0 if found.clean else 1)


def _bundle(key: str) -> dict[str, bytes]:
    """Gather a shipped procedure with all that lies in its folder and all that it calls and shows."""
    folder = shelf.PROCESSES / key
    tables = {path.name: path.read_bytes() for path in folder.glob("*.dmn")}
    scenarios = {f"scenarios/{path.name}": path.read_bytes() for path in folder.glob("scenarios/*.yaml")}
    return shipped.completed(shipped.bundle(key) | tables | scenarios)


def _plain(found: Checklist) -> dict[str, Any]:
    points = [
        {
            "key": point.key,
            "title": point.title,
            "state": point.state,
            "told": [
                {"element": told.element, "state": told.state, "message": told.sentence}
                for told in point.told
            ],
        }
        for point in found.points
    ]
    return {"clean": found.clean, "points": points}


def _lines(found: Checklist) -> Iterator[str]:
    for point in found.points:
        yield f"{SIGNS[point.state]} {point.title}"
        yield from (
            f"    {SIGNS[each.state]} {f'{each.element}: ' if each.element else ''}{each.sentence}"
            for each in point.told
        )
