"""What a version about to change would touch: for each change the open cases, drafts and limits it meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from app import changes
from app.casework import definitions
from app.casework.definitions import Pinned
from app.changes import Change
from app.engine.errors import DefinitionRefused
from app.engine.timed import rule_of_timer
from app.errors import NotFound, OfficeError
from app.legaltime import citations
from app.listings import flow_places, law_impact, procedure_flow, reach, standing
from app.listings.flow_places import Places
from app.listings.law_impact import RunningCase
from app.listings.procedures import introduced
from app.listings.standing import NONE, Cases, Standing
from app.policy.actor import Actor
from db.models import Version

ABOUT = frozenset({"draft", "in_review", "approved"})


@dataclass(frozen=True, kw_only=True)
class ChangeImpact:
    """One change in words, and what it meets among what is open today."""

    change: Change
    waiting: int  # cases that wait where it is, or before
    drafts: int  # cases with a letter of that template that is not signed yet
    running: int  # cases in which its limit runs

    @property
    def articles(self) -> tuple[str, ...]:
        """Say the articles that it is about in the reader's language."""
        return tuple(citations.said(each) for each in self.change.articles)


@dataclass(frozen=True, kw_only=True)
class VersionImpact:
    """All that a version about to change would touch."""

    version_id: UUID
    title: str
    number: int
    state: str
    procedure: str
    against: int | None  # the number of the version in force; None where there is none
    rows: tuple[ChangeImpact, ...]
    touched: int
    open_cases: int  # in the procedure at all
    capped: bool
    listed: tuple[RunningCase, ...]


class _Met(NamedTuple):
    waiting: Cases
    drafts: Cases
    running: Cases


def show(session: Session, version_id: UUID, *, actor: Actor) -> VersionImpact:
    """Compare a version with the one in force, and count what each change meets.

    Raises: NotFound for what is not about to change.
    """
    version = session.get(Version, version_id)
    if version is None or version.state not in ABOUT:
        raise NotFound
    files = definitions.files_of(session, version_id)
    now = procedure_flow.in_force(session, version.procedure)
    old = definitions.files_of(session, now.version_id) if now else {}
    where = standing.of(session, actor=actor)
    looked = _Look(version.procedure, _places(now), _places(_compiled(version, files)), where)
    found = changes.compare(old, files, procedure=version.procedure) if now else ()
    met = [looked.at(change) for change in found]
    touched = NONE.union(*(cases for each in met for cases in each))
    drawings = (body for name, body in files.items() if name.endswith(".bpmn"))
    return VersionImpact(
        version_id=version_id,
        title=introduced(drawings, version.procedure)[0] or version.procedure,
        number=version.number,
        state=version.state,
        procedure=version.procedure,
        against=now.number if now else None,
        rows=tuple(
            ChangeImpact(change=change, waiting=len(at), drafts=len(drafts), running=len(running))
            for change, (at, drafts, running) in zip(found, met, strict=True)
        ),
        touched=len(touched),
        open_cases=len(where.within(version.procedure)),
        capped=where.capped,
        listed=law_impact.of_ids(session, touched, actor=actor),
    )


@dataclass(frozen=True)
class _Look:
    """Both drawings, and where everything stands."""

    procedure: str
    old: Places | None
    new: Places | None
    where: Standing

    def at(self, change: Change) -> _Met:
        """Find what one change meets."""
        letter = change.file.removeprefix("letters/").removesuffix(".html")
        is_letter = change.file.startswith("letters/")
        both = [places for places in (self.old, self.new) if places]
        elements = {key for places in both for key in reach.at_or_before(places, _elements(places, change))}
        rules = {rule for places in both for rule in _rules(places, change)}
        return _Met(
            self.where.at(self.procedure, elements),
            self.where.drafts.get((self.procedure, letter), NONE) if is_letter else NONE,
            NONE.union(*(self.where.limits.get(rule, NONE) for rule in rules)),
        )


def _elements(places: Places, change: Change) -> Iterator[str]:
    """Name the elements that a change is about: of its form or letter, the one it names, its arrow's."""
    if change.file.startswith("forms/"):
        form = change.file.removeprefix("forms/").removesuffix(".json")
        yield from (key for key, node in places.nodes.items() if node.properties.get("form") == form)
    elif change.file.startswith("letters/"):
        letter = change.file.removeprefix("letters/").removesuffix(".html")
        yield from places.issued.get(letter, ())
        yield from (key for key, node in places.nodes.items() if node.properties.get("letter") == letter)
    else:
        for element in {change.element, change.was} - {""}:
            yield element if element in places.nodes else places.sources.get(element, "")


def _rules(places: Places, change: Change) -> Iterator[str]:
    """Name the limits that a change is about: those of the timers that it names."""
    for element in {change.element, change.was} & places.nodes.keys():
        _kind, rule, _ahead = rule_of_timer(places.nodes[element].timer)
        if rule:
            yield rule


def _places(pinned: Pinned | None) -> Places | None:
    return flow_places.of(pinned) if pinned else None


def _compiled(version: Version, files: Mapping[str, bytes]) -> Pinned | None:
    """Make a draft ready to be walked; one that does not run yet is looked at by the old drawing alone."""
    try:
        made = definitions.compile_bundle(version.procedure, dict(files))
    except (DefinitionRefused, OfficeError):
        return None
    return Pinned(**vars(made), version_id=version.id, procedure=version.procedure, number=version.number)
