"""``donthu decide``: what a decision table answers, and which rows on which article; needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

from app import decisions
from app.errors import OfficeError
from app.language import _

INPUT = _("The values that are known, as a JSON object; dates and durations as ISO text.")


@click.command(help=_("Work out a decision of a DMN file, and say which rows answered."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--decision", "wanted", required=True, metavar="ID-OR-NAME", help=_("Which decision."))
@click.option("--input", "given", default="{}", metavar="JSON", help=INPUT)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
def decide(file: Path, wanted: str, given: str, *, as_json: bool) -> None:
    """Answer with 0 when it was decided, 1 when something went wrong, 2 when something cannot be read."""
    try:
        known = _known(given)
        outcome = decisions.decide(_model(file), wanted, known)
    except OfficeError as error:
        _refuse(error.sentence)
    result = _result(outcome)
    click.echo((json.dumps(result, ensure_ascii=False, indent=2) if as_json else _lines(result)).encode())
    sys.exit(1 if outcome.errors else 0)


def _model(file: Path) -> decisions.DecisionModel:
    """Read the file, and those beside it if it imports any; what is wrong elsewhere in it does no harm."""
    content = file.read_bytes()
    beside = sorted(file.parent.glob("**/*.dmn")) if decisions.imports(content) else []
    others = tuple(each.read_bytes() for each in beside if not each.samefile(file))
    return decisions.read(content, others, strict=False)


def _known(given: str) -> dict[str, Any]:
    try:
        known = json.loads(given)
    except ValueError:
        known = None
    if not isinstance(known, dict):
        _refuse(_("The values must be one JSON object, like {example}.", example='{"kind": "KN"}'))
    return known


def _result(outcome: decisions.Outcome) -> dict[str, Any]:
    rows = [{"table": row.table, "row": row.row, "article": row.article} for row in outcome.rows]
    return {"outputs": _outputs(outcome), "rows": rows, "errors": list(outcome.errors)}


def _outputs(outcome: decisions.Outcome) -> dict[str, Any]:
    """Give what was decided by name; several rows of several outputs are a list of rows, as DMN has it."""
    several = isinstance(outcome.value, list) and len(outcome.outputs) > 1
    return {outcome.name: outcome.value} if several else outcome.outputs


def _lines(result: Mapping[str, Any]) -> str:
    said = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in result["outputs"].items()]
    said += [_("{table}, row {row}: {article}", **row) for row in result["rows"]]
    return "\n".join([*said, *result["errors"]])


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence.encode(), err=True)
    sys.exit(2)
