"""The office's door: it opens, says in one sentence why it cannot, and closes cleanly when told to."""

import multiprocessing
import os
import shutil
import signal
import socket
import sys
import time
import urllib.request
from typing import Self

import pytest

import app.web  # noqa: F401 - read once, for all that are forked
from app.cli import main

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # of a fork, since 3.12

WAIT = 60  # seconds until a cold office on a busy machine answers


class Serving:
    """``donthu serve`` in a process of its own, forked: what the tests have read need not be read again."""

    def __init__(self, folder, port: int) -> None:
        self.said = folder / f"said.{port}"
        self.given = {"DATA": str(folder), "DONTHU_KEY_FILE": str(folder / "office.key"), "PORT": str(port)}
        self.process = multiprocessing.get_context("fork").Process(target=self._serve)
        self.process.start()

    def _serve(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell starts what runs in the background
        os.environ.update(self.given)
        with self.said.open("w", encoding="utf-8", buffering=1) as sys.stderr:
            main(["serve"])

    def ends_with(self) -> int | None:
        self.process.join(WAIT)
        return self.process.exitcode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_broken: object) -> None:
        self.process.kill()
        self.process.join()


@pytest.fixture
def folder(founded_embedded, tmp_path):
    _office, kept = founded_embedded
    return shutil.copytree(kept, tmp_path / "data")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_for(office: Serving, port: int) -> None:
    until = time.monotonic() + WAIT
    while not answers(port) and time.monotonic() < until and office.process.is_alive():
        time.sleep(0.1)
    assert answers(port), office.said.read_text("utf-8")


def test_the_office_opens_and_refuses_a_second_process_and_closes_with_nought(folder):
    port = free_port()
    with Serving(folder, port) as office:
        wait_for(office, port)
        with Serving(folder, free_port()) as second:
            assert second.ends_with() == 2
        os.kill(office.process.pid, signal.SIGTERM)
        assert office.ends_with() == 0
    assert "đang mở" in second.said.read_text("utf-8")


def test_an_office_that_a_shell_put_into_the_background_closes_at_an_interrupt(folder):
    port = free_port()
    with Serving(folder, port) as office:
        wait_for(office, port)
        os.kill(office.process.pid, signal.SIGINT)
        assert office.ends_with() == 0


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with Serving(tmp_path, taken.getsockname()[1]) as office:
            assert office.ends_with() == 2
    said = office.said.read_text("utf-8")
    assert said.count("\n") == 1
    assert "Cổng" in said
