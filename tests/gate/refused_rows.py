"""The constructs that the library runs wrongly, each as a smallest drawing with its twin."""

from __future__ import annotations

from dataclasses import dataclass

from tests.engine.sketch import (
    border,
    both,
    call,
    chain,
    el,
    end,
    flow,
    message,
    script,
    start,
    sub,
    timer,
    xor,
)
from tests.gate.test_references import step

ERROR = '<bpmn:errorEventDefinition errorRef="x_no"/>'
OTHER = '<bpmn:errorEventDefinition errorRef="x_other"/>'


@dataclass(frozen=True)
class Row:
    """One construct: the drawing that is kept out, what is said of which element, and its twin."""

    words: str
    wrong: str
    element: str
    rule: str
    right: str


def within(part: str, name: str = "x") -> str:
    return "".join((start(), step(), part, end(), chain("s", "a", name, "e")))


def beside(event: str, behind: str = "", name: str = "x") -> str:
    return "".join(
        (start(), step(), event, behind or end("ex"), end(), chain("s", "a", "e"), chain(name, "ex"))
    )


def repeated(inner: str) -> str:
    kind = "multiInstanceLoopCharacteristics"
    return step("x").replace("</bpmn:userTask>", f"<bpmn:{kind}>{inner}</bpmn:{kind}></bpmn:userTask>")


def choice(*conditions: str, default: bool = True) -> str:
    flows = "".join(flow("x", f"b{n}", condition) for n, condition in enumerate(conditions))
    steps = "".join(step(f"b{n}") + end(f"e{n}") + chain(f"b{n}", f"e{n}") for n in range(len(conditions)))
    way = end() + flow("x", "e") if default else ""
    gateway = xor("x", "x__e" if default else "")
    return "".join((start(), step(), gateway, chain("s", "a", "x"), flows, steps, way))


def phase(inner: str = "", border_of: str = "", **attributes: str) -> str:
    body = sub("x", start("xs"), step("xa"), end("xe", inner), chain("xs", "xa", "xe"), **attributes)
    return "".join((start(), body, border_of, end(), chain("s", "x", "e")))


CYCLE = '<bpmn:timerEventDefinition><bpmn:timeCycle>"R3/PT1H"</bpmn:timeCycle></bpmn:timerEventDefinition>'
DURATION = timer('"P30D"').replace("timeDate", "timeDuration")
CAUGHT = border("t", "x", ERROR, interrupts=True) + end("et") + chain("t", "et")
WITHDRAWAL = border("x", "a", message(), interrupts=True)
CARDINAL = "<bpmn:loopCardinality>3</bpmn:loopCardinality>"
LIST = "<bpmn:loopDataInputRef>units</bpmn:loopDataInputRef>"
PLAIN = "".join((start(), step(), end(), chain("s", "a", "e")))
LIMIT = timer('deadline("KN1.SETTLE")')
EVENT_GATEWAY = (
    start() + step() + el("eventBasedGateway", "x") + end("e1") + end("e2") + chain("s", "a", "x", "c1", "e1")
    + chain("x", "c2", "e2")
)  # fmt: skip
CATCH_TIMER = el("intermediateCatchEvent", "c1", LIMIT)
LOOP = start() + xor("m") + xor("x", "x__e") + end() + flow("x", "m", 'letter_outcome == "return"')
FORKED = start() + step() + step("b") + end() + chain("s", "f", "a", "x", "e") + chain("b", "x")

