"""What two petitions are compared by when neither may be read: keyed marks of normalised facts.

A mark tells that two facts are equal and nothing else. Each kind has a key of its own, so that a
phone number and an identity number with the same digits do not meet.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.sealing.errors import NothingToCompare
from app.sealing.folding import fold

LENGTH = 16  # bytes of a mark: collisions stay improbable at a billion rows
_LEAST = {"identity": 6, "phone": 8, "name": 4, "parcel": 3}  # shorter values would be guessable
_PLACE_WORDS = r"\b(tinh|thanh pho|tp|quan|huyen|thi xa|thi tran|phuong|xa|dac khu|p|x)\b\.?"


class Kind(StrEnum):
    """The facts by which earlier petitions are found."""

    IDENTITY = "identity"
    PHONE = "phone"
    NAME = "name"
    PARCEL = "parcel"


def name_with_place(name: str, place: str) -> str:
    """Join a name and a place into the one text that is compared; a name alone says too little."""
    return f"{name}|{place}"


def normalise(kind: str, text: str) -> str:
    """Write a fact in the one form in which it is compared; an empty text when nothing is left of it."""
    match Kind(kind):
        case Kind.IDENTITY:
            value = re.sub(r"[^a-z0-9]", "", fold(text)).upper()
        case Kind.PHONE:
            value = _phone(text)
        case Kind.NAME:
            value = _name(text)
        case Kind.PARCEL:
            value = _parcel(text)
    return value if len(value) >= _LEAST[kind] else ""


def derive(secret: bytes, kind: str) -> bytes:
    """Derive the key of one kind of mark from the installation's secret."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"donthu blind {kind}".encode()).derive(secret)


def mark(key: bytes, kind: str, text: str) -> bytes:
    """Make the 16-byte mark of a fact.

    Raises: NothingToCompare when the text is too short to compare safely.
    """
    value = normalise(kind, text)
    if not value:
        raise NothingToCompare
    return hmac.new(key, value.encode(), hashlib.sha256).digest()[:LENGTH]


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if digits.startswith("0084"):
        digits = digits[2:]
    return f"0{digits[2:].lstrip('0')}" if digits.startswith("84") and len(digits) > 10 else digits  # noqa: PLR2004 - a number with its country code


def _name(text: str) -> str:
    name, _, place = fold(text).partition("|")
    words = " ".join(re.sub(r"[^\w ]", " ", name).split())
    where = _place(place)
    return f"{words}|{where}" if words and where else ""


def _place(folded: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", re.sub(_PLACE_WORDS, " ", folded)).split())


def _parcel(text: str) -> str:
    """Read «thửa số 12, tờ bản đồ số 45, phường Cửa Ông» and «12/45 Cửa Ông» as the same parcel."""
    folded = fold(text)
    plot = re.search(r"\bthua\D{0,12}(\d+)", folded)
    sheet = re.search(r"\bto\D{0,14}(\d+)", folded)
    short = re.search(r"\b(\d+)\s*/\s*(\d+)\b", folded)
    if plot and sheet:
        found = (plot[1], sheet[1])
    elif short:
        found = (short[1], short[2])
    else:
        return ""
    rest = re.sub(r"\b(thua|dat|so|to|ban|do)\b|\d+", " ", folded)
    return f"{int(found[0])}/{int(found[1])}|{_place(rest)}"
