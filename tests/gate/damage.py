"""What can happen to a file on its way here: bytes lost, elements moved, values of the wrong kind."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

from lxml import etree

from app.engine.model import FLOW_NODES
from app.engine.xmlsafe import bpmn

Damage = Callable[[random.Random, bytes], bytes]
WORDS = (
    "", " ", "0", "-1", "true", "null", "x", "p", "a.b", "1..5", "[1..5]", "not(1)", "-", "?", "deadline()",
    "${x}", "=x", "#{x}", "PT1H", "R3/P1D", "2026-02-30", "P99999999Y", "1e999", "9" * 400, "(" * 300,
    "\u202e\ufffd", "\U0001f4a5" * 50, "ế" * 3000, "e\u0302\u0301", "{", "{reason}",
    "%s", "<b>", "]]>", "../../etc/passwd", "javascript:alert(1)", "__import__('os')", "x" * 70_000,
)  # fmt: skip
TAGS = (
    *sorted(FLOW_NODES), "process", "sequenceFlow", "lane", "laneSet", "message", "signal", "error",
    "timerEventDefinition", "messageEventDefinition", "errorEventDefinition", "linkEventDefinition",
    "conditionExpression", "script", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics",
    "loopCardinality", "dataObject", "collaboration", "participant", "strange", "decision", "inputEntry",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, 1e308, "", "x", "{", "\u202e", [], {}, [[]], [None], {"a": {}},
    {"components": []}, [{"type": "textfield"}], "x" * 70_000, {"required": "yes", "minLength": -1},
    {"key": {"key": 1}}, "=1", "=" + "(" * 200,
)  # fmt: skip
DECLARED = (
    b'<?xml version="1.0" encoding="UTF-7"?>', b'<?xml version="1.0" encoding="utf-16"?>',
    b'<?xml version="1.1"?>', b'<?xml version="1.0" encoding="ISO-8859-1"?>', b"<!DOCTYPE a>",
    b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<?php echo 1 ?>", b"<!-- -- -->", b"\xef\xbb\xbf", b"\xff\xfe",
)  # fmt: skip


def bytes_of(rng: random.Random, content: bytes) -> bytes:
    """Harm a file without knowing what it is."""
    return rng.choice(_HARMS)(rng, content, rng.randrange(len(content) + 1))


def _piece(rng: random.Random, content: bytes, at: int) -> bytes:
    return content[:at] + content[at : at + rng.randrange(1, 400)] * rng.randrange(1, 40) + content[at:]


def _encoded(rng: random.Random, content: bytes, _at: int) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(rng.choice(["utf-16", "utf-8-sig", "latin-1", "utf-32"]), "replace")


_HARMS: tuple[Callable[[random.Random, bytes, int], bytes], ...] = (
    lambda _rng, content, at: content[:at],
    lambda rng, content, at: content[:at] + bytes([rng.randrange(256)]) + content[at + 1 :],
    lambda rng, content, at: content[:at] + content[at + rng.randrange(1, 200) :],
    lambda rng, content, _at: rng.choice(DECLARED) + content.partition(b"?>")[2],
    lambda rng, content, at: content[:at] + rng.choice(WORDS).encode() + content[at:],
    _piece,
    _encoded,
)


def tree_of(rng: random.Random, content: bytes) -> bytes:
    """Harm a drawing or a table that stays XML."""
    root = etree.fromstring(content)
    for _ in range(rng.randint(1, 4)):
        found = [element for element in root.iter() if isinstance(element.tag, str)]
        rng.choice(_BLOWS)(rng, rng.choice(found), rng.choice(found))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _drop(rng: random.Random, hit: etree._Element, _other: etree._Element) -> None:
    if hit.attrib:
        del hit.attrib[rng.choice(sorted(hit.attrib))]


def _mix(rng: random.Random, hit: etree._Element, other: etree._Element) -> None:
    """Give one attribute another's value: a reference that goes elsewhere, or in a circle."""
    if hit.attrib:
        hit.set(
            rng.choice(sorted(hit.attrib)),
            rng.choice([*other.attrib.values(), hit.get("id") or "", "nowhere"]),
        )


def _say(rng: random.Random, hit: etree._Element, _other: etree._Element) -> None:
    word = rng.choice(WORDS)
    if hit.attrib and rng.random() < 0.5:
        hit.set(rng.choice(sorted(hit.attrib)), word)
    else:
        hit.text = word


def _rename(rng: random.Random, hit: etree._Element, _other: etree._Element) -> None:
    tag = rng.choice(TAGS)
    space = etree.QName(hit).namespace
    hit.tag = bpmn(tag) if rng.random() < 0.7 or not space else f"{{{space}}}{tag}"


def _remove(_rng: random.Random, hit: etree._Element, _other: etree._Element) -> None:
    if hit.getparent() is not None:
        hit.getparent().remove(hit)


def _move(_rng: random.Random, hit: etree._Element, other: etree._Element) -> None:
    if hit is not other and hit not in other.iterancestors() and hit.getparent() is not None:
        other.append(hit)


def _double(_rng: random.Random, hit: etree._Element, other: etree._Element) -> None:
    if hit.getparent() is not None and hit not in other.iterancestors() and hit is not other:
        other.append(copy.deepcopy(hit))


def _hide(rng: random.Random, hit: etree._Element, _other: etree._Element) -> None:
    hit.insert(0, rng.choice([etree.Comment(" x "), etree.ProcessingInstruction("php", "x")]))


def _bury(rng: random.Random, hit: etree._Element, _other: etree._Element) -> None:
    """Nest copies of an element's shell within it."""
    for _ in range(rng.choice([3, 30, 300])):
        inner = etree.SubElement(hit, hit.tag, dict(hit.attrib))
        hit = inner


_BLOWS = (_drop, _mix, _mix, _say, _say, _rename, _remove, _move, _double, _hide, _bury)


def json_of(rng: random.Random, content: bytes) -> bytes:
    """Harm a form that stays JSON."""
    found = json.loads(content)
    for _ in range(rng.randint(1, 4)):
        places = list(_places(found))
        if not places:
            break
        holder, key = rng.choice(places)
        kind = rng.randrange(5)
        if kind == 0:
            del holder[key]
        elif kind == 1:
            other, name = rng.choice(places)
            holder[key] = copy.deepcopy(other[name]) if len(places) < 2_000 else None
        elif kind == 2 and isinstance(holder, dict):
            holder[rng.choice(["type", "key", "id", "values", "validate", "conditional", key + "x"])] = (
                holder.pop(key)
            )
        elif kind == 3 and isinstance(holder[key], str):
            holder[key] = rng.choice(WORDS)
        else:
            holder[key] = copy.deepcopy(rng.choice(VALUES))
    return json.dumps(found, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def _places(value: Any) -> Any:
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def text_of(rng: random.Random, content: bytes) -> bytes:
    """Harm a letter that stays text."""
    lines = content.decode().split("\n")
    for _ in range(rng.randint(1, 4)):
        at, kind = rng.randrange(len(lines)), rng.randrange(4)
        if kind == 0:
            lines.insert(at, rng.choice(lines))
        elif kind == 1 and len(lines) > 1:
            del lines[at]
        elif kind == 2:
            cut = rng.randrange(len(lines[at]) + 1)
            lines[at] = (
                lines[at][:cut]
                + rng.choice([*WORDS, "{{", "}}", "{{x}}", "---", "<script>"])
                + lines[at][cut:]
            )
        else:
            lines[at] = rng.choice(WORDS)
    return "\n".join(lines).encode()
