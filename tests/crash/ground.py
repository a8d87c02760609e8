"""An office in whose yard processes are killed, as a test sees it: it orders, and looks at what is left."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.crash.ledger import Ledger
from tests.office import Office

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("DONTHU_KILLS", "200"))
ROUND = 200  # kills; more are done in an office of their own


class Ground:
    """The yard of one office, in a process of its own; nobody else may have the database open meanwhile."""

    def __init__(self, office: Office, folder: Path, yard: subprocess.Popen[str], ledger: Ledger) -> None:
        self.office, self.folder, self.yard, self.ledger = office, folder, yard, ledger

    def order(self, verb: str, **given: Any) -> dict[str, Any]:
        """Have something done in the yard, and give what it says of it."""
        self.office.database.close()
        assert self.yard.stdin is not None
        assert self.yard.stdout is not None
        self.yard.stdin.write(json.dumps([verb, given]) + "\n")
        self.yard.stdin.flush()
        said = self.yard.stdout.readline()
        assert said, self.log
        return json.loads(said)

    @property
    def log(self) -> str:
        """Give what the processes said on their way."""
        return (self.folder / "yard.log").read_text("utf-8", "replace")


@contextmanager
def opened(office: Office, folder: Path, **more: Any) -> Iterator[Ground]:
    """Open the yard of an office; ``folder`` holds its key file, and its papers.

    ``more``: how many ``hands`` at once, how many ``cases``, how many ``days`` pass, the ``seed``.
    """
    ledger, order = folder / "ledger", folder / "order"
    founded = SimpleNamespace(**{name: told for name, told in vars(office).items() if name != "database"})
    told = {"url": office.database.url, "folder": folder, "ledger": ledger, "office": founded, **more}
    order.write_bytes(pickle.dumps(told))
    with (folder / "yard.log").open("wb") as log:
        yard = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.crash.yard", str(order)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    try:
        yield Ground(office, folder, yard, Ledger(ledger))
    finally:
        yard.communicate()
