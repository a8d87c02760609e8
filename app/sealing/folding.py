"""Vietnamese words made comparable: without accents for searching, by given name for sorting."""

from __future__ import annotations

import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Only digits and small letters, whose order every database collation agrees on.
_SYMBOLS = "3456789abcdefghijklmnopqrstuvwxyz"
_RANK = dict(zip(_ALPHABET, _SYMBOLS, strict=True))


def fold(text: str) -> str:
    """Write a text as people search for it: small letters, no accents, đ as d, single spaces."""
    small = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    bare = "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))
    return " ".join(bare.split())


def tokens(text: str) -> tuple[str, ...]:
    """Split a text into the folded words that a search compares, in order, each once."""
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    return tuple(dict.fromkeys(words))


def sort_key(full_name: str) -> str:
    """Give the key that puts names in the order of a Vietnamese list: given name, family name, the rest.

    The key is plain ASCII, so that both databases sort it alike; tones decide between equal letters in
    the order ngang, huyền, hỏi, ngã, sắc, nặng.
    """
    words = unicodedata.normalize("NFC", full_name).lower().split()
    return "".join(_word_key(word) for word in [*words[-1:], *words[:-1]])


def _word_key(word: str) -> str:
    tone, letters = "0", []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    base = unicodedata.normalize("NFC", "".join(letters))
    return "".join(_letter_key(char) for char in base) + "0" + tone


def _letter_key(char: str) -> str:
    if char in _RANK:
        return _RANK[char]
    return f"2{char}" if char.isdecimal() and char.isascii() else ""
