"""A completion as the browser asks for it: one POST of the step's form to the whole web application.

No network and no web server: werkzeug's client calls the application, which does everything else that it
does for an officer: cookie, sign-in, origin and token of the form, policy, the completion, what comes next,
the headers and the line in the log. The page before it, with the form and its token, is not measured: the
bench's drawing has no layout to be shown by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from app.services import sessions
from app.settings import from_environment
from app.web import create_app, sending
from bench.office import Ours
from bench.timing import milliseconds

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Clicks:
    """Completes the steps of an office's cases through its web door."""

    def __init__(self, ours: Ours, folder: Path) -> None:
        self.ours = ours
        app = create_app(from_environment({"DATA": str(folder)}), database=ours.database)
        self.client = app.test_client()
        with ours.database.transaction() as session:
            self.client.set_cookie("sid", sessions.begin(session, ours.actor.person_id))
        found = TOKEN.search(self.client.get("/account").text)
        self.token = found[1] if found else ""
        cookie = self.client.get_cookie("form")
        self.form = cookie.value if cookie else ""

    def begin(self, data: Mapping[str, object]) -> UUID:
        """Open a case and begin its run; not measured."""
        return self.ours.begin(data)

    def ready(self, case_id: UUID, node: str, data: Mapping[str, object]) -> Callable[[], None]:
        """Fill in the form of one open step, and give what sends it."""
        address = f"/tasks/{self.ours.task(case_id, node)}"
        hidden = {"csrf_token": self.token, "sending_key": sending.new_key()}
        sent = {**{name: str(value) for name, value in data.items()}, **hidden}
        self.client.set_cookie("form", self.form)  # the page after was read, and what it told forgotten
        self.ours.forget_counts()

        def send() -> None:
            answer = self.client.post(address, data=sent)
            if answer.status_code != HTTPStatus.SEE_OTHER:
                raise RuntimeError(f"{answer.status}: {answer.text}")

        return send

    def complete(self, case_id: UUID, node: str, data: Mapping[str, object]) -> float:
        """Send the form of one open step and give how many milliseconds the answer took."""
        return milliseconds(self.ready(case_id, node, data))
