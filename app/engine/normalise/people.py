"""Questions about who does a step, and on which form, where another program said it in its own way."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.engine.nodes import properties
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import BPMN, SPIFF, local, words
from app.language import N_

_SAID = frozenset(
    (
        "formKey", "formRef", "formHandlerClass", "assignee", "candidateUsers", "candidateGroups", "owner",
        "formId", "formName", "dueDate",
    )
)  # fmt: skip
_HELD = frozenset(
    (
        "formData", "formProperty", "formDefinition", "userTaskForm", "assignmentDefinition", "taskSchedule",
    )
)  # fmt: skip
_PERFORMERS = frozenset(("potentialOwner", "humanPerformer", "performer", "resourceRole"))
_SPIFF_FORM = ("formJsonSchemaFilename", "formUiSchemaFilename")


def forms(sheet: Sheet) -> None:
    """Ask for the form and the role of a step that names those of another program."""
    for _area, node in sheet.elements():
        if local(node) not in {"userTask", "manualTask", "task", "startEvent"}:
            continue
        said = list(dict.fromkeys(_said(node)))
        noted = properties(node)
        if said and not (noted.get("form") and noted.get("role")):
            sentence = N_(
                '"{name}" names a form or a person of another program: {said}. Choose the form and the role '
                "of this office."
            )
            sheet.ask(node, "form-foreign", sentence, name=title(node), said=", ".join(said)[:160])


def _said(node: etree._Element) -> Iterator[str]:
    for key, value in node.attrib.items():
        name = etree.QName(key)
        if name.namespace and name.localname in _SAID:
            yield str(value)
    for xml in node.iter("{*}*"):
        name = etree.QName(xml)
        if name.namespace not in {BPMN, SPIFF} and name.localname in _HELD:
            yield next((str(value) for value in xml.attrib.values()), name.localname)
        elif local(xml) in _PERFORMERS:
            yield " ".join(words(xml).split()) or name.localname
    yield from (value for key, value in properties(node).items() if key in _SPIFF_FORM)
