"""What was tried and what was acknowledged, told by the processes themselves in one file that only grows."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TRIED, DONE, REFUSED, WRONG = "tried", "done", "refused", "wrong"


@dataclass(frozen=True)
class Sent:
    """One form as it was sent: its key, what it is about, who sent it, and what stood on it."""

    key: str
    task: str  # the task's id, or "" for a petition lodged at the counter
    node: str
    who: str
    posted: dict[str, list[str]]
    at: str


@dataclass
class Told:
    """What the file says: every form that was sent, and what its sender heard, as often as it heard it."""

    tried: dict[str, Sent] = field(default_factory=dict)
    results: dict[str, list[str]] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def hear(self, word: str, key: str, more: dict[str, Any]) -> None:
        """Take a line of the file."""
        if word == TRIED:
            self.tried[key] = Sent(**more)
        else:
            self.results.setdefault(key, []).append(word)
            self.why[key] = more.get("why", "")

    @property
    def unheard(self) -> list[Sent]:
        """Give the forms whose senders never heard an answer, in the order in which they were sent."""
        return [sent for key, sent in self.tried.items() if key not in self.results]

    def heard(self, word: str) -> list[Sent]:
        """Give the forms whose senders heard a word."""
        return [sent for key, sent in self.tried.items() if word in self.results.get(key, ())]


@dataclass
class Ledger:
    """The file; a line is written whole or, by who is killed before, not at all."""

    path: Path
    _file: int = field(default=-1, repr=False)
    _told: Told = field(default_factory=Told, repr=False)
    _read: int = 0

    def write(self, word: str, key: str, /, **more: Any) -> None:
        """Add a line at once; what the kernel has is not lost with the process."""
        if self._file < 0:
            self._file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(self._file, json.dumps([word, key, more]).encode() + b"\n")

    def tried(self, sent: Sent) -> None:
        self.write(TRIED, sent.key, **vars(sent))

    def read(self) -> Told:
        """Give all that was told so far."""
        if self.path.exists():
            with self.path.open("rb") as file:
                file.seek(self._read)
                fresh = file.read()
            self._read += len(fresh)
            for line in fresh.splitlines():
                self._told.hear(*json.loads(line))
        return self._told
