"""Questions about steps that are done several times, where nobody wrote how often."""

from __future__ import annotations

from lxml import etree

from app.engine.normalise import speech
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local
from app.language import N_

_LISTS = ("loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem")
_QUANTITIES = ("startQuantity", "completionQuantity")
_WRITTEN = ("loopCardinality", "completionCondition", "loopCondition")


def times(sheet: Sheet) -> None:
    """Ask how often a step is done that is repeated over a list, or as another program says."""
    for _area, node in sheet.elements():
        for loop in node:
            if local(loop) == "multiInstanceLoopCharacteristics" and not is_counted(loop):
                sentence = N_(
                    '"{name}" is done for each item of a list, or as often as another program says. Write '
                    "how often as a number, or begin one procedure for each."
                )
                sheet.ask(node, "repetition-unclear", sentence, name=title(node))
            elif local(loop) == "standardLoopCharacteristics" and not is_bounded(loop):
                sentence = N_('"{name}" is done again and again. Write how often at most, and until when.')
                sheet.ask(node, "loop-unbounded", sentence, name=title(node))


def quantities(sheet: Sheet) -> None:
    """Ask about a step that waits for several arrivals, or goes on several times: here it is always one."""
    for _area, node in sheet.elements():
        if any(node.get(key, "1").strip() != "1" for key in _QUANTITIES):
            sentence = N_(
                'The file says that "{name}" begins only after several arrivals, or goes on several times. '
                "Draw that as a gateway, or as a step that is repeated."
            )
            sheet.ask(node, "quantity", sentence, name=title(node))


def is_counted(loop: etree._Element) -> bool:
    """Tell whether a repetition says in plain words how often."""
    if loop.find(bpmn("loopCardinality")) is None or any(
        loop.find(bpmn(name)) is not None for name in _LISTS
    ):
        return False
    return _is_written_here(loop)


def is_bounded(loop: etree._Element) -> bool:
    """Tell whether a loop says how often at most, and until when in words of ours."""
    return loop.get("loopMaximum", "").isdigit() and _is_written_here(loop)


def _is_written_here(loop: etree._Element) -> bool:
    return all(speech.is_ours(written) for written in loop if local(written) in _WRITTEN and not len(written))
