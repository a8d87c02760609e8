"""The stretch of days that a book is asked for, and the book handed out as a spreadsheet."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from flask import request, send_file
from werkzeug.wrappers import Response

from app.language import _, short_date
from app.web.dates import DayUnreadable, read_day

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Stretch(Protocol):
    """Whatever names its first and its last day."""

    @property
    def since(self) -> dt.date:
        """Give the first day."""

    @property
    def until(self) -> dt.date:
        """Give the last day."""


def day(name: str) -> dt.date | None:
    """Read a day from the address; what cannot be read is as if it were not there."""
    try:
        return read_day(request.args.get(name))
    except DayUnreadable:
        return None


def period(asked: Stretch) -> str:
    """Say a stretch of days in the reader's language."""
    return _("From {since} to {until}", since=short_date(asked.since), until=short_date(asked.until))


def query(asked: Stretch, **more: object) -> dict[str, str]:
    """Give a filter as it stands in an address, for paper and spreadsheet; what is empty is left out."""
    said = {"from": asked.since.isoformat(), "to": asked.until.isoformat(), **more}
    return {name: str(value) for name, value in said.items() if value}


def spreadsheet(write: Callable[[Path], None], name: str, asked: Stretch) -> Response:
    """Hand a book out as a spreadsheet; its file is gone when it was sent, because it holds names."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.xlsx"
        write(path)
        file = path.open("rb")  # an open file outlives its name
    told = f"{name}-{asked.since:%Y%m%d}-{asked.until:%Y%m%d}.xlsx"
    answer = send_file(file, mimetype=SPREADSHEET, as_attachment=True, download_name=told)
    answer.headers["Cache-Control"] = "no-store"
    return answer
