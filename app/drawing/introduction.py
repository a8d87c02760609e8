"""What a drawing says of itself before anybody looks at it: its procedures, their names, their purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from app.drawing.errors import DrawingRefused
from app.drawing.reading import BPMN, parse
from app.language import content

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\s\d])")


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """One process of a drawing: its id, its name as drawn, and its purpose in the reader's language.

    The purpose is the first sentence of its documentation.
    """

    process: str
    title: str
    purpose: str


def introduce(bpmn_xml: str | bytes) -> tuple[Introduction, ...]:
    """Introduce every process of a drawing, in the order of the file; nothing for what cannot be read."""
    try:
        root = parse(bpmn_xml)
    except DrawingRefused:
        return ()
    pools = {pool.get("processRef", ""): pool.get("name", "") for pool in root.iter(f"{BPMN}participant")}
    return tuple(_introduced(each, pools) for each in root.iterchildren(f"{BPMN}process") if each.get("id"))


def _introduced(process: etree._Element, pools: dict[str, str]) -> Introduction:
    key = process.get("id", "")
    title = process.get("name") or pools.get(key, "")
    words = " ".join("".join(process.findtext(f"{BPMN}documentation") or "").split())
    return Introduction(process=key, title=title.strip(), purpose=_SENTENCE.split(content(words))[0])
