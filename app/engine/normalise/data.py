"""Questions about data that a drawing shows: what a case holds lives in the case file, not in the drawing."""

from __future__ import annotations

from lxml import etree

from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local
from app.language import N_

ARROWS = ("dataInputAssociation", "dataOutputAssociation")
_HELD = ("dataInput", "dataOutput")


def stores(sheet: Sheet) -> None:
    """Ask where the office keeps what a data store stands for."""
    shown = list(sheet.root.iter(bpmn("dataStoreReference")))
    named = {store.get("dataStoreRef") for store in shown}
    others = [store for store in sheet.root.iter(bpmn("dataStore")) if store.get("id") not in named]
    for store in [*shown, *others]:
        sentence = N_(
            'The store "{name}" is a picture of where data is kept. Settle which register or form of this '
            "office it is, then remove it from the drawing."
        )
        sheet.ask(store, "data-store", sentence, name=title(store))


def arrows(sheet: Sheet) -> None:
    """Ask on which form data is entered that a drawing ties to a step."""
    carried = [process for process in sheet.root.findall(bpmn("process")) if not carries_fields(process)]
    for node in [*carried, *(node for _area, node in sheet.elements())]:
        tied = [child for child in node if local(child) in ARROWS]
        declared = [child for child in node.iterfind(f"{bpmn('ioSpecification')}/*") if local(child) in _HELD]
        if tied or declared:
            sentence = N_(
                '"{name}" takes or gives data on the drawing. Settle on which form it is asked or shown, '
                "then remove the data arrow."
            )
            sheet.ask(node, "data-arrow", sentence, name=title(node))


def carries_fields(process: etree._Element) -> bool:
    """Tell whether what a procedure takes and gives when it is called are fields of a run, if it says."""
    return all(
        child.get("name", "").isidentifier()
        for child in process.iterfind(f"{bpmn('ioSpecification')}/*")
        if local(child) in _HELD
    )


def objects(sheet: Sheet) -> None:
    """Tell that papers on the drawing are shown and carry nothing."""
    found = [*sheet.root.iter(bpmn("dataObjectReference"))] or [*sheet.root.iter(bpmn("dataObject"))]
    if found:
        names = ", ".join(dict.fromkeys(title(item) for item in found[:8]))
        sentence = N_("Papers on the drawing are shown and carry nothing: {names}.")
        sheet.note(found[0], "data-shown", sentence, names=names)


def nothing(sheet: Sheet) -> None:
    """Take away lists of data in which nothing stands; the library would look for what they name."""
    for area in sheet.areas:
        for holder in (area.holder, *area.nodes.values()):
            for listed in holder.findall(bpmn("ioSpecification")):
                if not any(local(child) in _HELD for child in listed):
                    holder.remove(listed)
                    sentence = N_('An empty list of data was taken away from "{name}".')
                    sheet.note(holder, "data-empty", sentence, name=title(holder))
