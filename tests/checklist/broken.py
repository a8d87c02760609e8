"""Shipped bundles with one thing broken, and small drawings whose longest path is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.checklist import Point, examining, limits, points, ways
from app.checklist.allowances import Allowances
from app.checklist.points import Line
from app.services import procedures
from tests.engine.sketch import border, draw, el, timer

ON = dt.date(2026, 11, 23)


def bundle(procedure: str = "complaint_first") -> dict[str, bytes]:
    """Take a shipped bundle, its scenarios with it."""
    return procedures.bundle(procedure)


def with_change(files: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """Change one place of one file."""
    body = files[name].decode()
    assert body.count(old) == 1, (old, body.count(old))
    return {**files, name: body.replace(old, new).encode()}


def inserted(
    files: Mapping[str, bytes], flow: str, step: str, *, name: str = "complaint_first"
) -> dict[str, bytes]:
    """Put a step on an arrow of a shipped drawing; ``step`` is its element, called ``new_step``."""
    body = files[f"{name}.bpmn"].decode()
    start = body.index(f'<bpmn:sequenceFlow id="{flow}"')
    end = body.index("/>", start) + 2
    arrow = body[start:end]
    target = arrow.partition('targetRef="')[2].partition('"')[0]
    first = arrow.replace(f'targetRef="{target}"', 'targetRef="new_step"')
    second = f'<bpmn:sequenceFlow id="new_flow" sourceRef="new_step" targetRef="{target}"/>'
    return {**files, f"{name}.bpmn": (body[:start] + first + step + second + body[end:]).encode()}


def promising(days: int) -> str:
    """Draw a step that promises so many working days and says all that a step must say."""
    said = {"form": "archive", "role": "officer", "assign": "lead_unit", "promise": str(days)}
    said |= {"legalBasis": "Luật Khiếu nại, Điều 34", "citizen": "Cơ quan đang xem xét thêm."}
    return step("new_step", **said)


def step(element: str, **said: str) -> str:
    """Draw a user task with properties."""
    noted = "".join(f'<spiffworkflow:property name="{key}" value="{value}"/>' for key, value in said.items())
    inner = (
        "<bpmn:extensionElements><spiffworkflow:properties>"
        f"{noted}</spiffworkflow:properties></bpmn:extensionElements>"
    )
    return el("userTask", element, inner, name=f"Bước {element}")


def watched(rule: str, on: str) -> str:
    """Hang a limit on the border of an element."""
    return border(f"b_{on}", on, timer(f'deadline("{rule}")'), interrupts=False)


def point(files: Mapping[str, bytes], key: str, procedure: str = "complaint_first", **more: Any) -> Point:
    """Look at one point of a bundle."""
    asked = examining.questions(files, procedure=procedure, **{"on": ON, **more})
    return points.point(key, asked[key]())


def lengths_of(*parts: str, **others: bytes) -> list[Line]:
    """Tell what is said of the limits of a small drawing."""
    files = {"p.bpmn": draw(*parts)} | {f"{name}.bpmn": body for name, body in others.items()}
    drawn = ways.of(files, "p")
    assert drawn is not None
    return list(limits.told(drawn, ON, Allowances({})))
