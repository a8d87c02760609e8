"""How the office and its editors speak: JSON there and back, refusals in words with what leads on."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from app import xmlsafe
from app.errors import OfficeError, Unacceptable
from app.language import _
from app.services.draft_locks import HeldBy
from app.services.drafting import Conflict, LostOnSaving
from app.web import draft_words
from app.web.problems import status_of, tell

LARGEST = 4 * xmlsafe.LARGEST  # of one message of an editor, in bytes


def sent() -> dict[str, Any]:
    """Read what an editor sent. Raises: Unacceptable."""
    if (request.content_length or 0) > LARGEST:
        raise Unacceptable(reason=_("the file is larger than 2 MiB"))
    try:
        told = orjson.loads(request.get_data())
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        raise Unacceptable(reason=_("it cannot be read; load the page again"))
    return told


def text(told: dict[str, Any], key: str) -> str:
    """Read one text of it. Raises: Unacceptable."""
    found = told.get(key)
    if not isinstance(found, str):
        raise Unacceptable(reason=_("it cannot be read; load the page again"))
    return found


def values(choices: object) -> list[str]:
    """Read the values among which a mend chooses."""
    given = choices if isinstance(choices, list) else []
    return [str(each["value"]) for each in given if isinstance(each, dict) and "value" in each]


def texts(told: dict[str, Any], key: str) -> dict[str, str]:
    """Read texts by name. Raises: Unacceptable."""
    found = told.get(key)
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise Unacceptable(reason=_("it cannot be read; load the page again"))
    return found


def refused(refusal: OfficeError) -> AnyResponse:
    """Say to an editor in words why not, with what it needs to offer a way on; others read a page."""
    if not request.is_json:
        return tell(refusal)
    told: dict[str, object] = {"sentence": refusal.sentence}
    if isinstance(refusal, Conflict):
        told["conflict"] = draft_words.meanwhile(refusal.meanwhile)
    elif isinstance(refusal, HeldBy):
        told["held"] = {"who": refusal.names["person"], "since": refusal.names["since"]}
    elif isinstance(refusal, LostOnSaving):
        told["lost"] = list(refusal.lost)
    return answer(told, status=status_of(refusal))


def answer(told: object, *, status: int = 200) -> Response:
    """Answer an editor."""
    return Response(orjson.dumps(told), status=status, mimetype="application/json")
