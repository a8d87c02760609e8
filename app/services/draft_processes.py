"""Which procedure a bundle of files is about, and what it is called."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePosixPath

from app import drawing, xmlsafe
from app.engine.draft import processes

MOST_TOGETHER = 8  # pools of one drawing that are played at once
_KEY = re.compile(r"[A-Za-z_][\w.-]{0,39}")
_CALLED = re.compile(rb'\bcalledElement="([^"]+)"')


def main_process(files: Mapping[str, bytes]) -> str:
    """Name the process that a bundle is about: the first that no other calls; empty without a drawing."""
    return next(iter(playable_processes(files)), "")


def playable_processes(files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """List the processes of a bundle that can be played by themselves, each with those of its drawing."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(files):
        if name.endswith(".bpmn"):
            with suppress(xmlsafe.XmlRefused):
                together = processes(xmlsafe.read(files[name]))
                found |= dict.fromkeys(together, together[:MOST_TOGETHER])
    called = {key.decode(errors="replace") for body in files.values() for key in _CALLED.findall(body)}
    return dict(sorted(found.items(), key=lambda each: each[0] in called))


def key_of(files: Mapping[str, bytes]) -> str:
    """Give the key of the procedure that files are about; strange ids get one of our making."""
    process = main_process(files)
    if _KEY.fullmatch(process):
        return process
    about = process or ",".join(sorted(files))
    return f"draft-{hashlib.sha256(about.encode()).hexdigest()[:16]}"


def title_of(files: Mapping[str, bytes]) -> str:
    """Call a bundle as its drawing calls its procedure, or as its first file is called."""
    main = main_process(files)
    named = (each for body in files.values() for each in drawing.introduce(body) if each.process == main)
    title = next((each.title for each in named if each.title), "")
    drawn = sorted(files, key=lambda name: (not name.endswith(".bpmn"), name))
    return (" ".join(title.split()) or PurePosixPath(drawn[0]).stem)[:300]
