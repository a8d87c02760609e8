"""What a move to another version must leave as it was: who can act, what is waited for, what is done.

The library, asked to move a run, begins its timers anew and so moves legal days; this is what finds it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping
from typing import Any
from uuid import UUID

from app.engine.note import Note
from app.engine.picture import Picture
from app.language import N_

OPEN = N_("“{name}” would not stay open as it is.")
HELD = N_("“{name}” would know other answers than before.")
MOVED = N_("“{name}” would be due at another instant: {new} instead of {old}.")
STOPPED = N_("“{name}” would no longer run.")
STARTED = N_("“{name}” would begin to run, though nobody decided so.")
DEAF = N_("“{name}” would no longer be waited for as before.")
HISTORY = N_("What was done so far would be told otherwise.")


def unlike(
    before: Picture, after: Picture, *, renamed: Mapping[str, str] | None = None, begun: Container[str] = ()
) -> tuple[Note, ...]:
    """List what a move has changed though it may not; nothing means that the run lies where it lay.

    ``renamed`` maps elements of the old version to those of the new, ``begun`` holds the elements of the new
    version whose instants were set on purpose.
    """
    names = renamed or {}
    return (
        *_steps(before, after, names),
        *_timers(before, after, names, begun),
        *_messages(before, after, names, begun),
        *_history(before, after, names),
    )


def _steps(before: Picture, after: Picture, names: Mapping[str, str]) -> Iterator[Note]:
    for was, now in _paired(before.ready, after.ready):
        if was is None or now is None or names.get(was.node_id, was.node_id) != now.node_id:
            yield _note((now or was).node_id, "open", OPEN)
        elif was.data != now.data:
            yield _note(now.node_id, "held", HELD)


def _timers(
    before: Picture, after: Picture, names: Mapping[str, str], begun: Container[str]
) -> Iterator[Note]:
    for was, now in _paired(before.timers, after.timers):
        if now is None:
            yield _note(was.node_id, "stopped", STOPPED)
        elif now.node_id in begun:
            continue
        elif was is None:
            yield _note(now.node_id, "started", STARTED)
        elif names.get(was.node_id, was.node_id) != now.node_id:
            yield _note(now.node_id, "stopped", STOPPED)
        elif was.due_at != now.due_at:
            yield _note(now.node_id, "due", MOVED, old=_said(was.due_at), new=_said(now.due_at))


def _messages(
    before: Picture, after: Picture, names: Mapping[str, str], begun: Container[str]
) -> Iterator[Note]:
    heard = [(names.get(one.node_id, one.node_id), one.name) for one in before.messages.values()]
    now = [(one.node_id, one.name) for one in after.messages.values() if one.node_id not in begun]
    for element, _name in {*heard} ^ {*now}:
        yield _note(element, "deaf", DEAF)


def _history(before: Picture, after: Picture, names: Mapping[str, str]) -> Iterator[Note]:
    told = [tuple(names.get(element, element) for element in one.done) for one in (before, after)]
    if told[0] != told[1]:
        yield _note("", "history", HISTORY)


def _paired(before: Mapping[UUID, Any], after: Mapping[UUID, Any]) -> list[tuple[Any, Any]]:
    return [(before.get(key), after.get(key)) for key in dict.fromkeys((*before, *after))]


def _said(instant: dt.datetime) -> str:
    return instant.isoformat(timespec="minutes")


def _note(element: str, rule: str, sentence: str, **names: str) -> Note:
    return Note(element, rule, sentence, (("name", element), *names.items()))
