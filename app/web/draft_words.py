"""What an editor's page hands to its script: the file, the addresses, whose turn it is, and the words."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from flask import url_for

from app import clock
from app.gate import Kind
from app.language import N_, _, current
from app.listings.editor_page import EditorPage
from app.services import draft_locks, draft_work
from app.services.drafting import Meanwhile
from app.web.doors import reading
from app.web.login import actor

ACTS = ("check", "autosave", "forget", "save", "lock", "take-over", "release", "catalogue", "mend")
EDITORS = {Kind.PROCEDURE: "draw?sheet=", Kind.TABLE: "table?name=", Kind.FORM: "form?name="}
WORDS = {
    "saved": N_("Saved at {time}"),
    "kept": N_("Kept at {time}, not saved yet"),
    "changed": N_("Changed, not saved yet"),
    "saving": N_("Saving …"),
    "offline": N_("Cannot reach the office; what you draw stays on this page. Trying again."),
    "unchanged": N_("Everything is saved"),
    "clean": N_("Nothing stands in the way of putting this in force."),
    "show": N_("Show it"),
    "mend": N_("Mend it"),
    "held": N_("{who} has been editing this draft since {since}. You may look, and keep your own as a copy."),
    "recovery": N_("You left something unsaved here at {at}."),
    "recovery-moved": N_("You left something unsaved here at {at}; the draft was saved anew since."),
}


def board(page: EditorPage) -> dict[str, object]:
    """Gather what the script of an editor begins with."""
    return {
        "version": str(page.version_id),
        "base": page.digest,
        "procedure": page.procedure,
        "name": page.name,
        "kind": page.kind.value,
        "content": page.content,
        "writable": page.writable,
        "language": current(),
        "acts": {act: address(page.version_id, act) for act in ACTS},
        "here": editor_of(page.version_id, page.kind, page.name),
        "recovered": _recovered(page) if page.writable else None,
        "held": _held(page) if page.writable else None,
        "words": {key: _(words) for key, words in WORDS.items()},
    }


def editor_of(version_id: UUID, kind: Kind, name: str) -> str:
    """Give the address at which a file of a version is edited."""
    return address(version_id, EDITORS.get(kind, "letter?name=") + quote(name))


def address(version_id: UUID, act: str) -> str:
    """Give the address to which an editor sends."""
    return f"{url_for('procedures.show', version_id=version_id)}/{act}"


def meanwhile(found: Meanwhile) -> dict[str, object]:
    """Tell who saved what since the editor was opened."""
    return {
        "version_id": str(found.version_id),
        "digest": found.digest,
        "saved": [
            {"who": each.who, "at": f"{clock.local(each.at):%H:%M %d/%m/%Y}", "files": list(each.files)}
            for each in found.saved
        ],
    }


def _recovered(page: EditorPage) -> dict[str, object] | None:
    with reading() as session:
        work = draft_work.recovered(session, page.version_id, page.name, actor=actor())
    if work is None:
        return None
    return {
        "content": work.content.decode(errors="replace"),
        "at": f"{clock.local(work.at):%H:%M %d/%m/%Y}",
        "moved": work.base != page.digest,
        "base": work.base,
        "version": str(work.opened or page.version_id),
    }


def _held(page: EditorPage) -> dict[str, object] | None:
    with reading() as session:
        held = draft_locks.holder(session, page.version_id)
    if held is None or held.person_id == actor().person_id:
        return None
    return {"who": held.who, "since": held.since_words}
