"""Rewrites of times: dates, durations and repetitions written plainly, as every other program writes them."""

from __future__ import annotations

import datetime as dt
import re

from lxml import etree

from app.engine import actions
from app.engine.actions import Place
from app.engine.normalise import speech
from app.engine.normalise.sheet import Sheet, title
from app.engine.xmlsafe import bpmn, local, words
from app.language import N_

_DURATION = (
    r"P(?:\d{1,4}W|(?=\d|T\d)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,5}D)?"
    r"(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,8}S)?)?)"
)
_DATE = r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?"
_SHAPES = (
    ("timeDuration", re.compile(_DURATION)),
    ("timeDate", re.compile(_DATE)),
    ("timeCycle", re.compile(rf"R\d{{0,3}}/(?:{_DURATION}|{_DATE}/{_DURATION}|{_DURATION}/{_DATE})")),
)
_ALMOST = re.compile(r"(?:P|R\d*/)[^()\"']*")  # begins as a duration or a repetition, and is none
TIMES = ("timeDate", "timeDuration", "timeCycle")


def quoted(sheet: Sheet) -> None:
    """Write a plain date, duration or repetition as a text: here times are expressions."""
    for node, _definition, written in _timers(sheet):
        text = (written.text or "").strip() if written is not None and not len(written) else ""
        kind = shape(text)
        if written is None or not kind:
            continue
        written.tag, written.text = bpmn(kind), f'"{text}"'
        sentence = N_('The time "{text}" at "{name}" is read as it stands.')
        sheet.note(node, "time-quoted", sentence, text=text, name=title(node))


def unspecified(sheet: Sheet) -> None:
    """Ask when a timer fires of which nothing is said."""
    for node, _definition, written in _timers(sheet):
        if written is None or not words(written):
            sentence = N_(
                'It is not said when "{name}" fires. Choose the limit that it stands for, such as '
                'deadline("KN1.SETTLE").'
            )
            sheet.ask(node, "time-unspecified", sentence, name=title(node))


def foreign(sheet: Sheet) -> None:
    """Ask for a time that is written in the language of another program."""
    for node, _definition, written in _timers(sheet):
        if written is None or len(written) or not (text := (written.text or "").strip()):
            continue
        if not is_said(written):
            sentence = N_(
                '"{text}" at "{name}" is a time of another program. Choose the limit that it stands for, '
                'such as deadline("KN1.SETTLE").'
            )
            sheet.ask(node, "time-foreign", sentence, text=text[:60], name=title(node))


def shape(text: str) -> str:
    """Tell which kind of time a plain text is: ``timeDate``, ``timeDuration``, ``timeCycle`` or nothing."""
    kind = next((kind for kind, pattern in _SHAPES if pattern.fullmatch(text)), "")
    return kind if all(_is_date(day) for day in re.findall(_DATE, text)) else ""


def is_said(written: etree._Element) -> bool:
    """Tell whether a time is written in words of this office, and not nearly as other programs do."""
    nearly = _ALMOST.fullmatch((written.text or "").strip())
    return nearly is None and speech.is_ours(written, actions.at(Place.TIMER))


def written_time(definition: etree._Element) -> etree._Element | None:
    """Find the time of a timer, if one is written."""
    return next((child for child in definition if local(child) in TIMES), None)


def _is_date(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _timers(sheet: Sheet) -> list[tuple[etree._Element, etree._Element, etree._Element | None]]:
    return [
        (node, definition, written_time(definition))
        for _area, node in sheet.elements()
        for definition in node.findall(bpmn("timerEventDefinition"))
    ]
