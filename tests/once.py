"""What several processes of one test run need is made by the first that asks, and copied by the others."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """Give a folder that ``build`` filled, once in a whole test run; nobody may change what lies in it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, built = shared / name, shared / f"{name}.built"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # closing the file opens the lock again
        if not built.exists():
            folder.mkdir()
            build(folder)
            built.touch()
    return folder
