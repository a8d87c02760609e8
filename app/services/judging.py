"""Files from outside, judged in the limited room of the gate before anything of them is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.casework.bundle_names import overlaid, pinned_as
from app.errors import OfficeError
from app.gate import Kind, Verdict, chamber
from app.services import packages

MOST_FILES = packages.MOST_FILES  # of one draft


class NothingBrought(OfficeError):
    """Choose at least one file first: a drawing (.bpmn), a decision table (.dmn) or a form (.json)."""


class TooManyFiles(OfficeError):
    """A draft holds at most {most} files. Send the drawing with what belongs to it, and nothing else."""


@dataclass(frozen=True)
class Brought:
    """One file as somebody handed it in."""

    name: str
    content: bytes


@dataclass(frozen=True)
class TurnedAway:
    """A file that cannot come in, and why, in the reader's language."""

    name: str
    why: str


@dataclass(frozen=True)
class Sorted:
    """Files told apart: what can be kept, under the names by which a version pins it, and what cannot."""

    files: Mapping[str, bytes]
    turned_away: tuple[TurnedAway, ...]


def sort(brought: Sequence[Brought]) -> Sorted:
    """Tell files apart by their content; a package stands for what is in it.

    Raises: NothingBrought, TooManyFiles, PackageRefused.
    """
    brought = [each for one in brought for each in _unpacked(one)]
    if not brought:
        raise NothingBrought
    if len(brought) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    files: dict[str, bytes] = {}
    away = []
    for each in brought:
        verdict = chamber.examine(each.name, each.content)
        if verdict.accepted and verdict.kind is not Kind.UNKNOWN:
            files = overlaid(files, {pinned_as(each.name, each.content, verdict.kind): each.content})
        else:
            away.append(TurnedAway(each.name, " ".join(note.message for note in verdict.refusals)))
    return Sorted(files, tuple(away))


def _unpacked(brought: Brought) -> list[Brought]:
    """Give the files of a package, or the one file that it is. Raises: PackageRefused."""
    if not packages.is_package(brought.content):
        return [brought]
    return [Brought(name, body) for name, body in packages.unpack(brought.content).files.items()]


def judge_changed(
    files: Mapping[str, bytes],
    changed: frozenset[str],
    known: Mapping[str, Verdict],
    *,
    around: Mapping[str, bytes],
) -> dict[str, Verdict]:
    """Judge a bundle of which some files are new: those, and every drawing, for it looks at the others."""
    stays = {n: known[n] for n in files if n in known and n not in changed and not n.endswith(".bpmn")}
    anew = {name: body for name, body in files.items() if name not in stays}
    return stays | judge(anew, around=overlaid(around, files))


def judge(files: Mapping[str, bytes], *, around: Mapping[str, bytes]) -> dict[str, Verdict]:
    """Judge each file of a bundle among the others, and among what stands ``around`` them in force."""
    context = overlaid(around, files)
    return {
        name: chamber.examine(name, body, context={n: b for n, b in context.items() if n != name})
        for name, body in files.items()
    }
