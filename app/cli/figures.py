"""``donthu figures``: the office's counts, each with what it counts."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.errors import OfficeError
from app.language import _, number, short_date
from app.listings import figures as counted
from app.listings.figure_words import group_word, value_word
from app.listings.figures import Figure, Sheet
from app.services.office import open_office
from app.settings import from_environment

ISO = click.DateTime(formats=["%Y-%m-%d"])


@click.command(help=_("Count petitions, cases, limits and letters over a period, with definitions."))
@click.option("--from", "first", type=ISO, metavar="DATE", help=_("First day of the period."))
@click.option("--to", "last", type=ISO, metavar="DATE", help=_("Last day of the period; today if left out."))
@click.option("--authority", metavar="KEY", help=_("One authority by its key; all if left out."))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
def figures(
    first: dt.datetime | None, last: dt.datetime | None, authority: str | None, *, as_json: bool
) -> None:
    """Answer with 0 and the counts, 2 when something cannot be read."""
    days = [each.date() if each else None for each in (first, last)]
    try:
        database = open_office(from_environment())
        with database.reading() as session:
            sheets = counted.of_office(session, first=days[0], last=days[1], authority=authority)
        database.close()
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(_told(sheets), ensure_ascii=False, indent=2).encode())
        return
    for sheet in sheets:
        _show(sheet)


def _told(sheets: tuple[Sheet, ...]) -> dict[str, Any]:
    period = {"from": sheets[0].first.isoformat(), "to": sheets[0].last.isoformat()}
    shown = [
        {"key": sheet.key, "name": sheet.name, "figures": [asdict(figure) for figure in sheet.figures]}
        for sheet in sheets
    ]
    return {"period": period, "sheets": shown}


def _show(sheet: Sheet) -> None:
    title = f"{sheet.name}, {short_date(sheet.first)} – {short_date(sheet.last)}"
    table = Table(title=title, title_justify="left", box=box.HORIZONTALS, show_lines=True)
    table.add_column(_("Figure and what is counted"), ratio=3)
    table.add_column(_("Count"), justify="right")
    table.add_column(_("In parts"), ratio=2)
    for figure in sheet.figures:
        name = f"[bold]{escape(figure.name)}[/bold]\n[dim]{escape(figure.definition)}[/dim]"
        table.add_row(name, _value(figure), escape(_parts(figure)))
    Console().print(table)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    if figure.denominator is None:
        return number(figure.value)
    return f"{number(round(100 * figure.value, 1))} %\n{figure.numerator}/{figure.denominator}"


def _parts(figure: Figure) -> str:
    lines = []
    for group, parts in figure.parts.items():
        told = ", ".join(f"{value_word(name, group)} {number(count)}" for name, count in parts.items())
        lines.append(f"{group_word(group)}: {told}" if told else "")
    return "\n".join(filter(None, lines))
