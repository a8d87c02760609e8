"""Codes that people carry on paper: the citizen's code on the receipt, the one-time password.

The citizen's code has 80 random bits in sixteen characters without I, L, O and U, and a check
character that finds every single mistyped character and every two that changed places.
"""

from __future__ import annotations

import hashlib
import secrets

from app.sealing.errors import CodeUnreadable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_VALUE = {char: value for value, char in enumerate(ALPHABET)}
_SAME = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, ".": None, "\u00a0": None})


def new_code() -> str:
    """Make a citizen's code, as printed: ``7K2M-XN4P-9QRT-3VWZ5``."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    return show(body + _check(body))


def parse(typed: str) -> str:
    """Read a code as somebody typed it; spaces, dashes, small letters, O for 0 and I or L for 1 are fine.

    Raises: CodeUnreadable when a character is missing or mistyped.
    """
    code = "".join(typed.upper().split()).translate(_SAME)
    if len(code) != _LENGTH + 1 or any(char not in _VALUE for char in code) or _check(code[:-1]) != code[-1]:
        raise CodeUnreadable
    return code


def show(code: str) -> str:
    """Write a code in groups of four, the last with its check character."""
    return "-".join([code[0:4], code[4:8], code[8:12], code[12:]])


def fingerprint(typed: str) -> bytes:
    """Give the 32 bytes that are stored instead of a code.

    Raises: CodeUnreadable.
    """
    return hashlib.sha256(b"donthu code " + parse(typed).encode()).digest()


def one_time_password() -> str:
    """Make a password that is told once and must be changed at the first login (80 bits)."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)).lower()
    return "-".join(body[i : i + 4] for i in range(0, _LENGTH, 4))


def _check(body: str) -> str:
    total = 0
    for char in body:  # Horner's rule in the field of 32 elements: each place has a weight of its own
        total = _double(total) ^ _VALUE[char]
    return ALPHABET[_double(total)]


def _double(value: int) -> int:
    """Multiply by x in GF(2^5) modulo x^5 + x^2 + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
