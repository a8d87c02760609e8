"""The English that somebody writes beside the Vietnamese of a draft: one file of the bundle, ``en.po``."""

from __future__ import annotations

from collections.abc import Mapping

from app.casework.bundle_names import ENGLISH
from app.errors import Unacceptable
from app.language import _, english, read_pairs, write_pairs

LONGEST = 4_000  # characters of a text
MOST = 1_000  # pairs sent at once


def added(files: Mapping[str, bytes], pairs: Mapping[str, str]) -> dict[str, bytes]:
    """Put pairs, Vietnamese to English, into a bundle; an empty English takes the pair out.

    What says the same as what comes with the program is left to it. Raises: Unacceptable.
    """
    if len(pairs) > MOST or any(len(text) > LONGEST for pair in pairs.items() for text in pair):
        raise Unacceptable(reason=_("the English is too long"))
    if not pairs:
        return dict(files)
    kept = of(files)
    for text, said in pairs.items():
        kept.pop(text, None)
        if text.strip() and said.strip() and said != english(text):
            kept[text] = said
    others = {name: body for name, body in files.items() if name != ENGLISH}
    return others | ({ENGLISH: write_pairs(kept)} if kept else {})


def of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Read the pairs of a bundle; none where there are none or where they cannot be read."""
    try:
        return read_pairs(files.get(ENGLISH, b""))
    except ValueError:
        return {}
