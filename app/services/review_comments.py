"""What is said of a draft, pinned to its elements; all of it has to be settled before anybody approves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import authors
from app.casework.definitions import DRAFT, IN_REVIEW
from app.errors import NotAllowed, NotFound, OfficeError
from app.policy.actor import Actor
from app.policy.procedures import judges
from app.services.procedure_trail import record
from app.services.staff_trail import Tag
from db.base import new_id
from db.models import Comment, Version

LONGEST = 4000  # characters


class NothingSaid(OfficeError):
    """Write what you want to say first."""


class TooMuchSaid(OfficeError):
    """A comment holds at most {most} characters. Say it shorter, or in two comments."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A comment as somebody wrote it: to which element of which file, and how that is called now."""

    text: str
    file: str = ""
    element: str = ""
    name: str = ""


def comment(session: Session, version_id: UUID, said: Said, *, actor: Actor) -> UUID:
    """Say something of a draft or of a version in review, pinned to one of its elements.

    Raises: NotFound, NotAllowed, NothingSaid, TooMuchSaid.
    """
    version = _open(session, version_id, actor)
    return _keep(session, version, said, None, actor)


def reply(session: Session, version_id: UUID, comment_id: UUID, text: str, *, actor: Actor) -> UUID:
    """Answer a comment; a comment that was settled is open again.

    Raises: NotFound, NotAllowed, NothingSaid, TooMuchSaid.
    """
    version = _open(session, version_id, actor)
    answered = _standing(session, version_id, comment_id)
    made = _keep(
        session, version, Said(text=text, file=answered.file, element=answered.element), answered, actor
    )
    answered.resolver_id, answered.resolved_at = None, None
    return made


def resolve(session: Session, version_id: UUID, comment_id: UUID, *, actor: Actor) -> None:
    """Settle a comment: who made it, or somebody who may judge the version; an author settles only their own.

    Raises: NotFound, NotAllowed.
    """
    version = _open(session, version_id, actor)
    settled = _standing(session, version_id, comment_id)
    outside = judges(actor) and actor.person_id not in authors.authors_of(session, version_id)
    if settled.person_id != actor.person_id and not outside:
        raise NotAllowed
    if settled.resolved_at is None:
        settled.resolver_id, settled.resolved_at = actor.person_id, clock.now()
        record(session, Tag.PROCEDURE_RESOLVE, version, actor, comment=str(comment_id))


def _open(session: Session, version_id: UUID, actor: Actor) -> Version:
    version = session.get(Version, version_id, with_for_update=True)
    if version is None or version.state not in {DRAFT, IN_REVIEW}:
        raise NotFound
    if not judges(actor) and actor.person_id not in authors.authors_of(session, version_id):
        raise NotAllowed
    return version


def _standing(session: Session, version_id: UUID, comment_id: UUID) -> Comment:
    found = session.get(Comment, comment_id)
    if found is None or found.root_id != authors.root_of(session, version_id) or found.answers_id is not None:
        raise NotFound
    return found


def _keep(session: Session, version: Version, said: Said, answers: Comment | None, actor: Actor) -> UUID:
    text = said.text.strip()
    if not text:
        raise NothingSaid
    if len(text) > LONGEST:
        raise TooMuchSaid(most=LONGEST)
    kept = Comment(
        id=new_id(),
        root_id=authors.root_of(session, version.id),
        number=version.number,
        file=said.file[:300],
        element=said.element[:300],
        name=said.name[:300],
        person_id=actor.person_id,
        text=text,
        said_at=clock.now(),
        answers_id=answers.id if answers else None,
        resolver_id=None,
        resolved_at=None,
    )
    session.add(kept)
    record(session, Tag.PROCEDURE_COMMENT, version, actor, comment=str(kept.id), element=kept.element)
    return kept.id
