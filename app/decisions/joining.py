"""A file that another one imports without a name becomes part of it (DMN 1.5, 6.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from app.decisions.xml import children, name_of, tag_of
from app.xmlsafe import Element

APART = {"itemDefinition", "import"}  # they may bear the name of a decision


def joined(root: Element, others: Mapping[str, Element]) -> tuple[Element, frozenset[str]]:
    """Give a file with all that it imports without a name, and the namespaces that it speaks for.

    ``others`` are the files that can be imported, by namespace. The file's own elements go before those
    of the same name in what it imports, and what is imported first before what comes later.
    """
    namespaces = {root.get("namespace", "")}
    found = list(_unnamed(root, others, namespaces))
    whole = deepcopy(root) if found else root
    known = {mark for part in whole for mark in _marks(part)}
    for part in (part for other in found for part in other):
        if known.isdisjoint(_marks(part)):
            known |= _marks(part)
            whole.append(deepcopy(part))
    return whole, frozenset(namespaces)


def _unnamed(root: Element, others: Mapping[str, Element], met: set[str]) -> Iterator[Element]:
    """Walk through the imports without a name, each followed by its own; a file is met once."""
    for link in children(root, "import"):
        namespace = link.get("namespace", "")
        if not name_of(link) and namespace in others and namespace not in met:
            met.add(namespace)
            yield others[namespace]
            yield from _unnamed(others[namespace], others, met)


def _marks(part: Element) -> set[tuple[str, str]]:
    """Tell by what two parts would be taken for one another: their name among their kind, or their id."""
    tag = tag_of(part)
    called = part.get("namespace", "") if tag == "import" else name_of(part)
    marks = {(tag if tag in APART else "element", called), ("id", part.get("id", ""))}
    return {(kind, known) for kind, known in marks if known}
