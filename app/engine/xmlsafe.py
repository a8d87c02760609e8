"""The vocabulary of drawings; they are read by the one safe reader, whose names stand here too."""

from __future__ import annotations

from lxml import etree

from app.xmlsafe import LARGEST, XmlRefused, read

__all__ = ["BPMN", "LARGEST", "SPIFF", "XmlRefused", "bpmn", "local", "read", "words"]

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"


def bpmn(name: str) -> str:
    """Give the full name of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def words(element: etree._Element) -> str:
    """Give all that is written within an element, without the comments."""
    return str(element.xpath("string()")).strip()


def local(element: etree._Element) -> str:
    """Give an element's name within BPMN, or nothing for elements of other vocabularies."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(f"{{{BPMN}}}"):
        return ""
    return tag[len(BPMN) + 2 :]
