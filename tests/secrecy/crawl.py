"""Every page with every real id, as anybody: the addresses come from the map of the application."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from html import unescape
from itertools import islice
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import clock
from app.services import sessions
from db import models
from db.base import Base
from tests.office import Office
from tests.web.browser import Browser

# The row that an argument of an address names. A route with a new argument is taught here, or the test fails.
ROWS: dict[str, type[Base]] = {
    "addressee_id": models.Addressee,
    "body_id": models.ReceptionBody,
    "case_id": models.Case,
    "document_id": models.Document,
    "draft_id": models.Draft,
    "entry_id": models.LawEntry,
    "incident_id": models.Incident,
    "letter_id": models.Letter,
    "line_id": models.TakeoverCase,
    "look_id": models.Reveal,
    "member_id": models.ReceptionMember,
    "person_id": models.Person,
    "petition_id": models.Petition,
    "reason_id": models.LateReason,
    "rehearsal_id": models.Rehearsal,
    "sitting_id": models.ReceptionSession,
    "takeover_id": models.Takeover,
    "task_id": models.Task,
    "version_id": models.Version,
    "visit_id": models.ReceptionVisit,
}
WORDS: dict[str, tuple[object, ...]] = {
    "citizen": ("denunciation", "complaint_first"),
    "filename": ("mark.svg",),
    "flow": ("denunciation", "complaint_first"),
    "key": ("TC.SETTLE",),
    "kind": ("limit",),
    "number": (1, 2),
    "procedure": ("protection", "execution", "ending", "prolonged", "consultation"),
    "rule": ("TC.SETTLE",),
    "what": ("withdrawal", "supplement", "change", "report_asked", "taken_over"),
}
_ANEW = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r'|name="(?:csrf_token|sending_key)" value="[^"]*"|name="csrf-token" content="[^"]*"'
    r"|(?:Content-Length|Set-Cookie|Date|Expires|Last-Modified|ETag): .*|<dcterms:\w+[^>]*>[^<]*<"
    r"|\d\d:\d\d:\d\d, \d\d/\d\d/\d{4}"  # what the machine's own clock shows
)
_LETTERS = b"0123456789abcdefghijklmnopqrstuvwxyz"
_APART = bytes(each if each in _LETTERS else ord(" ") for each in range(256))


# How many addresses of one endpoint a visitor tries: every planted case, and of what hangs on it the newest.
MOST = {"cases.show": 18, "tasks.show": 16, "letter.show": 13, "letter.print_view": 4, "documents.show": 13}
FEW = 2
NARROW = {"cases.show": 18, "tasks.show": 3, "letter.show": 3, "documents.show": 3}


def addresses(
    app: Flask, office: Office, *, narrow: bool = False, without: Collection[UUID] = ()
) -> list[tuple[str, str]]:
    """List addresses that can be read, with their endpoints: of every endpoint some, spread over all cases.

    ``narrow`` is for whoever has no right to anything: one address of a case says what the next would say.
    What belongs to the cases ``without`` is left out.
    """
    with office.look() as session:
        hidden = {*without, *_petitions(session, without)}
        rows = {name: _spread(_rows(session, model, hidden)) for name, model in ROWS.items()}
    found = []
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()):
                continue
            most = NARROW.get(rule.endpoint, 1) if narrow else MOST.get(rule.endpoint, FEW)
            found += [
                (adapter.build(rule.endpoint, values, append_unknown=False), rule.endpoint)
                for values in islice(_values(rule, rows), most)
            ]
    return found


def _petitions(session: Session, cases: Collection[UUID]) -> list[UUID]:
    tie = models.CasePetition
    return list(session.scalars(select(tie.petition_id).where(tie.case_id.in_(cases))))


def _rows(session: Session, model: type[Base], hidden: set[UUID]) -> list[Base]:
    rows = [row for row in session.scalars(select(model)) if not hidden & {_id(row), *_about(row)}]
    return sorted(rows, key=_order)


def _order(row: Base) -> tuple[str, str, UUID]:
    """Put rows in the order in which they came; ids of steps are made by the engine and tell none."""
    return str(getattr(row, "opened_at", "")), str(getattr(row, "node", "")), _id(row)


def _id(row: Base) -> UUID:
    return row.id if hasattr(row, "id") else row.version_id


def _about(row: Base) -> set[UUID | None]:
    return {getattr(row, name, None) for name in ("case_id", "petition_id")}


def _spread(rows: list[Base]) -> list[Base]:
    """Order rows so that the newest of each case stands before the second newest of any."""
    turns: Counter[object] = Counter()
    ranked = []
    for row in reversed(rows):
        case = getattr(row, "case_id", None)
        ranked.append((turns[case] if case else 0, len(ranked), row))
        turns[case] += 1
    return [row for *_order, row in sorted(ranked, key=lambda each: each[:2])]


def _values(rule: Rule, rows: dict[str, list[Base]]) -> Iterator[dict[str, object]]:
    ids = [name for name in rule.arguments if name in ROWS]
    combined: list[dict[str, object]] = [{}]
    for name in rule.arguments - set(ids):
        assert name in WORDS, f"{rule.rule}: teach tests/secrecy/crawl.py what «{name}» may be"
        combined = [{**each, name: word} for each in combined for word in WORDS[name]]
    if not ids:
        yield from combined
        return
    leading = max(ids, key=lambda name: sum(hasattr(ROWS[name], other) for other in ids))
    for turn, row in enumerate(rows[leading]):
        own = {leading: _id(row)}
        own |= {name: getattr(row, name, None) or own[leading] for name in ids if name != leading}
        yield {**own, **combined[turn % len(combined)]}


class Visitor:
    """Somebody who opens pages; nobody, without a name."""

    def __init__(self, app: Flask, office: Office, who: str) -> None:
        self.office, self.who, self.browser = office, who, Browser(app)
        self.browser.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"  # not a program of this machine
        if who:
            with office.work() as session:
                self.browser.carry(sessions.begin(session, office.people[who].person_id))

    def open(self, address: str) -> TestResponse:
        with clock.at(self.office.now):
            return self.browser.client.get(address)

    def post(self, address: str, **form: object) -> TestResponse:
        with clock.at(self.office.now):
            return self.browser.post(address, form)


def told(answer: TestResponse) -> str:
    """Read an answer as a person would, with its headers: a page without escapes, a book unpacked."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    body = answer.data
    answer.close()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    return f"{head}\n{unescape(body.decode('utf-8', 'ignore'))}"


def same(text: str) -> str:
    """Take from an answer what is made anew each time: ids, keys of forms, marks against forgery."""
    return _ANEW.sub("#", text)


def words(text: str) -> set[str]:
    """List the words of a text, so that a planted one is found whatever stands around it.

    Only small letters and digits without accents are a word: thousands of pages are read, and to take them
    apart as bytes costs less than half of what an expression costs.
    """
    plain = text.lower().encode("ascii", "replace")  # a letter that is not ours parts words, as a stop does
    return set(plain.translate(_APART).decode("ascii").split())
