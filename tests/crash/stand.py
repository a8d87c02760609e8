"""An office that is put back to where it stood, as often as a test spoils it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.cluster import Cluster
from tests.office import Office


class Undone(Exception):
    """What was tried is undone."""


class Stand:
    """An office and the state to which it goes back."""

    def __init__(self, office: Office, cluster: Cluster | None) -> None:
        """Remember how the office stands now; ``cluster`` is where it lies, unless in a file."""
        self.office, self.cluster = office, cluster
        self.name = str(office.database.engine.url.database)
        self.kept = f"kept_{uuid4().hex[:12]}" if cluster else f"{self.name}.kept"
        self._now = office.now
        office.database.close()
        self._copy(self.name, self.kept)

    def back(self) -> None:
        """Let the office stand as it stood."""
        self.office.database.close()
        self.office.now = self._now
        if self.cluster:
            self.cluster.drop(self.name)
        else:
            for rest in ("-wal", "-shm"):
                Path(self.name + rest).unlink(missing_ok=True)
        self._copy(self.kept, self.name)

    def close(self) -> None:
        """Forget the state."""
        if self.cluster:
            self.cluster.drop(self.kept)

    @contextmanager
    def trying(self) -> Iterator[Session]:
        """Do one change that is undone at the end."""
        with contextlib.suppress(Undone), self.office.work() as session:
            yield session
            raise Undone

    def _copy(self, source: str, target: str) -> None:
        if self.cluster:
            self.cluster.create(target, template=source)
        else:
            shutil.copyfile(source, target)


def at(office: Office, request: Any) -> Stand:
    """Remember how an office of the fixture ``office`` stands."""
    return Stand(office, None if office.database.embedded else request.getfixturevalue("postgres"))
