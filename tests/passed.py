"""What the gate lets through is asked once in a test run: each process would need ten seconds to ask it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app import gate
from app.casework.definitions import digest_of
from app.services import procedures
from tests.once import once

DIGESTS = "digests.txt"


class Passed(set[str]):
    """Digests of bundles that went through the gate; the shipped ones are learnt when one is asked for."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        super().__init__()
        self._factory = factory

    def __contains__(self, digest: object) -> bool:
        """Tell whether any process of this run asked the gate before."""
        if not self:
            asked = once(self._factory, "passed", ask)
            self.update((asked / DIGESTS).read_text(encoding="ascii").split())
        return super().__contains__(digest)


def ask(folder: Path) -> None:
    """Ask the gate for every shipped bundle; one that it refuses is refused again where it is loaded."""
    told = []
    for procedure in procedures.shipped():
        files = procedures.bundle(procedure)
        if procedures.may_be_loaded(gate.check_bundle(files, process_id=procedure)):
            told.append(digest_of(files))
    (folder / DIGESTS).write_text("\n".join(told), encoding="ascii")


@pytest.fixture(scope="session", autouse=True)
def asked_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the processes of this run tell each other; one alone keeps it in mind by itself."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        procedures._passed = Passed(tmp_path_factory)  # noqa: SLF001 - the memory of one process, for all
