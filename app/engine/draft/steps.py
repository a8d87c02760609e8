"""Stand-ins for steps that another program did, or that are done several times."""

from __future__ import annotations

from lxml import etree

from app.engine.actions import Place
from app.engine.draft.stage import Stage
from app.engine.grammar import Kind
from app.engine.normalise.sheet import title
from app.engine.xmlsafe import bpmn, local
from app.language import N_

_PROGRAMS = ("serviceTask", "sendTask", "businessRuleTask")
_TWICE = "2"
_MOST = 50


def programs(stage: Stage) -> None:
    """Play what a program did as a step that somebody does."""
    for area, node in stage.elements():
        script = node.find(bpmn("script"))
        if local(node) in _PROGRAMS or (local(node) == "scriptTask" and not _runs(stage, node, script)):
            loops = [child for child in node if local(child).endswith("LoopCharacteristics")]
            stage.make_manual(area, node)
            node.extend(loops)
            sentence = N_('In the rehearsal "{name}" is one step that somebody does.')
            stage.note(node, "played-as-step", sentence, name=title(node))


def repetitions(stage: Stage) -> None:
    """Play twice what is done as often as nobody knows, and once what is done until something is so."""
    for _area, node in stage.elements():
        for loop in [child for child in node if local(child).endswith("LoopCharacteristics")]:
            if local(loop) == "multiInstanceLoopCharacteristics" and not _is_plain(stage, loop):
                for child in list(loop):
                    loop.remove(child)
                etree.SubElement(loop, bpmn("loopCardinality")).text = _TWICE
                sentence = N_('In the rehearsal "{name}" is done twice.')
                stage.note(node, "played-twice", sentence, name=title(node))
            elif local(loop) == "standardLoopCharacteristics":
                node.remove(loop)
                sentence = N_('In the rehearsal "{name}" is done once.')
                stage.note(node, "played-once", sentence, name=title(node))


def _runs(stage: Stage, node: etree._Element, script: etree._Element | None) -> bool:
    return stage.plays(script, Place.SCRIPT, Kind.SCRIPT, node.get("scriptFormat") or "")


def _is_plain(stage: Stage, loop: etree._Element) -> bool:
    """Tell whether a repetition says a number of times, and nothing that cannot be carried out."""
    times = (loop.findtext(bpmn("loopCardinality")) or "").strip()
    until = loop.find(bpmn("completionCondition"))
    written = {local(child) for child in loop} <= {"loopCardinality", "completionCondition", ""}
    return written and times.isdigit() and 0 < int(times) <= _MOST and (until is None or stage.plays(until))
