"""What this machine has for the tests that need more than Python, and how to get what it lacks."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Need:
    """Something a test cannot do without; ``words`` and ``remedy`` are what its absence says."""

    name: str
    words: str
    remedy: str


ROOM = 6 * 2**30  # bytes

NEEDS = {
    "postgres": Need("postgres", "the PostgreSQL server's programs", "apt-get install postgresql"),
    "browser": Need("browser", "Chromium", "apt-get install chromium"),
    "proxy": Need("proxy", "nginx", "apt-get install nginx-light"),
    "mount": Need("mount", "the right to mount a small disk in memory", "unshare --map-root-user --mount"),
}


@lru_cache(maxsize=1)
def postgres_programs() -> Path | None:
    """Find the folder with initdb and postgres; the newest where there are several."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


@lru_cache(maxsize=1)
def chromium() -> Path | None:
    """Find the browser."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if (path := shutil.which(name))), None)
    return Path(found) if found else None


@lru_cache(maxsize=1)
def nginx() -> Path | None:
    """Find the proxy; it lies where only root looks."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


@lru_cache(maxsize=1)
def mounts() -> str | None:
    """Find the program that mounts, where a disk in memory may be mounted with it."""
    program = shutil.which("mount")
    if program is None or os.geteuid() != 0:
        return None
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run([program, "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)  # noqa: S603
        if tried.returncode:
            return None
        subprocess.run(["umount", folder], check=True)  # noqa: S603, S607
    return program


@lru_cache(maxsize=1)
def quick_folder() -> Path:
    """Find where a file is written quickest: in memory, where there is room for a whole run of the tests.

    A process that is killed leaves there what it leaves on a disk; only a power cut would tell them apart.
    """
    memory = Path("/dev/shm")  # noqa: S108 - Linux's own, and only to look
    if os.access(memory, os.W_OK | os.X_OK) and shutil.disk_usage(memory).free > ROOM:
        return memory
    return Path(tempfile.gettempdir())


def chromium_options() -> list[str]:
    """Give the options without which Chromium does not start here; root has no sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def unprivileged() -> str | None:
    """Name the user as whom PostgreSQL may run, for it refuses root; None for the present one."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def has(need: str) -> bool:
    """Tell whether this machine has what some tests need."""
    known = {"postgres": postgres_programs, "browser": chromium, "proxy": nginx, "mount": mounts}
    return known[need]() is not None


def required() -> set[str]:
    """Tell what may not be left out here, from DONTHU_REQUIRE (as in continuous integration)."""
    return {name for name in os.environ.get("DONTHU_REQUIRE", "").split(",") if name}


def ask_for(need: str) -> None:
    """Leave the present test out where the machine lacks something; fail where that is required."""
    if has(need):
        return
    sentence = f"needs {NEEDS[need].words}, which this machine does not have: {NEEDS[need].remedy}"
    if need in required():
        pytest.fail(f"DONTHU_REQUIRE forbids leaving this out; it {sentence}", pytrace=False)
    pytest.skip(sentence)
