"""What the office has to say beside a table, form or letter that is edited: its fields, its issuer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.casework import own_english
from app.casework.choices import BOOKS
from app.casework.definitions import files_of
from app.errors import NotFound
from app.language import N_, _, content
from app.legaltime import grounds
from app.listings import data_dictionary, letter_preview
from app.listings.data_dictionary import Field
from app.listings.letter_preview import Issuer, Offered
from app.policy.actor import Actor
from db.models import Authority, Version


@dataclass(frozen=True, kw_only=True)
class PartWords:
    """The fields of the whole office without those of the form that is edited, and what a letter may name."""

    fields: tuple[Field, ...]
    offered: tuple[Offered, ...] = ()

    @property
    def choices(self) -> dict[str, list[dict[str, str]]]:
        """Give what may be chosen in each field, in the reader's language."""
        return {
            field.key: [{"value": value, "label": content(label)} for value, label in field.choices]
            for field in self.fields
            if field.choices
        }

    @property
    def plain(self) -> list[dict[str, object]]:
        """Give the fields as plain values for the editor of forms."""
        return [field.plain for field in self.fields]

    @property
    def sources(self) -> list[tuple[str, str]]:
        """List what the office can offer in a field: its people, units, papers, the grounds of the law."""
        own = [(key, _(said)) for key, said in SOURCES.items()]
        legal = [
            (grounds.CHOICE + group, _("Grounds of the law: {group}", group=group))
            for group in grounds.groups()
        ]
        return own + legal

    @property
    def letter_kinds(self) -> list[tuple[str, str]]:
        """List the kinds of letters, which are also the number books."""
        return [(key, content(said)) for key, said in BOOKS.items()]

    @property
    def signers(self) -> list[tuple[str, str]]:
        """List the roles that sign letters."""
        return [(role, _(said)) for role, said in SIGNERS.items()]


SIGNERS = {
    "chairman": N_("Chairman"),
    "unit_head": N_("Head of unit"),
    "officer": N_("Officer"),
    "clerk": N_("Clerk"),
}
SOURCES = {
    "units": N_("units of the office"),
    "officers": N_("people of the office"),
    "laws": N_("texts of law"),
    "documents": N_("papers of the case"),
    "items": N_("contents of the case"),
    "parties": N_("parties of the case"),
    "deadlines": N_("limits that run in the case"),
    "books": N_("number books"),
}


def read(session: Session, version_id: UUID, name: str) -> PartWords:
    """Gather the words for the editor of one file. Raises: NotFound."""
    files = _files(session, version_id)
    own_english.of_files(files, firm=False)
    fields = data_dictionary.of(session, files, besides=name)
    if not name.endswith(".html"):
        return PartWords(fields=fields)
    return PartWords(fields=fields, offered=letter_preview.offered(name, files, fields))


def require(session: Session, version_id: UUID) -> None:
    """Make sure that a version is there to be looked at. Raises: NotFound."""
    if session.get(Version, version_id) is None:
        raise NotFound


def issuer(session: Session, actor: Actor) -> Issuer:
    """Tell who issues letters where somebody works."""
    here = session.get_one(Authority, actor.authority_id)
    return Issuer(authority=here.name, superior=here.superior, place=here.place)


def _files(session: Session, version_id: UUID) -> Mapping[str, bytes]:
    require(session, version_id)
    return files_of(session, version_id)
