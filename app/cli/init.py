"""``donthu init``: make a real office, with an administrator whose first password is told once."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass

import click

from app.errors import OfficeError
from app.language import N_, _
from app.services import installing, passwords, procedures
from app.services.authorities import LEVELS, NewAuthority
from app.services.office import open_office
from app.services.people import Newcomer
from app.settings import from_environment

AUTHORITY = N_("Name of the authority, as Phường Trường Vinh")
ENGLISH = N_("Its name in English")
SUPERIOR = N_("First line of its letters, as ỦY BAN NHÂN DÂN TỈNH NGHỆ AN")
PLACE = N_("Place under which letters are dated")
PERSON = N_("Full name of the administrator")
LOGIN = N_("Login name of the administrator")
ASKED = {
    "authority_name": AUTHORITY,
    "name_en": ENGLISH,
    "superior": SUPERIOR,
    "place": PLACE,
    "admin_name": PERSON,
    "admin_login": LOGIN,
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was given on the command line; what was not is asked for."""

    authority_name: str | None
    name_en: str | None
    superior: str | None
    place: str | None
    admin_name: str | None
    admin_login: str | None


@click.command(help=_("Make a real office: its authority, its first units, its administrator."))
@click.option("--authority-name", help=_(AUTHORITY))
@click.option("--name-en", help=_(ENGLISH))
@click.option("--superior", help=_(SUPERIOR))
@click.option("--place", help=_(PLACE))
@click.option("--code", default="UBND", show_default=True, help=_("Its code in the numbers of letters."))
@click.option(
    "--level", type=click.Choice(LEVELS), default="commune", show_default=True, help=_("Its level.")
)
@click.option("--remote", is_flag=True, help=_("It lies in a remote area: the law's longer limits hold."))
@click.option("--admin-login", help=_(LOGIN))
@click.option("--admin-name", help=_(PERSON))
def init(*, code: str, level: str, remote: bool, **given: str | None) -> None:
    """Answer with 0 when the office was made, 2 when it cannot be made here."""
    try:
        _make(Wanted(**given), code=code, level=level, remote=remote)
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)


def _make(wanted: Wanted, *, code: str, level: str, remote: bool) -> None:
    with closing(open_office(from_environment())) as database:
        with database.reading() as session:
            installing.require_new(session)  # before anything is asked
        said = {name: _asked(name, getattr(wanted, name)) for name in ASKED}
        new = NewAuthority(
            name=said["authority_name"],
            name_en=said["name_en"],
            superior=said["superior"],
            place=said["place"],
            code=code,
            level=level,
            remote=remote,
        )
        password, credential = passwords.one_time()
        with database.transaction() as session:
            first = Newcomer(login=said["admin_login"], name=said["admin_name"])
            installing.install(session, new, first, credential)
        procedures.load_all(database, say=lambda line: click.echo(line, err=True))
    _tell(new.name, said["admin_login"], password)


def _asked(name: str, given: str | None) -> str:
    """Take what was given, or ask for it where somebody can answer."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        option = f"--{name.replace('_', '-')}"
        click.echo(_("Say {option}: nobody is here to be asked.", option=option), err=True)
        sys.exit(2)
    question = ASKED[name]
    answer: str = click.prompt(_(question), err=True)
    return answer


def _tell(name: str, login: str, password: str) -> None:
    lines = (
        _("The office is ready: {name}", name=name),
        _("Login: {login}", login=login),
        _("One-time password: {password}", password=password),
        _("It is shown only now and must be changed at the first login."),
        _("Start the office with: donthu serve"),
    )
    click.echo("\n".join(lines))
