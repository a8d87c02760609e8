"""Whatever happens to a drawing on its way here, it is refused with its reason or it runs: nothing else."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from app.engine import step
from app.engine.definition import compile_definition
from app.engine.errors import DefinitionRefused, StepFailed
from app.engine.xmlsafe import BPMN, bpmn
from tests.engine.sketch import (
    NOON,
    Office,
    border,
    both,
    call,
    chain,
    draw,
    el,
    end,
    flow,
    message,
    script,
    start,
    sub,
    timer,
    user,
    xor,
)

WHOLE = draw(
    start(), both("f", "j"), user("a"), call("c", "inner"), xor("m"), xor("g", "g__e"),
    sub(
        "ph", start("ps"), user("pa"), script("px", 'remind("KN1.SETTLE")'), end("pe"),
        chain("ps", "pa", "px", "pe"),
    ),
    border("w", "ph", message(), interrupts=True), end("we"), chain("w", "we"),
    border("t", "ph", timer('deadline("KN1.SETTLE")'), interrupts=False), end("te"), chain("t", "te"),
    end(), chain("s", "m", "f"), chain("f", "a", "j"), chain("f", "c", "j"), chain("f", "ph", "j"),
    chain("j", "g", "e"), flow("g", "m", 'outcome == "rework"'),
)  # fmt: skip
INNER = draw(
    start("i_s"), el("intermediateCatchEvent", "i_c", message("enough")), user("i_a"), end("i_e"),
    chain("i_s", "i_c", "i_a", "i_e"), process="inner",
)  # fmt: skip
TAGS = (
    *("userTask", "scriptTask", "task", "callActivity", "subProcess", "process", "sequenceFlow", "message"),
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "boundaryEvent"),
    *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "timerEventDefinition"),
    *("conditionExpression", "script", "multiInstanceLoopCharacteristics", "strange"),
)
WORDS = ("", "1", "x", 'deadline("KN1.SETTLE")', "a.b", 'remind("x")')
BLOW = st.tuples(
    st.sampled_from(["drop", "mix", "rename", "remove", "write", "move"]), *[st.integers(0, 10**6)] * 3
)


def _strike(root: etree._Element, kind: str, first: int, second: int, third: int) -> None:
    found = [element for element in root.iter() if str(element.tag).startswith(f"{{{BPMN}}}")]
    hit, other = found[first % len(found)], found[second % len(found)]
    names = sorted(hit.attrib)
    if kind in {"drop", "mix"} and names:
        name = names[third % len(names)]
        hit.attrib.pop(name) if kind == "drop" else hit.set(name, other.get("id", ""))
    elif kind == "rename":
        hit.tag = bpmn(TAGS[third % len(TAGS)])
    elif kind == "remove" and hit.getparent() is not None:
        hit.getparent().remove(hit)
    elif kind == "write":
        hit.text = WORDS[third % len(WORDS)]
    elif kind == "move" and hit is not other and hit not in other.iterancestors():
        other.append(hit)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blows=st.lists(BLOW, min_size=1, max_size=4), inner=st.booleans())
def test_a_damaged_drawing_is_refused_with_its_reason_or_it_runs(blows, inner):
    roots = [etree.fromstring(WHOLE), etree.fromstring(INNER)]
    for blow in blows:
        _strike(roots[inner], *blow)
    files = {f"{number}.bpmn": etree.tostring(root) for number, root in enumerate(roots)}
    assert all(_come_of(files))


def _come_of(files: dict[str, bytes]) -> list[str]:
    """Give what is said of a drawing: its problems, or what its first steps open."""
    try:
        moved = step.start(
            compile_definition(files, process_id="p"), data={"outcome": "done"}, now=NOON, world=Office()
        )
    except DefinitionRefused as refused:
        return [text for problem in refused.problems for text in (problem.element, problem.message)]
    except StepFailed as failed:
        return [str(failed.names["element"])]
    return [ready.node_id for ready in moved.after.ready.values()]
