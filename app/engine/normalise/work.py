"""Questions about work that another program did: services, tables, scripts, calls."""

from __future__ import annotations

from lxml import etree

from app.engine import actions
from app.engine.actions import Place
from app.engine.grammar import Kind
from app.engine.normalise import speech
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local, words
from app.language import N_

_UNBOUND = {
    "serviceTask": N_(
        '"{name}" is done by a program that this office does not have{what}. Choose who does it as a step, '
        "or which registered action does."
    ),
    "sendTask": N_(
        '"{name}" sends something by another program{what}. Choose the letter that is written, or the '
        "procedure that is begun."
    ),
    "businessRuleTask": N_(
        '"{name}" asks a decision table of another program{what}. Choose the table of this office, and the '
        "step on whose form its proposal is confirmed."
    ),
}
_TELLING = (
    "class", "delegateExpression", "expression", "topic", "type", "taskType", "operation", "operationRef",
    "implementation", "decisionRef", "decisionId", "calledDecision",
)  # fmt: skip
_DEFAULTS = ("##webservice", "##unspecified", "")


def services(sheet: Sheet) -> None:
    """Ask who does what a program did."""
    for _area, node in sheet.elements():
        sentence = _UNBOUND.get(local(node))
        if sentence is not None:
            what = _what(node)
            sheet.ask(node, "service-unbound", sentence, name=title(node), what=f" ({what})" if what else "")


def scripts(sheet: Sheet) -> None:
    """Ask what a script is to do that is empty, or written in another language."""
    for _area, node in sheet.elements():
        if local(node) != "scriptTask":
            continue
        script = node.find(bpmn("script"))
        if script is None or not words(script):
            sentence = N_('The script of "{name}" is empty. Write the action that it calls, or draw a step.')
            sheet.ask(node, "script-empty", sentence, name=title(node))
        elif not len(script) and not is_ours(node, script):
            sentence = N_(
                'The script of "{name}" is written for another program. Write the registered action that it '
                "calls, or draw a step that a person does."
            )
            sheet.ask(node, "script-foreign", sentence, name=title(node))


def calls(sheet: Sheet) -> None:
    """Ask which procedure is called where none is named, or an expression names it."""
    processes = {process.get("id") for process in sheet.root.findall(bpmn("process"))}
    for _area, node in sheet.elements():
        if local(node) != "callActivity":
            continue
        named = (node.get("calledElement") or "").strip()
        other = next((item.get("processId", "") for item in node.iter() if _is_called(item)), "")
        if not named and other in processes:
            node.set("calledElement", other)
            sentence = N_('The procedure that "{name}" calls is taken from the details of another program.')
            sheet.note(node, "call-named", sentence, name=title(node))
        elif not named or named.startswith(("${", "#{", "=")):
            sentence = N_('It is not said which procedure "{name}" calls. Choose one.')
            sheet.ask(node, "call-unnamed", sentence, name=title(node))


def is_ours(node: etree._Element, script: etree._Element) -> bool:
    """Tell whether a script task can be carried out here as it is written."""
    language = node.get("scriptFormat") or ""
    return speech.is_ours(script, actions.at(Place.SCRIPT), Kind.SCRIPT, language)


def _is_called(xml: etree._Element) -> bool:
    return isinstance(xml.tag, str) and etree.QName(xml).localname == "calledElement"


def _what(node: etree._Element) -> str:
    """Name the program as the file does, for who knows it."""
    for xml in node.iter():
        for key, value in xml.attrib.items():
            if etree.QName(key).localname in _TELLING and value.strip().lower() not in _DEFAULTS:
                return str(value).strip()[:80]
    return ""
