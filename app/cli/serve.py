"""``donthu serve``: open the office to browsers; the embedded one has its clock in the same process."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from types import FrameType

import click

from app import journal
from app.errors import OfficeError
from app.settings import Settings, from_environment


@click.command()
@click.option("--demo", is_flag=True, help="Văn phòng mẫu với người hư cấu / a demonstration office")
def serve(*, demo: bool) -> None:
    """Mở cửa văn phòng cho trình duyệt; với cơ sở dữ liệu nhúng, đồng hồ chạy trong cùng tiến trình."""
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell started us deaf to them
        signal.signal(number, _stop)
    try:
        settings = replace(from_environment(), demo=True) if demo else from_environment()
        journal.begin(settings.log)
        _serve(settings)
    except KeyboardInterrupt:
        return
    except OfficeError as problem:
        click.echo(problem.sentence, err=True)
        sys.exit(2)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _serve(settings: Settings) -> None:
    if settings.embedded:
        from app.cli import _embedded  # noqa: PLC0415 - only one of the two is loaded

        _embedded.serve(settings)
    else:
        from app.cli import _processes  # noqa: PLC0415

        _processes.serve(settings)