ROWS = (
    Row(
        "event subprocess",
        PLAIN
        + sub(
            "x",
            el("startEvent", "xs", message()),
            step("xa"),
            end("xe"),
            chain("xs", "xa", "xe"),
            triggeredByEvent="true",
        ),
        "x",
        "event-subprocess",
        phase(border_of=border("t", "x", message(), interrupts=True) + end("et") + chain("t", "et")),
    ),
    Row("error end nobody catches", phase(ERROR), "xe", "error-end", phase(ERROR, CAUGHT)),
    Row("error end with another code", phase(OTHER, CAUGHT), "xe", "error-end", phase(ERROR, CAUGHT)),
    Row(
        "error of a script",
        within(script("x", "raise_error()")),
        "x",
        "script-foreign",
        within(script("x", 'milestone("classified")')),
    ),
    Row(
        "compensation",
        within(el("intermediateThrowEvent", "x", "<bpmn:compensateEventDefinition/>")),
        "x",
        "compensation",
        within(step("x")),
    ),
    Row(
        "a condition on the only arrow of a step",
        start() + step() + end() + flow("s", "a") + flow("a", "e", 'letter_outcome == "sign"'),
        "a__e",
        "condition-ignored",
        choice('letter_outcome == "return"'),
    ),
    Row(
        "a condition of another language",
        choice("${approved}"),
        "x__b0",
        "condition-foreign",
        choice('letter_outcome == "return"'),
    ),
    Row(
        "a time that is no expression",
        beside(border("x", "a", timer("2026-01-01T00:00"), interrupts=False)),
        "x",
        "literal-time",
        beside(border("x", "a", LIMIT, interrupts=False)),
    ),
    Row(
        "a duration",
        beside(border("x", "a", DURATION, interrupts=False)),
        "x",
        "literal-time",
        beside(border("x", "a", LIMIT, interrupts=False)),
    ),
    Row(
        "two answers at once",
        choice('letter_outcome != "sign"', 'letter_outcome == "return"'),
        "x",
        "overlap",
        choice('letter_outcome == "sign"', 'letter_outcome == "return"'),
    ),
    Row(
        "no default",
        choice('letter_outcome == "sign"', 'letter_outcome == "return"', default=False),
        "x",
        "default",
        choice('letter_outcome == "sign"'),
    ),
    Row(
        "an interrupting cycle",
        beside(border("x", "a", CYCLE, interrupts=True)),
        "x",
        "interrupting-cycle",
        beside(border("x", "a", LIMIT, interrupts=True)),
    ),
    Row(
        "two timers on an event gateway",
        EVENT_GATEWAY + CATCH_TIMER + el("intermediateCatchEvent", "c2", LIMIT),
        "x",
        "two-timers",
        EVENT_GATEWAY + CATCH_TIMER + el("intermediateCatchEvent", "c2", message()),
    ),
    Row(
        "a conditional event",
        within(el("intermediateCatchEvent", "x", "<bpmn:conditionalEventDefinition/>")),
        "x",
        "conditional",
        within(el("intermediateCatchEvent", "x", message())),
    ),
    Row(
        "a service task",
        within(el("serviceTask", "x")),
        "x",
        "service-unbound",
        within(script("x", "hold_at_leader()")),
    ),
    Row(
        "a business rule task", within(el("businessRuleTask", "x")), "x", "service-unbound", within(step("x"))
    ),
    Row(
        "a send task",
        within(el("sendTask", "x")),
        "x",
        "service-unbound",
        within(script("x", 'letter_id = open_letter("answer")')),
    ),
    Row("a repeated step over a list", within(repeated(LIST)), "x", "repetition", within(repeated(CARDINAL))),
    Row(
        "a repeated step with a list coming out",
        within(repeated(CARDINAL + "<bpmn:loopDataOutputRef>said</bpmn:loopDataOutputRef>")),
        "x",
        "repetition",
        within(repeated(CARDINAL)),
    ),
    Row("an ad hoc subprocess", within(el("adHocSubProcess", "x", step("xa"))), "x", "element", phase()),
    Row(
        "a transaction",
        within(el("transaction", "x", start("xs") + step("xa") + end("xe") + chain("xs", "xa", "xe"))),
        "x",
        "element",
        phase(),
    ),
    Row(
        "a complex gateway",
        start()
        + step()
        + step("b")
        + el("complexGateway", "x")
        + end()
        + end("eb")
        + chain("s", "a", "x", "e")
        + chain("x", "b", "eb"),
        "x",
        "element",
        choice('letter_outcome == "return"'),
    ),
    Row(
        "data carried by an arrow",
        within(
            step("x").replace(
                "</bpmn:userTask>",
                "<bpmn:dataOutputAssociation><bpmn:sourceRef>x</bpmn:sourceRef></bpmn:dataOutputAssociation></bpmn:userTask>",
            )
        ),
        "x",
        "data-association",
        within(step("x")),
    ),
    Row(
        "a message nobody sends",
        beside(WITHDRAWAL.replace("m_withdrawal", "m_unknown")),
        "x",
        "unnamed",
        beside(WITHDRAWAL),
    ),
    Row(
        "a parallel join of ways of which one is taken",
        FORKED + xor("f", "f__a") + flow("f", "b", "1 == 1").replace("1 == 1", 'kind == "b"') + both("x"),
        "x",
        "join",
        FORKED + both("f", "x") + flow("f", "b"),
    ),
    Row(
        "a merge of ways that are all taken",
        FORKED + both("f") + flow("f", "b") + xor("x"),
        "x",
        "doubled",
        FORKED + both("f", "x") + flow("f", "b"),
    ),
    Row(
        "a loop that never waits",
        LOOP + script("r", 'remind("KN1.SETTLE")') + chain("s", "m", "r", "x", "e"),
        "m",
        "endless-loop",
        LOOP + step("r") + chain("s", "m", "r", "x", "e"),
    ),
    Row(
        "a loop without a way out",
        start()
        + end()
        + xor("m")
        + step("r")
        + xor("x", "x__e")
        + chain("s", "x", "e")
        + flow("x", "m", 'kind == "b"')
        + chain("m", "r", "m"),
        "m",
        "no-way-out",
        LOOP + step("r") + chain("s", "m", "r", "x", "e"),
    ),
    Row(
        "a step nothing leads to", PLAIN + step("x") + end("ex") + chain("x", "ex"), "x", "unreachable", PLAIN
    ),
    Row(
        "a call of what is not there",
        within(call("x", "nowhere")),
        "x",
        "call",
        within(call("x", "letter_issue")),
    ),
    Row("form and role of another program", within(el("userTask", "x")), "x", "user-task", within(step("x"))),
    Row("a task without a kind", within(el("task", "x")), "x", "task-kind", within(step("x"))),
    Row(
        "a script hidden behind a step",
        within(
            step("x").replace(
                "</bpmn:extensionElements>",
                "<spiffworkflow:preScript>a = 1</spiffworkflow:preScript></bpmn:extensionElements>",
            )
        ),
        "x",
        "hidden-script",
        within(step("x")),
    ),
)
