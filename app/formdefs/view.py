"""What a page needs to show one form: every sentence said, every choice decided, nothing left to compute.

A template walks ``FormView.groups`` and draws each ``FieldView`` by its ``kind``:

========== ===================================================================================
textfield  one line of text (``max_length``, ``pattern``)
textarea   text of several lines
number     a number; with ``unit`` an integer typed with thousands dots (draw a text input, numeric)
date       ``value`` is ISO when it can be read, else what was typed; both notations are accepted
time       ``value`` is 08:30
checkbox   one box; ``value`` is "true" or ""
checklist  several boxes (``options``, ``values``)
radio      one of ``options``
select     one of ``options``
taglist    several of many ``options`` (``values``)
filepicker a file input (``accept``, ``multiple``)
expression a computed text in ``value``; nothing is posted
text       a paragraph in ``label``; nothing is posted
hidden     carried along, never seen
group      ``fields`` under a heading
dynamiclist ``rows`` of fields; ``can_add`` says whether an empty row stands at the end
spacer, separator  air, a line
========== ===================================================================================

Hidden parts are left in with ``visible`` false, so that a page may show them without a round trip.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OptionView:
    """One choice of a field; ``value`` is what is posted."""

    value: str
    label: str
    selected: bool = False


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as the reader sees it; ``columns`` is its share of the sixteen columns of a line."""

    name: str
    kind: str
    label: str = ""
    help: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    options: tuple[OptionView, ...] = ()
    required: bool = False
    readonly: bool = False
    error: str = ""
    visible: bool = True
    unit: str = ""
    columns: int = 16
    min: str = ""
    max: str = ""
    step: str = ""
    pattern: str = ""
    accept: str = ""
    max_length: int | None = None
    multiple: bool = False
    fields: tuple[FieldView, ...] = ()
    rows: tuple[tuple[FieldView, ...], ...] = ()
    can_add: bool = False

    @property
    def id(self) -> str:
        """Name the control on the page: labels, help, errors and links lead to it."""
        return "f-" + (self.name or "part").replace(".", "-")


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One line of the list of errors above the form; ``id`` is the control it leads to."""

    id: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Fields that belong together; a group without ``title`` is drawn without heading."""

    name: str
    title: str
    fields: tuple[FieldView, ...]
    help: str = ""
    visible: bool = True


@dataclass(frozen=True, slots=True)
class FormView:
    """One form ready to be drawn, with the list of what is still wrong."""

    key: str
    groups: tuple[GroupView, ...]
    problems: tuple[ProblemView, ...] = ()
