"""What other programs write into a drawing for themselves: kept, told once, asked where it does something."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from app.engine.model import ACTIVITIES, EVENTS, GATEWAYS
from app.engine.normalise.area import origin
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import BPMN, SPIFF, bpmn, local
from app.language import N_

_NAMES = {
    "camunda.org/schema/1.0/bpmn": "Camunda 7",
    "camunda.org/schema/zeebe": "Camunda 8",
    "camunda.org/schema/modeler": "Camunda",
    "operaton.org": "Operaton",
    "flowable.org": "Flowable",
    "activiti.org": "Activiti",
    "signavio.com": "Signavio",
    "bizagi.com": "Bizagi",
    "jboss.org": "jBPM",
    "spiffworkflow.org": "SpiffArena",
    "trisotech.com": "Trisotech",
    "ids-scheer.com": "ARIS",
    "softwareag.com": "ARIS",
    "boc-group.com": "ADONIS",
    "processmaker.com": "ProcessMaker",
    "visual-paradigm.com": "Visual Paradigm",
    "microsoft.com": "Microsoft Visio",
    "sparxsystems.com": "Enterprise Architect",
    "igrafx.com": "iGrafx",
    "itp-commerce.com": "Process Modeler",
    "mid.de": "MID Innovator",
    "omninet.de": "OMNITRACKER",
    "w4.eu": "W4 BPMN+",
    "bonitasoft.org": "Bonita",
    "esteco.com": "Cardanit",
    "caseagile.com": "Enterprise Explorer",
    "aeneis.de": "Aeneis",
    "bpmn.sourceforge.net": "Yaoqiang",
}
_STANDARD = (BPMN, "http://www.omg.org/", "http://www.w3.org/", "https://donthu.vn/")
_OWN = (f"{{{SPIFF}}}properties", f"{{{SPIFF}}}property")
_DOES = frozenset(
    (
        "executionListener", "taskListener", "eventListener", "inputOutput", "ioMapping", "connector", "in",
        "out", "script", "formValidation",
    )
)  # fmt: skip
_ON = ACTIVITIES | EVENTS | GATEWAYS | {"process", "sequenceFlow"}


def kept(sheet: Sheet) -> None:
    """Tell once for each program that what it wrote for itself is kept and not used."""
    told: set[str] = set()
    for part in sheet.root:
        for xml in part.iter("{*}*") if local(part) else ():
            for name in _vocabularies(xml):
                if name not in told:
                    told.add(name)
                    sentence = N_("What {program} wrote for itself stays in the file and is not used here.")
                    sheet.note(xml, "details-kept", sentence, program=name)


def behaviour(sheet: Sheet) -> None:
    """Ask what is to happen where another program did something behind an element."""
    for xml in sheet.root.iter(*(bpmn(kind) for kind in _ON)):
        held = xml.iterfind(f"{bpmn('extensionElements')}//*")
        done = [etree.QName(item).localname for item in held if _does(item)]
        if done:
            sentence = N_(
                'Behind "{name}" another program did something of its own ({what}). Settle whether a field, '
                "a step or a letter is to do it here."
            )
            what = ", ".join(dict.fromkeys(done))
            sheet.ask(xml, "behaviour-foreign", sentence, name=title(xml) or origin(xml), what=what)


def demanded(sheet: Sheet) -> None:
    """Ask about what another program says must be understood before the drawing is run."""
    for extension in sheet.root.iterfind(bpmn("extension")):
        if extension.get("mustUnderstand", "").strip().lower() in {"true", "1"}:
            sentence = N_(
                'The file says that it may only be run where "{name}" is understood, and here it is not. '
                "Settle what it stands for, then remove it from the file."
            )
            sheet.ask(extension, "must-understand", sentence, name=extension.get("definition", ""))


def _does(xml: etree._Element) -> bool:
    name = etree.QName(xml)
    return name.namespace not in {BPMN, SPIFF} and name.localname in _DOES


def _vocabularies(xml: etree._Element) -> Iterator[str]:
    """Name the programs whose words stand at an element; an office's own noted properties are none."""
    own = xml.tag in _OWN
    for tag in (*(() if own else (str(xml.tag),)), *map(str, xml.attrib)):
        if not tag.startswith("{"):
            continue
        space = tag[1:].partition("}")[0]
        if not space.startswith(_STANDARD):
            known = (name for part, name in _NAMES.items() if part in space)
            yield next(known, urlsplit(space).netloc or space)
