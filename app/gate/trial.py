"""Try whether a drawing can be kept as a draft: begin a run of it, store it, load it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from app import clock
from app.engine import draft, step
from app.engine.actions import ACTIONS, Place
from app.engine.errors import DefinitionRefused
from app.engine.note import Note
from app.errors import OfficeError
from app.language import N_

_FAR = dt.timedelta(days=365)
_STUCK = N_("No run of this procedure can begin: {reason}")


class _Anywhere:
    """A world in which everything is answered and nothing happens; every time named in it is far off."""

    def __init__(self) -> None:
        far = clock.local(clock.now() + _FAR).isoformat()
        self.functions: Mapping[str, Callable[..., object]] = {
            name: _answering(far if action.place is Place.TIMER else "") for name, action in ACTIONS.items()
        }


def playable(files: Mapping[str, bytes], process_id: str) -> Iterator[Note]:
    """Say why a drawing cannot be played even as a draft; nothing when it can."""
    try:
        played = draft.compile_draft(files, process_id=process_id).definition
        now = clock.now()
        begun = step.start(played, data={}, now=now, world=_Anywhere())
        step.look(played, begun.state, now=now)
    except DefinitionRefused as refused:
        yield from refused.problems
    except OfficeError as error:
        yield Note(process_id, "trial", _STUCK, (("reason", error.sentence),))


def _answering(value: str) -> Callable[..., object]:
    def answer(*_given: object, **_named: object) -> str:
        return value

    return answer
