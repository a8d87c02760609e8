"""What a task's form sends: its answers, its key, the revision its reader saw, and its files."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from flask import request

from app.files.errors import FileRefused
from app.formdefs import Problem
from app.listings.task_form import Posted
from app.services import task_papers
from app.web.doors import as_id, transaction
from app.web.login import actor

KEY, REVISION, TAKE_BACK = "sending_key", "sending_revision", "file-remove:"
_OWN = frozenset({"csrf_token", KEY, REVISION, "stay", ""})


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One form as it came in."""

    posted: Posted
    key: str
    revision: int | None


def read() -> Sent:
    """Read the form of this request."""
    revision = request.form.get(REVISION, "")
    return Sent(
        posted={name: texts for name, texts in request.form.lists() if name not in _OWN},
        key=request.form.get(KEY, ""),
        revision=int(revision) if revision.isdecimal() and revision.isascii() else None,
    )


def new_key() -> str:
    """Make the key by which one drawing of a form is carried out once."""
    return secrets.token_urlsafe(24)


def take_files(task_id: UUID) -> tuple[Problem, ...]:
    """Store the files of this request at once; what cannot be taken in is told at its field."""
    problems = []
    for field, sent in request.files.items(multi=True):
        if not sent.filename:
            continue
        try:
            with transaction() as session:
                task_papers.hand_in(
                    session, task_id, field, filename=sent.filename, content=sent.read(), actor=actor()
                )
        except FileRefused as refusal:
            problems.append(Problem(field, refusal.sentence))
    return tuple(problems)


def takes_file_back(task_id: UUID) -> bool:
    """Take a file away whose button was pressed; tell whether one was."""
    pressed = next((name for name in request.form if name.startswith(TAKE_BACK)), "")
    if not pressed:
        return False
    with transaction() as session:
        task_papers.take_back(
            session,
            task_id,
            pressed.removeprefix(TAKE_BACK),
            as_id(request.form.get(pressed)),
            actor=actor(),
        )
    return True
