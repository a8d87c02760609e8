"""Scenarios of a draft: written by hand or recorded from a rehearsal, walked with every save."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import scenario_results
from app.casework.definitions import files_of
from app.checklist import apart as checklist
from app.checklist.walks import FOLDER, Walks
from app.errors import NotFound, OfficeError
from app.gate import scenario
from app.gate.scenario import ScenarioRefused
from app.rehearsal import apart
from app.services import drafting
from app.services.rehearsals import Standing
from db.models import Version

RECORDED = "recorded"
_KEY = re.compile(r"[\w-]{1,60}")


class NamelessScenario(OfficeError):
    """Give the scenario a name first: what happens in it, in a few words."""


class StrangeFileName(OfficeError):
    """A file of scenarios is called by letters, digits and hyphens, at most 60 of them."""


class UnreadableScenario(OfficeError):
    """The scenarios cannot be read, so nothing was saved. {reason}"""

    def __init__(self, refused: ScenarioRefused) -> None:
        super().__init__(reason=refused.sentence)
        self.line = refused.line


@dataclass(frozen=True)
class Bundle:
    """A procedure and its files as they are walked."""

    procedure: str
    files: Mapping[str, bytes]


def bundle(session: Session, version_id: UUID) -> Bundle:
    """Gather what is needed to walk a version. Raises: NotFound."""
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    return Bundle(version.procedure, files_of(session, version_id))


def walked(held: Bundle) -> Walks:
    """Walk every scenario of a version in the limited room, outside of any transaction."""
    return checklist.walk(held.files, held.procedure)


def keep(session: Session, held: Bundle, found: Walks) -> None:
    """Keep what came of walking, for every version with the same drawings and scenarios."""
    scenario_results.keep(session, held.procedure, held.files, found)


def is_walked(session: Session, held: Bundle) -> bool:
    """Tell whether the scenarios of a version were walked already as they are."""
    return scenario_results.known(session, held.procedure, held.files) is not None


def written(name: str, text: str) -> dict[str, bytes]:
    """Give the file that somebody wrote, if its scenarios can be read.

    Raises: StrangeFileName, UnreadableScenario, which knows the line.
    """
    key = name.removeprefix(FOLDER).removesuffix(".yaml").strip()
    if not _KEY.fullmatch(key):
        raise StrangeFileName
    body = text.replace("\r\n", "\n").strip().encode() + b"\n"
    try:
        scenario.read(body)
    except ScenarioRefused as refused:
        raise UnreadableScenario(refused) from refused
    return {f"{FOLDER}{key}.yaml": body}


def recorded(standing: Standing, name: str) -> str:
    """Write down what was done in a rehearsal as one scenario.

    Raises: NamelessScenario, TooCostly, Declined with what stands in the way.
    """
    said = " ".join(unicodedata.normalize("NFC", name).split())
    if not said:
        raise NamelessScenario
    return apart.record(standing.scene, said, files=standing.play.files)


def beside(session: Session, version_id: UUID, text: str) -> tuple[UUID, str, dict[str, bytes]]:
    """Put a recorded scenario behind those recorded before: in the newest of the draft.

    Gives its version, its digest, and the file. Raises: NotFound, Frozen.
    """
    newest = drafting.newest(session, version_id)
    name = f"{FOLDER}{RECORDED}.yaml"
    before = files_of(session, newest.id).get(name, b"")
    body = b"\n".join(part for part in (before, text.encode()) if part)
    return newest.id, newest.digest, {name: body}
