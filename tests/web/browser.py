"""A browser without script: it keeps cookies, and sends forms with the token of the page they stand on."""

import re

from flask import Flask
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """One person's browser."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.token = ""

    def carry(self, secret: str, name: str = "sid") -> None:
        """Hold the cookie of a sign-in."""
        self.client.set_cookie(name, secret)

    def cookie(self, name: str = "sid") -> str | None:
        found = self.client.get_cookie(name)
        return found.value if found else None

    def get(self, path: str, **more: object) -> TestResponse:
        answer = self.client.get(path, **more)
        found = TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        answer.close()
        self.token = found[1] if found else self.token
        return answer

    def post(self, path: str, data: dict[str, object] | None = None, **more: object) -> TestResponse:
        """Send a form; a token is fetched from the entrance when no page was open."""
        if not self.token:
            self.get("/account" if self.cookie() else "/sign-in")
        return self.client.post(path, data={"csrf_token": self.token, **(data or {})}, **more)

    def sign_in(self, login: str, password: str, **more: object) -> TestResponse:
        self.get("/sign-in")
        answer = self.post("/sign-in", {"login": login, "password": password, **more})
        self.token = ""
        return answer
