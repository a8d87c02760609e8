"""Read decisions from a DMN file (1.1 to 1.5) and refuse what would not mean here what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from app.decisions import model as m
from app.decisions.boxes import Function
from app.decisions.errors import DecisionsRefused, Fault
from app.decisions.joining import joined
from app.decisions.judging import faults_of
from app.decisions.logic import logic_of
from app.decisions.types import types_of
from app.decisions.xml import child, children, name_of, root_of, tag_of, text_of, variable_of
from app.language import _
from app.xmlsafe import Element


@lru_cache(maxsize=128)
def read(xml: bytes, others: tuple[bytes, ...] = (), *, strict: bool = True) -> m.DecisionModel:
    """Read all decisions of a file; the same bytes are read only once.

    ``others`` are files that it may import. Raises DecisionsRefused naming every element that cannot be
    used, with what to change; without ``strict`` only for a file that is no drawing of decisions.
    """
    root = root_of(xml)
    files = _imported(root, [root_of(other) for other in others])
    elements = tuple(element for file in files for element in file.elements())
    digest = sha256(b"\0".join((xml, *others))).hexdigest()
    types = {name: kind for file in reversed(files) for name, kind in file.types().items()}
    model = m.DecisionModel(root.get("id", ""), name_of(root), elements, types, digest)
    faults: tuple[Fault, ...] = faults_of(model) if strict else ()
    if not any(isinstance(each, m.Decision) for each in elements):
        faults = (Fault(model.id or "file", _("This file holds no decision.")),)
    if faults:
        raise DecisionsRefused(faults)
    return model


def imports(xml: bytes) -> bool:
    """Say whether a file builds on others. Raises DecisionsRefused."""
    return any(True for _import in children(root_of(xml), "import"))


@dataclass(frozen=True)
class _File:
    """One file and how the first one knows it: by the names of its imports."""

    root: Element
    names: Mapping[str, str]  # namespace -> name under which this file imports it
    namespaces: frozenset[str]  # its own, and those of the files it imports without a name
    under: tuple[str, ...] | None  # the names by which the first file comes to this one; None for itself

    @property
    def main(self) -> bool:
        return self.under is None

    def key(self, href: str) -> str:
        """Tell the key of the element that a link of this file means."""
        namespace, _hash, own = href.rpartition("#")
        return self.own(own) if namespace in {"", *self.namespaces} else _key(namespace, own)

    @property
    def namespace(self) -> str:
        return self.root.get("namespace", "")

    def own(self, name: str) -> str:
        return name if self.main else _key(self.namespace, name)

    def elements(self) -> Iterator[m.Element]:
        for part in self.root:
            make = MAKERS.get(tag_of(part))
            if make is not None:
                yield make(self, part)

    def types(self) -> dict[str, Mapping[str, object]]:
        """Tell the types of this file; an imported one's also under the names it is imported by."""
        return types_of(self.root)


def _key(namespace: str, own: str) -> str:
    return f"{namespace}#{own}"


def _imported(root: Element, others: list[Element]) -> list[_File]:
    """List the file, then those it imports by a name, each once."""
    by_namespace = {other.get("namespace", ""): other for other in others}
    found = [_file(root, None, by_namespace)]
    taken = set(found[0].namespaces)
    for file in found:  # grows while it is walked
        for namespace, name in file.names.items():
            if namespace in by_namespace and namespace not in taken:
                taken.add(namespace)
                found.append(_file(by_namespace[namespace], (*(file.under or ()), name), by_namespace))
    return found


def _file(root: Element, under: tuple[str, ...] | None, others: Mapping[str, Element]) -> _File:
    whole, namespaces = joined(root, others)
    names = {part.get("namespace", ""): name_of(part) for part in children(whole, "import")}
    named = {namespace: name for namespace, name in names.items() if name}
    return _File(whole, named, namespaces, under)


def _decision(file: _File, part: Element) -> m.Element:
    variable = variable_of(part)
    logic = logic_of(part)
    if isinstance(logic, m.Table):
        logic = _completed(logic, part, variable)
    return m.Decision(
        id=file.own(part.get("id") or name_of(part)),
        name=name_of(part),
        variable=variable,
        type=_type(part),
        requires=_needs(file, part),
        logic=logic,
        imported=not file.main,
    )


def _completed(table: m.Table, part: Element, variable: str) -> m.Table:
    """Name what an author left unnamed: the table by its decision, its only output by the variable."""
    outputs = table.outputs
    if len(outputs) == 1 and not outputs[0].name:
        outputs = (replace(outputs[0], name=variable),)
    return replace(table, id=table.id or part.get("id") or name_of(part), outputs=outputs)


def _input(file: _File, part: Element) -> m.Element:
    known = file.own(part.get("id") or name_of(part))
    return m.InputData(known, variable_of(part), _type(part), (*(file.under or ()), variable_of(part)))


def _knowledge(file: _File, part: Element) -> m.Element:
    variable = variable_of(part)
    known = file.own(part.get("id") or name_of(part))
    logic = logic_of(part, "encapsulatedLogic")
    function = logic if isinstance(logic, Function) else None
    if function is not None and isinstance(function.body, m.Table):
        function = replace(function, body=_completed(function.body, part, variable))
    return m.Knowledge(known, name_of(part), variable, _type(part), _needs(file, part), function)


def _service(file: _File, part: Element) -> m.Element:
    links = {tag: tuple(file.key(link.get("href", "")) for link in children(part, tag)) for tag in LINKS}
    return m.Service(
        id=file.own(part.get("id") or name_of(part)),
        name=name_of(part),
        variable=variable_of(part),
        type=_type(part),
        outputs=links["outputDecision"],
        parameters=links["inputData"] + links["inputDecision"],
    )


LINKS = ("outputDecision", "inputData", "inputDecision")
MAKERS = {
    "decision": _decision,
    "inputData": _input,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}
REQUIRED = {
    "informationRequirement": ("requiredDecision", "requiredInput"),
    "knowledgeRequirement": ("requiredKnowledge",),
}


def _needs(file: _File, part: Element) -> tuple[m.Need, ...]:
    return tuple(_linked(file, part))


def _linked(file: _File, part: Element) -> Iterator[m.Need]:
    for tag, kinds in REQUIRED.items():
        for need in children(part, tag):
            for link in (child(need, kind) for kind in kinds):
                if link is not None:
                    href = link.get("href", "")
                    yield m.Need(file.key(href), file.names.get(href.rpartition("#")[0], ""))


def _type(part: Element) -> str:
    variable = child(part, "variable")
    return "" if variable is None else variable.get("typeRef") or text_of(variable, "typeRef")
