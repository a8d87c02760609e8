"""Procedures put in force: the shipped bundles are loaded, local edits are never overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock, gate
from app.casework import definitions, own_english
from app.casework.definitions import APPROVED, IN_FORCE, RETIRED, digest_of
from app.engine.errors import DefinitionRefused
from app.errors import OfficeError
from app.gate.verdict import Verdict
from app.language import ROOT
from app.services import law_release
from db.models import BundleFile, Version
from db.session import Database

PROCESSES = ROOT / "processes"
FORMS = ROOT / "forms"
_passed: set[str] = set()  # digests of the shipped bundles that this process has let through the gate


def shipped() -> list[str]:
    """List the procedures that come with this release and can be started on their own."""
    return sorted(folder.name for folder in PROCESSES.iterdir() if (folder / f"{folder.name}.bpmn").exists())


def bundle(procedure: str) -> dict[str, bytes]:
    """Gather what a version pins: diagrams with those they call, tables, forms, letters, scenarios."""
    files = dict(_gather(procedure))
    scenarios = sorted((PROCESSES / procedure).glob("scenarios/*.yaml"))  # not of those that it calls
    files |= {f"scenarios/{path.name}": path.read_bytes() for path in scenarios}
    for form in sorted(FORMS.glob("*.json")):
        if any(f'value="{form.stem}"'.encode() in body for n, body in files.items() if n.endswith(".bpmn")):
            files[f"forms/{form.name}"] = form.read_bytes()
    return files


def load_all(database: Database, *, say: Callable[[str], None]) -> int:
    """Put every shipped procedure in force that is new; give how many were. ``say`` hears of each.

    They rest on the legal data of the same release, which are taken in first.
    """
    with database.transaction() as session:
        law_release.take_in(session)
    made = 0
    for procedure in shipped():
        with database.transaction() as session:
            version = load(session, procedure)
        if version is not None:
            made += 1
            say(f"  {procedure} · {version.number}")
    learn_english(database)
    return made


def learn_english(database: Database) -> None:
    """Let this process know what was written in English beside the procedures that are in force."""
    with database.reading() as session:
        own_english.of_versions(session, definitions.all_in_force(session, clock.today()).values())


def read_ahead(database: Database) -> None:
    """Read every procedure that is in force, so that no visitor waits for it: four seconds for all of them.

    One that cannot be read is left to whoever needs it, and told there.
    """
    with database.reading() as session:
        for version_id in definitions.all_in_force(session, clock.today()).values():
            with suppress(OfficeError):
                definitions.pinned(session, version_id)


def load(session: Session, procedure: str) -> Version | None:
    """Put the shipped bundle of a procedure in force, if it is new; give the version made, or None.

    A procedure that was drawn here stays as it is, also while what was approved waits for its day.

    Raises: DefinitionRefused when the gate finds anything in the bundle that stands in its way.
    """
    files = bundle(procedure)
    digest = digest_of(files)
    standing = session.scalars(
        select(Version).where(Version.procedure == procedure, Version.state.in_((APPROVED, IN_FORCE)))
    ).all()
    if any(version.origin == "local" or version.digest == digest for version in standing):
        return None
    if digest not in _passed:
        verdict = gate.check_bundle(files, process_id=procedure)
        if not may_be_loaded(verdict):
            raise DefinitionRefused(problems=(*verdict.refusals, *verdict.notes))
        _passed.add(digest)
    return _put_in_force(session, procedure, files, digest)


def may_be_loaded(verdict: Verdict) -> bool:
    """Tell whether a shipped bundle may be put in force; a law that ended since is told on the legal page."""
    return verdict.accepted and not verdict.refusals and all(n.rule == "law" for n in verdict.notes if n.open)


def _put_in_force(session: Session, procedure: str, files: dict[str, bytes], digest: str) -> Version:
    last = session.scalar(select(func.max(Version.number)).where(Version.procedure == procedure)) or 0
    for version in session.scalars(
        select(Version).where(Version.procedure == procedure, Version.state == IN_FORCE)
    ):
        version.state = RETIRED
    version = Version(
        procedure=procedure,
        number=last + 1,
        state="draft",  # until it has its files: the database lets nobody change those of a version that runs
        origin="shipped",
        digest=digest,
        effective_from=None,
        effective_to=None,
        created_at=clock.now(),
    )
    session.add(version)
    session.flush()
    session.add_all(
        BundleFile(version_id=version.id, name=name, digest=hashlib.sha256(body).hexdigest(), content=body)
        for name, body in files.items()
    )
    session.flush()
    version.state = IN_FORCE
    session.flush()
    return version


def _gather(procedure: str) -> Iterator[tuple[str, bytes]]:
    """Give a procedure's own files and those of every procedure it calls."""
    seen: set[str] = set()
    waiting = [procedure]
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        for path in sorted((PROCESSES / key).rglob("*")):
            if path.suffix in {".bpmn", ".dmn"} or path.parent.name == "letters":
                name = f"letters/{path.name}" if path.parent.name == "letters" else path.name
                yield name, path.read_bytes()
        waiting += _called(PROCESSES / key / f"{key}.bpmn")


def _called(diagram: Path) -> list[str]:
    return [
        other.name
        for other in PROCESSES.iterdir()
        if f'calledElement="{other.name}"'.encode() in diagram.read_bytes()
    ]
