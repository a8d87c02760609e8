"""Rewrites of what a file holds as a whole: procedures, pools beside them, other kinds of diagrams."""

from __future__ import annotations

from app.engine.model import FLOW_NODES, HOLDERS
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local
from app.language import N_

_TALKS = ("choreography", "globalChoreographyTask", "conversation", "globalConversation")
_GLOBAL = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}


def executable(sheet: Sheet) -> None:
    """Mark every procedure as one that is run; whether it is put in force is decided here."""
    for process in sheet.root.findall(bpmn("process")):
        if process.get("isExecutable", "true") != "true":
            if process.get("isExecutable", "").strip() != "1" and _has_something(process):
                sentence = N_(
                    'The file says that "{name}" is only a picture. It is read as a procedure; whether it '
                    "is put in force is decided here."
                )
                sheet.note(process, "not-executable", sentence, name=title(process))
            process.set("isExecutable", "true")


def empty(sheet: Sheet) -> None:
    """Leave out a procedure in which nothing is drawn."""
    for process in sheet.root.findall(bpmn("process")):
        if not _has_something(process):
            sentence = N_('Nothing is drawn in "{name}"; it is shown as an empty pool and not run.')
            sheet.note(process, "empty-process", sentence, name=title(process))
            sheet.root.remove(process)


def strangers(sheet: Sheet) -> None:
    """Tell which pools belong to somebody outside: what they do is not drawn and not run."""
    drawn = {process.get("id") for process in sheet.root.iterfind(bpmn("process"))}
    for pool in sheet.root.iter(bpmn("participant")):
        if not pool.get("processRef") and drawn:
            sentence = N_(
                'The pool "{name}" stands for somebody outside. It is shown; what it does is not run.'
            )
            sheet.note(pool, "outside-pool", sentence, name=title(pool))


def neighbours(sheet: Sheet) -> None:
    """Tell that messages between two procedures of one file do not travel by themselves."""
    if sum(1 for _ in sheet.root.iterfind(bpmn("process"))) > 1:
        for flow in list(sheet.root.iter(bpmn("messageFlow")))[:1]:
            sentence = N_(
                "The file holds several procedures that send each other messages. Each is run by itself; "
                "the messages are shown and do not travel on their own."
            )
            sheet.note(flow, "message-flows", sentence)


def conversations(sheet: Sheet) -> None:
    """Tell that a picture of who speaks to whom holds no steps."""
    for kind in _TALKS:
        for talk in sheet.root.findall(bpmn(kind)):
            sentence = N_(
                'The drawing "{name}" shows who speaks with whom, not who does what. It is kept and not run.'
            )
            sheet.note(talk, "conversation", sentence, name=title(talk))


def global_tasks(sheet: Sheet) -> None:
    """Draw a step that is kept for several procedures where it is called."""
    shared = {task.get("id"): task for kind in _GLOBAL for task in sheet.root.findall(bpmn(kind))}
    for area, node in sheet.elements():
        task = shared.get(node.get("calledElement")) if local(node) == "callActivity" else None
        if task is not None:
            area.retype(node, _GLOBAL[local(task)])
            del node.attrib["calledElement"]
            for script in task.findall(bpmn("script")):
                node.append(script)
            sentence = N_(
                '"{name}" calls a single step of the file; the step stands in the place of the call.'
            )
            sheet.note(node, "global-task", sentence, name=title(node))


def _has_something(process: object) -> bool:
    return any(local(child) in FLOW_NODES | HOLDERS for child in process)  # type: ignore[attr-defined]
