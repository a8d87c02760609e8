"""The grown-up office: several web processes beside a PostgreSQL that others use as well.

gunicorn watches over them. Each opens the database for itself, after the fork; none ticks, for the clock is
the workers' (``donthu worker``).
"""

from __future__ import annotations

import gc
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from app.cli import _door
from app.settings import Settings

# Where the processes of one machine add up their counts; prometheus_client must know it when it loads.
COUNTS = "PROMETHEUS_MULTIPROC_DIR"
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a sign of life must not wait for a disk


def serve(settings: Settings) -> None:
    """Serve with several processes until somebody stops it; what is running is finished first."""
    door = _door.take(settings)
    os.environ[COUNTS] = tempfile.mkdtemp(prefix="donthu-counts-")
    watching = os.getpid()
    try:
        _look_first(settings)
        _read_once()
        _Office(settings, door).run()
    finally:
        if os.getpid() == watching:  # every process that was forked passes here as well
            shutil.rmtree(os.environ[COUNTS], ignore_errors=True)


def _look_first(settings: Settings) -> None:
    """Say in one sentence what would stop every process: another release, a missing key, the demonstration.

    The procedures are read here, once for all that are forked.

    Raises: OtherRelease, DatabaseAway, KeyFileMissing, DemonstrationOnly.
    """
    from app.demo import setting_up  # noqa: PLC0415
    from app.services import procedures  # noqa: PLC0415
    from app.services.office import open_office  # noqa: PLC0415

    database = open_office(settings)
    try:
        if not settings.demo:
            setting_up.refuse_demo(database)
        procedures.read_ahead(database)
    finally:
        database.close()  # before the fork: no two processes may share a connection


def _read_once() -> None:
    """Read the program before the fork: one reading for all processes, and most of its memory is shared."""
    import app.web  # noqa: F401, PLC0415

    gc.collect()
    gc.freeze()  # a sweep in a forked process would write to every page of what is shared


class _Log(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Lets gunicorn speak through the office's own log."""

    def setup(self, cfg: Any) -> None:
        """Leave the writing to the handlers of the root."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class _Office(BaseApplication):  # type: ignore[misc]
    """One installation, as gunicorn wants to see it."""

    def __init__(self, settings: Settings, door: socket.socket) -> None:
        self.settings, self.door = settings, door
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn what this installation decided."""
        chosen = {
            "bind": [f"fd://{self.door.detach()}"],
            "workers": self.settings.workers,
            "worker_class": "gthread",
            "threads": self.settings.threads,
            "timeout": 60,
            "graceful_timeout": 30,
            "max_requests": 5000,  # whatever a library may leak is given back
            "max_requests_jitter": 500,
            "preload_app": False,
            "logger_class": _Log,
            "child_exit": _forget,
            "control_socket_disable": True,
        }
        if SHARED_MEMORY.is_dir():
            chosen["worker_tmp_dir"] = str(SHARED_MEMORY)
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Open the office in a process of its own."""
        from app.services import procedures  # noqa: PLC0415
        from app.services.office import open_office  # noqa: PLC0415
        from app.services.post import DELIVERY  # noqa: PLC0415
        from app.web import create_app  # noqa: PLC0415
        from app.worker.queue import announce  # noqa: PLC0415

        database = open_office(self.settings, **{DELIVERY: announce})
        procedures.learn_english(database)
        return create_app(self.settings, database=database)


def _forget(_server: object, worker: Any) -> None:
    """Keep what a process that ended has counted, and forget what it only measured."""
    from prometheus_client import multiprocess  # noqa: PLC0415

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
