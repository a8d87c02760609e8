"""The versions of procedures, compiled once a process."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app import formdefs, letters
from app.casework import own_english
from app.engine.definition import Definition, compile_definition
from app.errors import NotFound, NotPossibleNow
from app.formdefs import FormDefinition
from app.language import _
from db.models import BundleFile, Version

KEPT = 64
DRAFT, REPLACED, IN_REVIEW = "draft", "replaced", "in_review"  # by which nothing runs
APPROVED, IN_FORCE, RETIRED = "approved", "in_force", "retired"  # by which cases run, have run or will


@dataclass(frozen=True)
class Bundle:
    """The files of a procedure, read: diagram, forms, letters, tables."""

    definition: Definition
    forms: dict[str, FormDefinition]
    letters: dict[str, letters.Template]
    tables: dict[str, bytes]
    diagrams: dict[str, bytes]


@dataclass(frozen=True)
class Pinned(Bundle):
    """A version with all its files, ready to run."""

    version_id: UUID
    procedure: str
    number: int


_cache: OrderedDict[UUID, Pinned] = OrderedDict()
_lock = threading.Lock()


def pinned(session: Session, version_id: UUID) -> Pinned:
    """Give a version ready to run; versions never change, so each is read once a process.

    Raises: NotFound.
    """
    with _lock:
        known = _cache.get(version_id)
        if known is not None:
            _cache.move_to_end(version_id)
            return known
    made = _read(session, version_id)
    with _lock:
        _cache[version_id] = made
        if len(_cache) > KEPT:
            _cache.popitem(last=False)
    return made


def in_force(session: Session, procedure: str, on: dt.date) -> UUID:
    """Choose the version of a procedure that is in force on a legal date.

    Raises: NotPossibleNow when there is none.
    """
    found = session.scalars(_held(on).where(Version.procedure == procedure).limit(1)).one_or_none()
    if found is None:
        raise NotPossibleNow(reason=_("the procedure {key} is not in force here yet", key=procedure))
    return found


def all_in_force(session: Session, on: dt.date) -> dict[str, UUID]:
    """Give for every procedure the version in force on a legal date, in the order of their keys."""
    chosen: dict[str, UUID] = {}
    for version_id, procedure in session.execute(_held(on).add_columns(Version.procedure)):
        chosen.setdefault(procedure, version_id)
    return dict(sorted(chosen.items()))


def _held(on: dt.date) -> Select[UUID]:
    """Select the versions that hold on a day, the one that counts first.

    The dates decide, so that an approved version counts from its day on, whether or not the clock has written
    its new state yet. What came with the program has no day of its own.
    """
    return (
        select(Version.id)
        .where(
            Version.state.in_((APPROVED, IN_FORCE, RETIRED)),
            or_(Version.effective_from.is_(None), Version.effective_from <= on),
            or_(Version.effective_to.is_(None), Version.effective_to >= on),
        )
        .order_by(Version.effective_from.desc().nulls_last(), Version.number.desc())
    )


def letter_template(session: Session, version_id: UUID, key: str) -> letters.Template:
    """Give a letter's template as pinned by a version.

    Raises: NotFound.
    """
    template = pinned(session, version_id).letters.get(key)
    if template is None:
        raise NotFound
    return template


def files_of(session: Session, version_id: UUID) -> dict[str, bytes]:
    """Give the files that a version pins, as they came, in the order of their names."""
    rows = select(BundleFile).where(BundleFile.version_id == version_id).order_by(BundleFile.name)
    return {row.name: row.content for row in session.scalars(rows)}


def digest_of(files: Mapping[str, bytes]) -> str:
    """Digest the files of a bundle with their names (SHA-256)."""
    return hashlib.sha256(b"".join(n.encode() + b"\0" + files[n] for n in sorted(files))).hexdigest()


def _read(session: Session, version_id: UUID) -> Pinned:
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    files = files_of(session, version_id)
    if version.origin == "local" and digest_of(files) != version.digest:
        raise NotPossibleNow(reason=_("the files of this version are not those that were approved"))
    own_english.of_files(files, firm=version.state in {APPROVED, IN_FORCE, RETIRED})
    bundle = compile_bundle(version.procedure, files)
    return Pinned(**vars(bundle), version_id=version_id, procedure=version.procedure, number=version.number)


def compile_bundle(procedure: str, files: dict[str, bytes]) -> Bundle:
    """Compile the files of a bundle; the same for loading, for checking and for running.

    Raises: DefinitionRefused, FormRefused, and the errors of letters.
    """
    diagrams = {name: body for name, body in files.items() if name.endswith(".bpmn")}
    return Bundle(
        definition=compile_definition(diagrams, process_id=procedure),
        forms={
            name.removeprefix("forms/").removesuffix(".json"): formdefs.read(body)
            for name, body in files.items()
            if name.startswith("forms/") and name.endswith(".json")
        },
        letters={
            name.removeprefix("letters/").removesuffix(".html"): letters.read(body.decode())
            for name, body in files.items()
            if name.startswith("letters/")
        },
        tables={name: body for name, body in files.items() if name.endswith(".dmn")},
        diagrams=diagrams,
    )
