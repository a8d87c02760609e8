"""How the office and the chamber speak: four bytes of length, then JSON; bytes and instants are marked."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, BinaryIO
from uuid import UUID

_LENGTH = 4
LARGEST = 64 * 1024 * 1024  # bytes of one message
BYTES, INSTANT = "$bytes", "$instant"


class Hung(Exception):
    """The other side has left, or says what cannot be a message."""


class TooLong(Exception):
    """The other side says more than the receiver wants to hear."""


def pack(message: Mapping[str, Any]) -> bytes:
    """Write one message down. Raises TypeError for values that JSON, bytes and instants cannot say."""
    body = json.dumps(message, default=_mark, ensure_ascii=False).encode()
    return len(body).to_bytes(_LENGTH) + body


def receive(source: BinaryIO, *, largest: int = LARGEST) -> dict[str, Any]:
    """Take one message. Raises Hung when none comes, TooLong when it is larger than the receiver wants."""
    length = int.from_bytes(_exactly(source, _LENGTH))
    if length > largest:
        raise TooLong
    message = json.loads(_exactly(source, length), object_hook=_unmark)
    if not isinstance(message, dict):
        raise Hung
    return message


def _exactly(source: BinaryIO, size: int) -> bytes:
    found = source.read(size)
    if len(found) != size:
        raise Hung
    return found


def _mark(value: object) -> object:
    if isinstance(value, bytes):
        return {BYTES: base64.b64encode(value).decode()}
    if isinstance(value, dt.datetime):
        return {INSTANT: value.isoformat()}
    if isinstance(value, UUID | dt.date):
        return str(value)
    raise TypeError(type(value).__name__)


def _unmark(found: dict[str, Any]) -> object:
    if found.keys() == {BYTES}:
        return base64.b64decode(found[BYTES])
    if found.keys() == {INSTANT}:
        return dt.datetime.fromisoformat(found[INSTANT])
    return found
