"""What citizens write about: invented matters of the kinds that the two cities really had."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.demo.names import Citizen

FILE = Path(__file__).with_name("matters.toml")


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One matter: what is written, what is asked, and what the office found and did."""

    group: str  # recommendation | elsewhere | complaint | denunciation …: which stories it fits
    matter: str
    field: str
    facts: tuple[str, ...]  # boxes ticked at the counter
    contents: tuple[tuple[str, str], ...]  # text and request of each content
    documents: tuple[str, ...] = ()
    parcel: str = ""
    finding: str = "agree"  # how the request was answered: agree | partly | cannot
    action: str = ""  # what the office did about it
    body: str = ""  # who is competent, if it is not the ward
    reason: str = ""
    respondent: str = "none"
    respondent_name: str = ""
    respondent_unit: str = ""
    contested: str = ""
    signers: int = 1

    def at(self, citizen: Citizen) -> Matter:
        """Let the matter happen where a citizen lives."""

        def placed(text: str) -> str:
            return text.replace("{street}", citizen.street).replace("{block}", citizen.block)

        return replace(
            self,
            matter=placed(self.matter),
            contents=tuple((placed(text), placed(request)) for text, request in self.contents),
            action=placed(self.action),
        )


@lru_cache(maxsize=1)
def of_all() -> dict[str, tuple[Matter, ...]]:
    """Read all matters, by group."""
    groups: dict[str, tuple[Matter, ...]] = {}
    for group, rows in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        groups[group] = tuple(_matter(group, row) for row in rows)
    return groups


def _matter(group: str, row: dict[str, Any]) -> Matter:
    contents = tuple((str(text), str(request)) for text, request in row.pop("contents"))
    facts, documents = tuple(row.pop("facts")), tuple(row.pop("documents", ()))
    return Matter(group=group, contents=contents, facts=facts, documents=documents, **row)
