"""What an answer must keep to, and the sentence that says so when it does not."""

from __future__ import annotations

import re

from app.formdefs.definition import CHOOSING, Component
from app.language import _, content, number

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
PHONE = re.compile(r"(?:\+84|0)[0-9]{8,10}")


def complain(component: Component, value: object, *, required: bool) -> str:
    """Say what is wrong with an answer, in the reader's language; nothing when all is well."""
    label = content(component.label)
    if value is None or value == [] or (value is False and required):
        return _missing(component, label) if required else ""
    if isinstance(value, str):
        return _text(component, value, label)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _amount(component, value, label)
    return ""


def _missing(component: Component, label: str) -> str:
    if component.kind == "checkbox":
        return _("Tick “{label}” to go on.", label=label)
    if component.kind == "filepicker":
        return _("Attach a file to “{label}”.", label=label)
    if component.kind == "dynamiclist":
        return _("Add at least one line to “{label}”.", label=label)
    if component.kind in CHOOSING:
        return _("Choose an answer for “{label}”.", label=label)
    return _("Fill in “{label}”.", label=label)


def _text(component: Component, value: str, label: str) -> str:
    limits = component.limits
    if limits.min_length and len(value) < limits.min_length:
        return _("Write at least {min} characters in “{label}”.", label=label, min=limits.min_length)
    if limits.form == "email" and not EMAIL.fullmatch(value):
        return _("Write “{label}” as an e-mail address, for example chi@example.vn.", label=label)
    if limits.form == "phone" and not PHONE.fullmatch(re.sub(r"[\s.()-]", "", value)):
        return _("Write “{label}” as a telephone number, for example 0912 345 678.", label=label)
    return ""


def _amount(component: Component, value: float, label: str) -> str:
    limits = component.limits
    if limits.min is not None and value < limits.min:
        return _("“{label}” must be {min} or more.", label=label, min=number(limits.min))
    if limits.max is not None and value > limits.max:
        return _("“{label}” must be {max} or less.", label=label, max=number(limits.max))
    return ""


def complain_shape(component: Component) -> str:
    """Say that a text does not have the shape its field asks for."""
    if component.limits.pattern_message:
        return content(component.limits.pattern_message)
    return _("“{label}” is not written as asked. Look at the help beside it.", label=content(component.label))


def complain_rule(component: Component) -> str:
    """Say that an answer does not fit the others."""
    if component.rule_message:
        return content(component.rule_message)
    return _("“{label}” does not fit the other answers. Check them together.", label=content(component.label))
