"""Somebody's browser, as far as forms need one: over a real connection, with cookies and hidden fields."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

HIDDEN = re.compile(r'name="(csrf_token|sending_key|sending_revision|untouched)" value="([^"]*)"')


@dataclass
class Caller:
    """A browser at a port of this machine, over a new connection each time; ``host`` is what it asks for."""

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, fields: dict[str, object] | None = None) -> tuple[int, str, str]:
        """Ask once; gives the status, where it leads, and the page."""
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": self.host, "Cookie": held, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, urlencode(fields or {}, doseq=True), headers)
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _is, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), body

    def fill_in(self, path: str, fields: dict[str, object]) -> tuple[int, str, str]:
        """Open the page of a form, then send it with what it hides."""
        status, _to, page = self.send("GET", path)
        assert status == 200, page
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(page)}
        return self.send("POST", path, {**hidden, **fields})
