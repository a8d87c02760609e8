"""An office beside which real processes run, and how they are started, watched and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from app import clock
from db.models import Timer
from tests.crash.stubborn import Stubborn
from tests.office import Office

DONTHU = [sys.executable, "-c", "from app.cli import main; main()"]
PATIENCE = 240  # seconds, on a machine that does other things as well


class Killed:
    """An office whose database others use as well, and the workers that run beside it."""

    def __init__(self, server: Stubborn | None, office: Office, folder: Path) -> None:
        self.server, self.office, self.folder = server, office, folder
        self.workers: list[subprocess.Popen[bytes]] = []

    def start_worker(self) -> None:
        settings = {"DATA": str(self.folder), "DONTHU_DATABASE_URL": self.office.database.url}
        settings["DONTHU_KEY_FILE"] = str(self.folder / "office.key")
        with (self.folder / "workers.log").open("ab") as log:
            words = [*DONTHU, "worker"]
            self.workers.append(subprocess.Popen(words, env={**os.environ, **settings}, stderr=log))  # noqa: S603

    def kill_worker(self) -> None:
        worker = self.workers.pop(0)
        worker.kill()
        assert worker.wait(timeout=30) == -signal.SIGKILL

    def due(self) -> int:
        """Count the timers that should have fired by now."""
        found = select(func.count()).where(Timer.state == "pending", Timer.next_try_at <= clock.now())
        return self.ask(found)

    def waiting(self, cases: Iterable[UUID]) -> int:
        """Count the timers of some cases that have not fired, those put off included."""
        return self.ask(select(func.count()).where(Timer.case_id.in_(cases), Timer.state == "pending"))

    def taken(self) -> int:
        """Count the words that a worker took and has not finished."""
        return self.ask(text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"))

    def fired(self) -> int:
        return self.ask(select(func.count()).where(Timer.state == "fired"))

    def ask(self, statement) -> int:
        """Ask until the database answers."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with self.office.database.reading() as session:
                    return session.scalar(statement) or 0
            except DBAPIError:
                assert time.monotonic() < until
                time.sleep(0.1)

    def make_due(self, cases: Iterable[UUID]) -> None:
        """Let the day of every timer of some cases come."""
        with self.office.database.transaction() as session:
            session.execute(
                update(Timer)
                .where(Timer.case_id.in_(cases), Timer.state == "pending")
                .values(next_try_at=clock.now())
            )

    def wait(self, what: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < until, (self.folder / "workers.log").read_text("utf-8")[-4000:]
            time.sleep(0.05)

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait(timeout=30)
        self.office.database.close()
