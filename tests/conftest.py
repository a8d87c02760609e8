"""What every test may ask for: a PostgreSQL of its own, the browser, and a loud list of what was left out."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import machine, templates
from tests.cluster import Cluster, running
from tests.offices import founded_embedded, founded_server, office
from tests.played import played

__all__ = ["founded_embedded", "founded_server", "office", "played"]


# How fast examples come says something of the machine's load and nothing of what is claimed.
settings.register_profile("office", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("office")


def pytest_configure() -> None:
    os.environ["TMPDIR"] = tempfile.tempdir = str(machine.quick_folder())
    templates.compile_once()
    unknown = machine.required() - set(machine.NEEDS)
    if unknown:
        raise pytest.UsageError(
            f"DONTHU_REQUIRE names {', '.join(sorted(unknown))}; it knows {', '.join(machine.NEEDS)}"
        )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, in a browser, so that no core waits for it at the end."""
    items.sort(key=lambda item: "browser" not in item.path.parts)


def pytest_collection_finish() -> None:
    """Leave thousands of tests and modules out of every later sweep: one took two seconds, whoever it met."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for need in machine.NEEDS:
        if item.get_closest_marker(need):
            machine.ask_for(need)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    for need in machine.NEEDS.values():
        tests = [report.nodeid for report in skipped if need.words in str(report.longrepr)]
        if tests:
            terminalreporter.section(
                f"LEFT OUT: {len(tests)} tests need {need.words}", sep="!", yellow=True, bold=True
            )
            terminalreporter.line(f"This machine does not have it. To run them: {need.remedy}")
            for name in tests:
                terminalreporter.line(f"  {name}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server for this session alone; mark tests that use it ``postgres``."""
    machine.ask_for("postgres")
    with running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; its options are ``tests.machine.chromium_options()``."""
    machine.ask_for("browser")
    return str(machine.chromium())
