"""The compose file without containers: its commands as plain processes, its proxy as a real nginx."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import yaml

from tests.machine import nginx

ROOT = Path(__file__).resolve().parents[2]
HOST = "don.example.gov.vn"
TOKEN = "of-the-machines-keeper"
PATIENCE = 60  # seconds, on a machine that does other things as well


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@dataclass
class Composed:
    """The containers as processes; what a container would have of its own is a port or a folder here."""

    folder: Path
    database_url: str
    ports: dict[str, int] = field(default_factory=lambda: {n: free_port() for n in ("web1", "web2", "proxy")})
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.services = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
        secrets = self.folder / "secrets"
        secrets.mkdir(exist_ok=True)
        (secrets / "database_password").write_text("ký tự lạ: /@?#\n", "utf-8")
        (secrets / "metrics_token").write_text(f"{TOKEN}\n", "utf-8")
        proxy = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
        for name in ("web1", "web2"):
            proxy = proxy.replace(f"{name}:8000", f"127.0.0.1:{self.ports[name]}")
        proxy = proxy.replace("listen 8080", f"listen 127.0.0.1:{self.ports['proxy']}")
        (self.folder / "nginx.conf").write_text(proxy.replace("/tmp/", f"{self.folder}/"), "utf-8")  # noqa: S108

    def settings(self, name: str) -> dict[str, str]:
        """Give what the compose file sets for a service, with the paths and the port of this machine."""
        given = {key: self._here(str(value)) for key, value in self.services[name]["environment"].items()}
        given |= {"DONTHU_HOST": "127.0.0.1", "DONTHU_DATABASE_URL": self.database_url}
        return given | ({"PORT": str(self.ports[name])} if name in self.ports else {})

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """Start the process of a service, as the image would: ``donthu`` with the service's command."""
        words = [sys.executable, "-c", "from app.cli import main; main()", *self.services[name]["command"]]
        settings = {**os.environ, **self.settings(name)}
        return self._run(name, words, settings)

    def start_proxy(self) -> None:
        """Start nginx by the command of the compose file."""
        words = [self._here(word) for word in self.services["proxy"]["command"]]
        self._run("proxy", [str(nginx()), *words[1:]], dict(os.environ))

    def kill(self, name: str) -> None:
        """End a container at once, with all that runs in it."""
        gone = self.running.pop(name)
        os.killpg(gone.pid, signal.SIGKILL)
        gone.wait(timeout=PATIENCE)

    def stop(self, name: str) -> int:
        """Ask a container to end, as ``docker stop`` does; gives how it ended."""
        asked = self.running.pop(name)
        asked.send_signal(signal.SIGTERM)
        return asked.wait(timeout=PATIENCE)

    def wait_for(self, name: str, path: str = "/healthz") -> None:
        """Wait until a service answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.running[name].poll() is not None:
                break
            try:
                if self.ask(name, path)[0] == 200:
                    return
            except (OSError, HTTPException):
                pass
            time.sleep(0.2)
        raise AssertionError(f"{name} does not answer:\n{self.log(name)[-4000:]}")

    def ask(self, name: str, path: str, **headers: str) -> tuple[int, str]:
        """Ask a service itself, past the proxy unless it is the proxy."""
        connection = HTTPConnection("127.0.0.1", self.ports[name], timeout=20)
        try:
            connection.request("GET", path, headers={"Host": HOST, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def close(self) -> None:
        for name in list(self.running):
            self.kill(name)
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def _run(self, name: str, words: list[str], settings: dict[str, str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            started = subprocess.Popen(words, env=settings, stderr=log, start_new_session=True)  # noqa: S603
        self.running[name] = started
        return started

    def _here(self, text: str) -> str:
        text = re.sub(r"\$\{(\w+):-([^}]*)\}", r"\2", text)  # as compose reads it where nothing is set
        places = {
            "/run/secrets/office_key": self.folder / "office.key",
            "/run/secrets": self.folder / "secrets",
            "/srv/donthu": self.folder / "data",
            "/etc/nginx/nginx.conf": self.folder / "nginx.conf",
        }
        for there, here in places.items():
            text = text.replace(there, str(here))
        return text
