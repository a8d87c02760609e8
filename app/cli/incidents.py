"""``donthu incidents``: what could not be carried out, and trying one of them again."""

from __future__ import annotations

import json
import sys
from uuid import UUID

import click

from app.errors import NotFound, OfficeError
from app.language import _, number
from app.listings import incidents_everywhere
from app.listings.incidents_everywhere import Open
from app.services import incidents as service
from app.services.office import open_office
from app.settings import from_environment


@click.group(invoke_without_command=True, help=_("List what could not be carried out, open ones only."))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
@click.pass_context
def incidents(ctx: click.Context, *, as_json: bool) -> None:
    """Answer with 0 when nothing is open, 1 when something is, 2 when the office cannot be read."""
    if ctx.invoked_subcommand is not None:
        return
    try:
        database = open_office(from_environment())
        with database.reading() as session:
            found = incidents_everywhere.show(session)
        database.close()
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps([each.told() for each in found], ensure_ascii=False, indent=2).encode())
    else:
        for each in found:
            click.echo(_line(each))
        click.echo(_("Open: {count}", count=number(len(found))), err=True)
    sys.exit(1 if found else 0)


@incidents.command(help=_("Try one of them once more; the number is its id in the list."))
@click.argument("incident", metavar="ID")
def retry(incident: str) -> None:
    """Answer with 0 when it went, 1 when it cannot be carried out still, 2 when there is no such incident."""
    try:
        database = open_office(from_environment())
        service.retry_by_hand(database, _id(incident))
        database.close()
    except service.StillStuck as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(1)
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)
    click.echo(_("It is carried out."), err=True)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _line(each: Open) -> str:
    place = f"{each.procedure}/{each.element}" if each.procedure else each.element
    met = f"{each.last.isoformat(timespec='minutes')}  ×{each.times}"
    return f"{each.id}  {met}  {each.kind}  {place}  {each.words}"
