"""Fifty officers as locust plays them: they think, register, look things up, fill in, complete.

Read by locust in an environment of its own; ``tests/load/__main__.py`` starts it and says who signs in.
"""

from __future__ import annotations

import json
import os
import random
import re
from html import unescape
from http.cookiejar import Cookie
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import gevent
from locust import HttpUser, between, events, task
from locust.env import Environment
from requests.cookies import RequestsCookieJar

GIVEN = json.loads(Path(os.environ["LOAD_OFFICERS"]).read_text("utf-8"))
HIDDEN = re.compile(r'name="(csrf_token|sending_key|sending_revision|untouched)" value="([^"]*)"')
TASKS = re.compile(r'class="row-link" href="(/tasks/[0-9a-f-]{36})"')
CASES = re.compile(r'href="(/cases/[0-9a-f-]{36})"')
SEE_OTHER, FASTER = 303, frozenset({403, 404, 409})
WORDS = ("đường", "ngập", "cống", "khối 3", "Nguyễn Thị Chi")
_next = {role: count() for role in GIVEN["logins"]}


class Jar(RequestsCookieJar):
    """What ends https stands before this proxy: a cookie that is Secure must go over plain http here."""

    def set_cookie(self, cookie: Cookie, *more: object, **named: object) -> None:
        """Keep a cookie for any scheme."""
        cookie.secure = False
        super().set_cookie(cookie, *more, **named)


class Seated(HttpUser):
    """Somebody with a login who looks things up; the counter's officers and those above them do more."""

    abstract = True
    host = GIVEN["address"]
    wait_time = between(5, 15)  # seconds of reading or typing: quicker than anybody works all day
    role = ""

    def on_start(self) -> None:
        """Sign in, as everybody does in the morning."""
        logins = GIVEN["logins"][self.role]
        login = logins[next(_next[self.role]) % len(logins)]
        self.client.headers["Host"] = GIVEN["host"]
        self.client.cookies = Jar()
        self.chosen = random.Random(login)  # noqa: S311 - the same person, the same choices
        fields = {"login": login, "password": GIVEN["password"]}
        if not self.send("/sign-in", {**hidden(self.look("/sign-in")), **fields}, name="/sign-in"):
            self.environment.runner.quit()

    @task(2)
    def search(self) -> None:
        """Look for an earlier petition."""
        self.look(f"/search?q={self.chosen.choice(WORDS)}", name="/search")

    @task(2)
    def read(self) -> None:
        """Open the register, and a case found in it."""
        cases = CASES.findall(self.look("/register"))
        if cases:
            self.look(self.chosen.choice(cases), name="/cases/…")

    def look(self, path: str, name: str = "") -> str:
        """Open a page and give it."""
        return self.client.get(path, name=name or path).text

    def send(self, path: str, fields: dict[str, object], *, name: str, late: bool = False) -> bool:
        """Send a form, tell whether it was taken; where a colleague may be faster, to hear so is no error."""
        with self.client.post(path, fields, name=name, allow_redirects=False, catch_response=True) as answer:
            taken: bool = answer.status_code == SEE_OTHER
            if taken or (late and answer.status_code in FASTER):
                answer.success()
            else:
                answer.failure(str(answer.status_code))
            return taken


class Officer(Seated):
    """An officer of the counter."""

    weight, role = 4, "officer"

    @task(3)
    def register(self) -> None:
        """Register a petition; its first step comes into the inbox of the unit."""
        answer = self.client.get("/counter")
        gevent.sleep(self.wait_time())
        typed = {**GIVEN["petition"], "matter": f"Đường khối {self.chosen.randrange(10**6)} ngập nước"}
        self.send(
            urlsplit(answer.url).path, {**hidden(answer.text), **typed, "act": "later"}, name="/counter/…"
        )

    @task(6)
    def work(self) -> None:
        """Open the inbox, choose a step, keep a draft, complete it."""
        mine, units = self.look("/inbox?view=mine"), self.look("/inbox?view=unit")
        found = TASKS.findall(mine) or TASKS.findall(units)
        if not found:
            return
        step = self.chosen.choice(found)
        typed = {**hidden(self.look(step, name="/tasks/…")), **GIVEN["classified"]}
        if "sending_key" not in typed:
            return  # a colleague has just done it
        gevent.sleep(self.wait_time())
        self.send(f"{step}/draft", {**typed, "stay": "1"}, name="/tasks/…/draft", late=True)
        gevent.sleep(self.wait_time())
        self.send(step, typed, name="/tasks/…", late=True)


class Overseer(Seated):
    """A head of a unit, who looks more than writes."""

    weight, role = 1, "unit_head"

    @task(4)
    def board(self) -> None:
        """See where everything stands."""
        self.look("/board")

    @task(2)
    def inbox(self) -> None:
        """See what waits for the unit."""
        self.look("/inbox?view=unit")


def hidden(page: str) -> dict[str, str]:
    """Read what a form hides."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


@events.quitting.add_listener
def tell(environment: Environment, **_more: object) -> None:
    """Write down what was measured."""
    stats = environment.stats
    rows = [
        {
            "address": f"{entry.method or ''} {entry.name}".strip(),
            "asked": entry.num_requests,
            "errors": entry.num_failures,
            **{f"p{part}": entry.get_response_time_percentile(part / 100) or 0 for part in (50, 95, 99)},
        }
        for entry in (*stats.entries.values(), stats.total)
    ]
    problems = [f"{each.name}: {each.error} ({each.occurrences})" for each in stats.errors.values()]
    Path(os.environ["LOAD_RESULT"]).write_text(json.dumps({"rows": rows, "problems": problems}), "utf-8")
