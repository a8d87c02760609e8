"""Rules about steps: what a person needs to do one, and how often one is done."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.errors import Problem
from app.engine.lint.problem import problem
from app.engine.model import Model
from app.engine.nodes import properties
from app.engine.xmlsafe import SPIFF, bpmn, local
from app.language import N_

MOST_TIMES = 50
_OWED = {
    "form": N_("The step has no form. Choose one in its properties, as “form”."),
    "role": N_("Nobody is named who does the step. Choose a role in its properties, as “role”."),
}
_LISTS = ("loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem")


def people(model: Model) -> Iterator[Problem]:
    """Refuse a step that nobody could do: it has no form, or belongs to no role."""
    for _scope, element in model.elements():
        if element.type in {"task", "manualTask"}:
            sentence = N_("A step without a kind would wait for nobody. Draw a user task, or a script task.")
            yield problem(element.id, "task-kind", sentence)
        elif element.type == "userTask":
            noted = properties(element.xml)
            for key, sentence in _OWED.items():
                if not noted.get(key):
                    yield problem(element.id, "user-task", sentence, key=key)


def scripts(model: Model) -> Iterator[Problem]:
    """Refuse a script task without its script, and scripts that hide behind other steps."""
    for _scope, element in model.elements():
        if element.type == "scriptTask" and element.xml.find(bpmn("script")) is None:
            yield problem(
                element.id, "script", N_("The script task has no script. Write the action it calls.")
            )
        noted = element.xml.find(bpmn("extensionElements"))
        hidden = [] if noted is None else [f"{{{SPIFF}}}{name}" for name in ("preScript", "postScript")]
        if noted is not None and any(noted.find(name) is not None for name in hidden):
            sentence = N_("A script hides behind this step. Draw a script task before or after it.")
            yield problem(element.id, "hidden-script", sentence)


def repetitions(model: Model) -> Iterator[Problem]:
    """Refuse repetition over lists, without a bound, or more often than a person can follow."""
    for _scope, element in model.elements():
        for child in element.xml:
            kind = local(child)
            if kind == "multiInstanceLoopCharacteristics":
                times = (child.findtext(bpmn("loopCardinality")) or "").strip()
                if any(child.find(bpmn(name)) is not None for name in _LISTS) or not times:
                    sentence = N_(
                        "A step cannot be repeated over a list. Write how many times as a number, or start "
                        "one procedure for each unit asked."
                    )
                    yield problem(element.id, "repetition", sentence)
                elif times.isdigit() and not 0 < int(times) <= MOST_TIMES:
                    sentence = N_("A step is repeated between 1 and {most} times.")
                    yield problem(element.id, "repetition", sentence, most=str(MOST_TIMES))
            elif kind == "standardLoopCharacteristics":
                most = child.get("loopMaximum", "")
                if not (most.isdigit() and 0 < int(most) <= MOST_TIMES):
                    sentence = N_("A repeated step needs its greatest number of times, between 1 and {most}.")
                    yield problem(element.id, "repetition", sentence, most=str(MOST_TIMES))
