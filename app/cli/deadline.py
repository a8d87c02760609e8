"""``donthu deadline``: when a limit of the law ends, and why; needs no database."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

import click

from app.errors import OfficeError
from app.language import _
from app.legaltime.errors import UnreadableDate
from app.legaltime.limits import VARIANTS
from app.legaltime.pauses import Pause
from app.legaltime.report import report

ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
START = _("Day of the event; it is not counted.")
SPANS = _("Days on which the limit does not run, both ends included; may be repeated.")


@click.command(help=_("Count when a limit of the law ends, and say why."))
@click.argument("rule")
@click.option("--from", "start", required=True, metavar="DATE", help=START)
@click.option("--variant", default="normal", metavar="VARIANT", help=" | ".join(VARIANTS))
@click.option("--suspend", "spans", multiple=True, metavar="FROM:TO", help=SPANS)
@click.option("--extend", is_flag=True, help=_("With every extension that the law allows."))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
def deadline(
    rule: str, start: str, variant: str, spans: tuple[str, ...], *, extend: bool, as_json: bool
) -> None:
    """Answer with 0 and the last day, 1 when the law sets none, 2 when something cannot be read."""
    try:
        pauses = [_pause(span) for span in spans]
        result = report(rule.strip().upper(), _day(start), variant, pauses, extended=extend)
    except OfficeError as error:
        _refuse(error)
    text = json.dumps(result, ensure_ascii=False, indent=2) if as_json else _lines(result)
    click.echo(text.encode())
    sys.exit(0 if result["due"] else 1)


def _day(text: str) -> dt.date:
    if not ISO.fullmatch(text):
        raise UnreadableDate(text=text)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableDate(text=text) from error


def _pause(span: str) -> Pause:
    first, _colon, last = span.partition(":")
    return Pause(_day(first), _day(last))


def _lines(result: Mapping[str, Any]) -> str:
    return "\n".join(step["text"] for step in result["steps"])


def _refuse(error: OfficeError) -> NoReturn:
    click.echo(error.sentence.encode(), err=True)
    sys.exit(2)
