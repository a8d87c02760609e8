"""One change made in a shipped procedure, and what is said of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from app.changes import Change, compare
from app.language import use
from app.services import procedures

Edit = Callable[[dict[str, bytes]], None]


@cache
def shipped(procedure: str) -> Mapping[str, bytes]:
    """Give the bundle that comes with the program."""
    return procedures.bundle(procedure)


def swap(file: str, old: str, new: str) -> Edit:
    """Replace a text that stands once in a file."""

    def edit(files: dict[str, bytes]) -> None:
        text = files[file].decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        files[file] = text.replace(old, new).encode()

    return edit


def within(file: str, element: str, old: str, new: str) -> Edit:
    """Replace a text that stands once within one element of a drawing."""

    def edit(files: dict[str, bytes]) -> None:
        text = files[file].decode()
        found = re.search(rf'<bpmn:(\w+) id="{element}"(?:[^>]*/>|.*?</bpmn:\1>)', text, re.DOTALL)
        assert found, f"{element} is not in {file}"
        body = found.group()
        assert body.count(old) == 1, f"{old!r} stands {body.count(old)} times in {element}"
        files[file] = (text[: found.start()] + body.replace(old, new) + text[found.end() :]).encode()

    return edit


def remove(file: str, *elements: str) -> Edit:
    """Take elements out of a drawing, with the arrows to and from them."""

    def edit(files: dict[str, bytes]) -> None:
        text = files[file].decode()
        for element in elements:
            found = rf'<bpmn:(\w+) id="{element}"(?:[^>]*/>|.*?</bpmn:\1>)'
            text, count = re.subn(found, "", text, count=1, flags=re.DOTALL)
            assert count, f"{element} is not in {file}"
            ends = rf'<bpmn:sequenceFlow [^>]*(?:source|target)Ref="{element}"'
            text = re.sub(rf"{ends}(?:[^>]*/>|[^>]*[^/]>.*?</bpmn:sequenceFlow>)", "", text, flags=re.DOTALL)
        files[file] = text.encode()

    return edit


def lead(file: str, arrow: str, **ends: str) -> Edit:
    """Give an arrow another ``source`` or ``target``."""

    def edit(files: dict[str, bytes]) -> None:
        text = files[file].decode()
        for end, element in ends.items():
            found = rf'(<bpmn:sequenceFlow id="{arrow}"[^>]*{end}Ref=")\w+'
            text, count = re.subn(found, rf"\g<1>{element}", text)
            assert count == 1, f"{arrow} is not in {file}"
        files[file] = text.encode()

    return edit


def rename(file: str, old: str, new: str) -> Edit:
    """Give an element another id, everywhere."""

    def edit(files: dict[str, bytes]) -> None:
        files[file] = re.sub(rf"\b{old}\b", new, files[file].decode()).encode()

    return edit


def retype(file: str, element: str, kind: str) -> Edit:
    """Make another kind of element of one."""

    def edit(files: dict[str, bytes]) -> None:
        text = files[file].decode()
        found = rf'<bpmn:(\w+) (id="{element}".*?)</bpmn:\1>'
        text, count = re.subn(found, rf"<bpmn:{kind} \2</bpmn:{kind}>", text, flags=re.DOTALL)
        assert count == 1, f"{element} is not in {file}"
        files[file] = text.encode()

    return edit


def insert(file: str, place: str, drawn: str) -> Edit:
    """Draw something in a phase or a process."""

    def edit(files: dict[str, bytes]) -> None:
        text = files[file].decode()
        found = re.search(rf'<bpmn:(subProcess|process) id="{place}".*?(?=</bpmn:\1>)', text, re.DOTALL)
        assert found, f"{place} is not in {file}"
        files[file] = (text[: found.end()] + drawn + text[found.end() :]).encode()

    return edit


def flow(source: str, target: str, condition: str = "") -> str:
    """Write an arrow."""
    when = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="flow_{source}_{target}" {ends}>{when}</bpmn:sequenceFlow>'


def take(file: str, element: str) -> Edit:
    """Take one element out and leave everything else as it is."""

    def edit(files: dict[str, bytes]) -> None:
        found = rf'<(\S+) id="{element}"(?:[^>]*/>|.*?</\1>)'
        text, count = re.subn(found, "", files[file].decode(), count=1, flags=re.DOTALL)
        assert count, f"{element} is not in {file}"
        files[file] = text.encode()

    return edit


def put(file: str, body: bytes | None = None) -> Edit:
    """Put a file into the bundle; without a body, take it out."""

    def edit(files: dict[str, bytes]) -> None:
        if body is None:
            del files[file]
        else:
            files[file] = body

    return edit


def field(file: str, key: str, change: Callable[[list[Any], Any], object]) -> Edit:
    """Change one field of a form: ``change`` gets all parts of the form, and this one."""

    def edit(files: dict[str, bytes]) -> None:
        form = json.loads(files[file])
        change(form["components"], next(one for one in form["components"] if one.get("key") == key))
        files[file] = json.dumps(form).encode()

    return edit


def edited(procedure: str, *edits: Edit) -> dict[str, bytes]:
    """Give a shipped bundle with these changes."""
    files = dict(shipped(procedure))
    for edit in edits:
        edit(files)
    return files


def changes(procedure: str, *edits: Edit, before: tuple[Edit, ...] = ()) -> tuple[Change, ...]:
    """Compare a shipped bundle with its edited copy; what is done ``before`` is in both."""
    old, new = edited(procedure, *before), edited(procedure, *before, *edits)
    return compare(old, new, procedure=procedure)


def only(kind: str, procedure: str, *edits: Edit, vi: str, en: str, before: tuple[Edit, ...] = ()) -> Change:
    """Make one change and claim that this sentence is said of it, and nothing else."""
    found = changes(procedure, *edits, before=before)
    assert [change.said for change in found] == [vi]
    with use("en"):
        assert [change.said for change in found] == [en]
    assert found[0].kind == kind
    return found[0]
