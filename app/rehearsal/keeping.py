"""A scene as bytes: one version byte, then zstd over JSON; the drawings are named by their digest only."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson
import zstandard

from app.engine.errors import DefinitionRefused, StateUnreadable
from app.gate.scenario import Move
from app.language import N_, _
from app.rehearsal import shipped
from app.rehearsal.errors import SceneUnreadable
from app.rehearsal.memory import Limit, Memory
from app.rehearsal.part import Part
from app.rehearsal.stage import Stage, digest_of, open_stage
from app.rehearsal.told import Entry, Incident

if TYPE_CHECKING:
    from app.rehearsal.scene import Scene

VERSION = b"\x52"
_LARGEST = 8 * 1024 * 1024
NOT_ONE = N_("these are not the bytes of a rehearsal")
OTHER = N_("the drawing or a file beside it has changed since")


def pack(scene: Scene) -> bytes:
    """Write a scene down."""
    document = {
        "began": scene.began,
        "at": scene.at,
        "parts": [_part(part) for part in scene.parts],
        "memory": _memory(scene.memory),
        "log": [[one.at, one.kind, one.element, one.sentence, one.names] for one in scene.log],
        "incidents": [[one.element, one.rule, one.sentence, one.names] for one in scene.incidents],
        "failing": sorted(scene.failing),
        "alone": scene.alone,
        "moves": [[move.kind, move.name, move.answers] for move in scene.moves],
    }
    return VERSION + zstandard.compress(orjson.dumps(document))


def unpack(kept: bytes, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Read the fields of a scene. Raises SceneUnreadable."""
    try:
        return _read(_document(kept), files)
    except (zstandard.ZstdError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise SceneUnreadable(reason=_(NOT_ONE)) from error
    except (StateUnreadable, DefinitionRefused) as error:
        raise SceneUnreadable(reason=_(OTHER)) from error


def _document(kept: bytes) -> dict[str, Any]:
    if kept[:1] != VERSION:
        raise SceneUnreadable(reason=_(NOT_ONE))
    text = zstandard.ZstdDecompressor().decompress(kept[1:], max_output_size=_LARGEST)
    document: dict[str, Any] = orjson.loads(text)
    return document


def _read(document: dict[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    at = dt.datetime.fromisoformat(document["at"])
    return {
        "began": dt.datetime.fromisoformat(document["began"]),
        "at": at,
        "parts": tuple(_read_part(part, files, at) for part in document["parts"]),
        "memory": _read_memory(document["memory"]),
        "log": tuple(
            Entry(dt.datetime.fromisoformat(when), kind, element, sentence, _names(names))
            for when, kind, element, sentence, names in document["log"]
        ),
        "incidents": tuple(
            Incident(element, rule, sentence, _names(names))
            for element, rule, sentence, names in document["incidents"]
        ),
        "failing": frozenset(document["failing"]),
        "alone": bool(document["alone"]),
        "moves": tuple(Move(kind, name, answers) for kind, name, answers in document.get("moves", [])),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "process": part.stage.process_id,
        "digest": part.stage.digest,
        "subject": part.subject,
        "state": base64.b64encode(part.state).decode(),
        "ended": part.ended,
        "ends": part.ends,
    }


def _read_part(held: dict[str, Any], files: Mapping[str, bytes], at: dt.datetime) -> Part:
    part = Part(
        _stage(held, files),
        held["subject"],
        base64.b64decode(held["state"], validate=True),
        ended=bool(held["ended"]),
        ends=tuple(held["ends"]),
    )
    return part.looked_at(at)


def _stage(held: dict[str, Any], files: Mapping[str, bytes]) -> Stage:
    """Find the files of a part: those that are rehearsed; for a matter on the desk perhaps the release's."""
    bundles = [files, shipped.bundle(held["process"])] if held["subject"] else [files]
    for bundle in bundles:
        if digest_of(bundle) == held["digest"]:
            return open_stage(bundle, held["process"])
    raise SceneUnreadable(reason=_(OTHER))


def _memory(memory: Memory) -> dict[str, Any]:
    return {
        "limits": [[limit.rule, limit.due, limit.missed] for limit in memory.limits.values()],
        "milestones": memory.milestones,
        "letters": memory.letters,
        "numbered": memory.numbered,
        "kind": memory.kind,
        "variant": memory.variant,
    }


def _read_memory(held: dict[str, Any]) -> Memory:
    limits = [
        Limit(rule, dt.date.fromisoformat(due) if due else None, bool(missed))
        for rule, due, missed in held["limits"]
    ]
    return Memory(
        {limit.rule: limit for limit in limits},
        {name: dt.date.fromisoformat(day) for name, day in held["milestones"].items()},
        dict(held["letters"]),
        int(held["numbered"]),
        str(held["kind"]),
        str(held["variant"]),
    )


def _names(held: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in held)
