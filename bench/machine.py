"""On what it was measured."""

from __future__ import annotations

import os
import platform
import subprocess

import pysqlite3

from app import clock
from tests.machine import postgres_programs


def described() -> dict[str, str]:
    """Give cores, versions and the day."""
    return {
        "cores": str(os.cpu_count()),
        "Python": platform.python_version(),
        "SQLite": pysqlite3.sqlite_version,
        "PostgreSQL": _server(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": f"{os.getloadavg()[0]:.1f}",
        "day": f"{clock.today():%d/%m/%Y}",
    }


def _server() -> str:
    programs = postgres_programs()
    if programs is None:
        return "none"
    told = subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True, text=True)  # noqa: S603
    return told.stdout.split()[2]
