"""Try whether a drawing can be kept as a draft: begin a run of it, store it, load it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from app import clock
from app.engine import definition, draft, step
from app.engine.actions import ACTIONS, Place
from app.engine.definition import Definition
from app.engine.errors import DefinitionRefused
from app.engine.model import Model
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


def in_force(drawn: Model, files: Mapping[str, bytes]) -> Iterator[Note]:
    """Say what the library refuses of a drawing although every rule has passed it."""
    try:
        _begin(definition.assemble(drawn, "trial " + definition.digest_of(files, drawn.process_id)))
    except DefinitionRefused as refused:
        yield from refused.problems
    except OfficeError as error:
        yield Note(drawn.process_id, "trial", _STUCK, (("reason", error.sentence),))


def as_draft(files: Mapping[str, bytes], process_id: str) -> Iterator[Note]:
    """Say why a drawing cannot be played even as a draft; nothing when it can."""
    try:
        _begin(draft.compile_draft(files, process_id=process_id).definition)
    except DefinitionRefused as refused:
        yield from refused.problems
    except OfficeError as error:
        yield Note(process_id, "trial", _STUCK, (("reason", error.sentence),))


def _begin(played: Definition) -> None:
    now = clock.now()
    given = (name.strip() for name in played.opening.get("given", "").split(","))
    data = dict.fromkeys(filter(None, given), "")  # the office begins it with these
    begun = step.start(played, data={**data}, now=now, world=_Anywhere())
    step.look(played, begun.state, now=now)


def _answering(value: str) -> Callable[..., object]:
    def answer(*_given: object, **_named: object) -> str:
        return value

    return answer
