"""``donthu rehearse``: a drawing plays itself with a clock of its own; needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from app import clock, rehearsal
from app.engine import xmlsafe
from app.engine.draft import processes
from app.engine.xmlsafe import XmlRefused, bpmn
from app.errors import OfficeError
from app.gate.chamber import Declined, TooCostly
from app.language import _
from app.rehearsal import Played, apart


@click.command(help=_("Let a drawing play itself from its start to its ends."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--max-steps", type=click.IntRange(1, 10_000), default=rehearsal.MOST_STEPS, show_default=True,
              help=_("How many moves at most."))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, for programs."))
def rehearse(file: Path, max_steps: int, *, as_json: bool) -> None:
    """Answer with 0 when it ended without incident, 1 when not, 2 when the file cannot be read."""
    content, names = _read(file)
    played: Played | None = None
    try:
        files = {f"{file.stem}.bpmn": content}
        played = apart.play(files, process_id=names[0], beside=names[1:], most_steps=max_steps)
        incidents = [_told(one.element, one.rule, one.message) for one in played.incidents]
    except Declined as refused:
        incidents = refused.problems or [_told(names[0], "declined", refused.sentence)]
    except TooCostly as costly:
        incidents = [_told(names[0], "budget", costly.sentence)]
    except OfficeError as failed:
        incidents = [_told(names[0], "failed", failed.sentence)]
    result = _result(file, played, incidents)
    text = json.dumps(result, ensure_ascii=False) if as_json else "\n".join(_lines(result, played))
    click.echo(text.encode())
    sys.exit(0 if result["ended"] and not incidents else 1)


def _read(file: Path) -> tuple[bytes, tuple[str, ...]]:
    """Read a drawing and name the procedures in it that play."""
    try:
        content = file.read_bytes()
        root = xmlsafe.read(content)
    except OSError as error:
        _refuse(_("{file} cannot be opened: {reason}", file=file, reason=error.strerror))
    except XmlRefused as refused:
        _refuse(_("{file} cannot be read: {reason}", file=file, reason=_(str(refused))))
    names = processes(root) if root.tag == bpmn("definitions") else ()
    if not names:
        _refuse(_("{file} holds no procedure with steps. Choose a drawing saved as BPMN 2.0.", file=file))
    return content, names


def _result(file: Path, played: Played | None, incidents: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "file": str(file),
        "started": played is not None and played.started,
        "ended": played is not None and played.ended,
        "steps": played.steps if played else 0,
        "ends": list(played.ends) if played else [],
        "open": list(played.open) if played else [],
        "incidents": incidents,
    }


def _told(element: str, rule: str, message: str) -> dict[str, str]:
    return {"element": element, "rule": rule, "message": message}


def _lines(result: dict[str, Any], played: Played | None) -> Iterator[str]:
    """Tell the rehearsal as a person reads it: what happened on which day, and how it stands."""
    for entry in played.scene.log if played else ():
        yield f"{clock.local(entry.at):%d/%m/%Y %H:%M}  {entry.text}"
    for one in result["incidents"] if played is None else ():
        yield f"{one['element']}: {one['message']}"
    if result["open"]:
        yield _("Still open: {elements}", elements=", ".join(result["open"]))


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence.encode(), err=True)
    sys.exit(2)
