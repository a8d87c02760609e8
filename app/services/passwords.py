"""Passwords: kept as Argon2id hashes, twelve characters or more, and never one that anybody would guess."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import OfficeError
from app.sealing import codes
from app.sealing.folding import fold

SHORTEST = 12  # characters (OWASP ASVS 5.0, 6.2.1)
LONGEST = 200
_LEAST_OWN = 5  # different characters that must remain when everything guessable is taken away
_TELLING = 3  # letters of a name that say who somebody is; shorter ones are parts of other words
_GUESSABLE = (
    "matkhau", "password", "passw0rd", "pssword", "pssw0rd", "qwerty", "qwer", "asdf", "zxcv", "abcdef",
    "letmein", "welcome", "iloveyou", "anhyeuem", "vietnam", "hanoi", "nghean", "quangninh", "vinh",
    "campha", "donthu", "khieunai", "tocao", "kiennghi", "ubnd", "admin", "phuong",
)  # fmt: skip

_hasher = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1, type=Type.ID)
_turns = threading.BoundedSemaphore(2)  # each hash takes 46 MB and a core: more at once would stop the office
_NOBODY = "$argon2id$v=19$m=47104,t=2,p=1$ZG9udGh1bm9ib2R5aGVyZQ$DIHVCWfgBu3NpOYwVxVyThRKNHkxbJyTTrfzCKaaNRM"


class PasswordTooShort(OfficeError):
    """A password has at least {shortest} characters. A few words that you remember make a good one."""


class PasswordTooLong(OfficeError):
    """A password has at most {longest} characters."""


class PasswordGuessable(OfficeError):
    """This password would be guessed. Take a few words that have nothing to do with you or the office."""


@dataclass(frozen=True)
class Credential:
    """What is stored of a password, and whether its owner must replace it at the next login."""

    hashed: str = field(repr=False)
    must_change: bool


def one_time() -> tuple[str, Credential]:
    """Make a password that is told once and must be changed; gives it and what is stored of it."""
    password = codes.one_time_password()
    return password, Credential(_hash(password), must_change=True)


def lasting(password: str, *, about: tuple[str, ...] = ()) -> Credential:
    """Make what is stored of a password chosen by its owner; ``about`` are words that are no secret.

    Raises: PasswordTooShort, PasswordTooLong, PasswordGuessable.
    """
    require_good(password, about=about)
    return Credential(_hash(password), must_change=False)


def given(password: str) -> Credential:
    """Make what is stored of a known password; for the invented people of demonstrations and tests only."""
    return Credential(_hash(password), must_change=False)


def require_good(password: str, *, about: tuple[str, ...] = ()) -> None:
    """Refuse a password that is short or that would be guessed.

    Raises: PasswordTooShort, PasswordTooLong, PasswordGuessable.
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort(shortest=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(longest=LONGEST)
    rest = re.sub(r"[\W_]+", "", fold(password))  # «mật khẩu» and «mat-khau» are one word
    for word in sorted({*_GUESSABLE, *_words(about)}, key=len, reverse=True):
        rest = rest.replace(word, "")
    rest = re.sub(r"\d{4,}", "", rest)  # years and runs of digits
    if len(set(rest)) < _LEAST_OWN:
        raise PasswordGuessable


def matches(hashed: str | None, password: str) -> bool:
    """Compare a password with what is stored; nobody's hash costs the same time as somebody's."""
    with _turns:
        try:
            _hasher.verify(hashed or _NOBODY, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return hashed is not None


def renewed(hashed: str, password: str) -> str | None:
    """Give a fresh hash when the stored one was made with weaker settings, else nothing."""
    return _hash(password) if _hasher.check_needs_rehash(hashed) else None


def _hash(password: str) -> str:
    with _turns:
        return _hasher.hash(password)


def _words(about: tuple[str, ...]) -> set[str]:
    folded = [fold(text) for text in about if text]
    parts = re.split(r"[\W_]+", " ".join(folded))
    return {word for word in [*parts, *folded] if len(word) >= _TELLING}
