"""The office's door: it opens, says in one sentence why it cannot, and closes cleanly when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

WAIT = 60  # seconds until a cold office on a busy machine answers


def start(folder, port: int, **more: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "DATA": str(folder), "PORT": str(port), **more}
    return subprocess.Popen(
        [sys.executable, "-c", "from app.cli import main; main()", "serve"],
        env=env, stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509 - as a shell starts what runs in the background
    )  # fmt: skip


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


def wait_for(office: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + WAIT
    while not answers(port) and time.monotonic() < until and office.poll() is None:
        time.sleep(0.2)
    assert answers(port)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_office_opens_answers_and_closes_with_nought(tmp_path, number):
    port = free_port()
    with start(tmp_path, port) as office:
        wait_for(office, port)
        office.send_signal(number)
        office.communicate(timeout=30)
    assert office.returncode == 0


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with start(tmp_path, taken.getsockname()[1]) as office:
            _out, said = office.communicate(timeout=WAIT)
    assert office.returncode == 2
    assert said.decode().count("\n") == 1
    assert "Cổng" in said.decode()


def test_a_second_process_on_the_same_office_is_refused(tmp_path):
    port = free_port()
    with start(tmp_path, port) as first:
        wait_for(first, port)
        with start(tmp_path, free_port()) as second:
            _out, said = second.communicate(timeout=WAIT)
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=30)
    assert second.returncode == 2
    assert "đang mở" in said.decode()
