"""Read a drawing from outside without letting it read anything of ours."""

from __future__ import annotations

from lxml import etree

from app.language import N_

LARGEST = 2 * 1024 * 1024
MOST_ELEMENTS = 20_000
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"


class XmlRefused(Exception):
    """The file is not XML that can be read safely; the text says why."""


def read(content: bytes) -> etree._Element:
    """Read XML with every door closed: no document type, no entity, no network, no processing instruction.

    Comments stay in the tree, so that the gate can refuse one that splits an expression. Raises XmlRefused.
    """
    if len(content) > LARGEST:
        raise XmlRefused(N_("it is larger than 2 MiB"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_pis=True, recover=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlRefused(str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused(N_("a document type is not allowed"))
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise XmlRefused(N_("it has too many elements"))
    return root


def without_comments(root: etree._Element) -> None:
    """Take the comments out and join the texts around them, once the gate has seen them."""
    etree.strip_tags(root, etree.Comment)


def bpmn(name: str) -> str:
    """Give the full name of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def words(element: etree._Element) -> str:
    """Give all that is written within an element, without the comments."""
    return str(element.xpath("string()")).strip()


def local(element: etree._Element) -> str:
    """Give an element's name within BPMN, or nothing for elements of other vocabularies and comments."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(f"{{{BPMN}}}"):
        return ""
    return tag[len(BPMN) + 2 :]
