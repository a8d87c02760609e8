"""The authorities of an installation: each a ward, commune or province with units and people of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import OfficeError
from app.sealing.folding import fold
from app.services.people import NameMissing
from db.models import Authority

LEVELS = ("commune", "province")
_CODE = re.compile(r"[A-ZĐ0-9][A-ZĐ0-9.-]{0,19}")


class LevelUnknown(OfficeError):
    """The level of an authority is commune or province."""


class CodeUnusable(OfficeError):
    """The code in the numbers of letters has up to 20 capital letters, digits, dots or dashes, as UBND."""


class AuthorityExists(OfficeError):
    """This installation already has an authority of this name: {name}"""


@dataclass(frozen=True, kw_only=True)
class NewAuthority:
    """What is known of an authority before it receives its first petition."""

    name: str  # Phường Trường Vinh
    name_en: str
    superior: str  # first line of every letter
    place: str  # where letters are dated
    level: str = "commune"
    code: str = "UBND"
    remote: bool = False  # vùng sâu, vùng xa: longer limits
    key: str = ""  # made of the name if empty


def found(session: Session, new: NewAuthority) -> UUID:
    """Found an authority; gives its id. Only the installation itself does this.

    Raises: NameMissing, LevelUnknown, CodeUnusable, AuthorityExists.
    """
    name, superior = " ".join(new.name.split()), " ".join(new.superior.split())
    place = " ".join(new.place.split())
    if not (name and superior and place):
        raise NameMissing
    if new.level not in LEVELS:
        raise LevelUnknown
    if not _CODE.fullmatch(new.code):
        raise CodeUnusable
    key = re.sub(r"[^a-z0-9]+", "-", fold(new.key or name)).strip("-")[:40]
    if session.scalars(select(Authority.id).where(Authority.key == key)).first():
        raise AuthorityExists(name=name)
    authority = Authority(
        key=key,
        name=name,
        name_en=" ".join(new.name_en.split()) or name,
        superior=superior,
        place=place,
        level=new.level,
        code=new.code,
        remote=new.remote,
    )
    session.add(authority)
    session.flush()  # its units point at it
    return authority.id


def keys(session: Session) -> frozenset[str]:
    """Name the authorities of this installation by their keys."""
    return frozenset(session.scalars(select(Authority.key)))
