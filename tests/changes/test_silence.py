"""What says nothing: the same procedure drawn, saved or written otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from lxml import etree

from app.changes import compare
from app.services import procedures
from tests.changes.edits import edited, put, rename, shipped

PROCEDURES = procedures.shipped()
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"


def moved(root: etree._Element) -> None:
    """Draw everything elsewhere, by other ways, in other colours."""
    for bounds in root.iter(f"{DC}Bounds"):
        bounds.set("x", str(float(bounds.get("x", "0")) + 33))
        bounds.set("width", str(float(bounds.get("width", "0")) + 8))
    for point in root.iter(f"{DI}waypoint"):
        point.set("y", str(float(point.get("y", "0")) - 7))
    for shape in root.iter("{*}BPMNShape"):
        shape.set("{http://bpmn.io/schema/bpmn/biocolor/1.0}stroke", "#ff0000")


def renumbered(root: etree._Element) -> None:
    """Give the layout, the timers and the arrows other ids, and say that another program wrote it."""
    for n, drawn in enumerate(root.iter("{*}BPMNShape", "{*}BPMNEdge", f"{BPMN}timerEventDefinition")):
        drawn.set("id", f"Other_{n}")
    for n, flow in enumerate(root.iter(f"{BPMN}sequenceFlow")):
        for gateway in root.iter("{*}*"):
            if gateway.get("default") == flow.get("id"):
                gateway.set("default", f"Flow_{n}")
        for drawn in root.iter("{*}BPMNEdge"):
            if drawn.get("bpmnElement") == flow.get("id"):
                drawn.set("bpmnElement", f"Flow_{n}")
        flow.set("id", f"Flow_{n}")
    root.set("exporter", "another program")
    root.set("exporterVersion", "99")


def rearranged(root: etree._Element) -> None:
    """Write elements and attributes in another order, with other white space."""
    for process in root.iter(f"{BPMN}process", f"{BPMN}subProcess"):
        process[:] = sorted(process, key=lambda each: (str(each.tag), each.get("id", "")), reverse=True)
    for element in root.iter("{*}*"):
        kept = sorted(element.attrib.items(), reverse=True)
        element.attrib.clear()
        element.attrib.update(kept)
    for documentation in root.iter(f"{BPMN}documentation"):
        documentation.text = "\n   ".join((documentation.text or "").split(" "))


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_procedure_is_what_it_was(procedure: str):
    files = shipped(procedure)
    assert compare(files, dict(files), procedure=procedure) == ()


@pytest.mark.parametrize("change", [moved, renumbered, rearranged], ids=lambda each: each.__name__)
@pytest.mark.parametrize("procedure", ["complaint_first", "recommendation", "denunciation"])
def test_how_it_is_drawn_and_written_says_nothing(procedure: str, change: Callable[[etree._Element], None]):
    new = dict(shipped(procedure))
    for name in [name for name in new if name.endswith(".bpmn")]:
        root = etree.fromstring(new[name])
        change(root)
        new[name] = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    assert new != shipped(procedure)
    assert [told.said for told in compare(shipped(procedure), new, procedure=procedure)] == []


def test_another_prefix_says_nothing():
    text = shipped("recommendation")["recommendation.bpmn"].decode()
    text = re.sub(r"<(/?)bpmn:", r"<\1semantic:", text).replace("xmlns:bpmn=", "xmlns:semantic=")
    new = {**shipped("recommendation"), "recommendation.bpmn": text.encode()}
    assert compare(shipped("recommendation"), new, procedure="recommendation") == ()


def test_elements_that_only_got_other_ids_are_the_same():
    old = "complaint_first"
    ids = re.findall(
        r'<bpmn:\w+(?:Task|Gateway|Event|Process|Activity) id="(\w+)"', shipped(old)[f"{old}.bpmn"].decode()
    )
    edits = [rename(f"{old}.bpmn", key, f"Thing_{turn}x") for turn, key in enumerate(ids)]
    assert len(ids) > 80
    assert compare(shipped(old), edited(old, *edits), procedure=old) == ()


def test_a_form_written_otherwise_says_nothing():
    name = "forms/letter_sign.json"
    form = json.loads(shipped("recommendation")[name])
    for turn, one in enumerate(form["components"]):
        one["layout"] = {"row": f"Row_x{turn}", "columns": 8}
    form |= {"exporter": {"name": "another", "version": "1"}, "schemaVersion": 18}
    new = edited("recommendation", put(name, json.dumps(form, indent=7, sort_keys=True).encode()))
    assert compare(shipped("recommendation"), new, procedure="recommendation") == ()


def test_a_letter_with_other_white_space_says_nothing():
    name = "letters/acceptance_notice.html"
    text = shipped("complaint_first")[name].decode().replace("<p>", "\n\n<p>").replace("; ", ";  ")
    new = edited("complaint_first", put(name, text.encode()))
    assert compare(shipped("complaint_first"), new, procedure="complaint_first") == ()


def test_a_table_laid_out_otherwise_says_nothing():
    name = "criteria.dmn"
    text = shipped("prolonged")[name].decode().replace("><", ">\n  <").replace('x="160"', 'x="260"')
    new = edited("prolonged", put(name, text.replace("&gt;= 6", "&gt;=  6").encode()))
    assert compare(shipped("prolonged"), new, procedure="prolonged") == ()
