"""What is played: which story begins how many working days ago, in which ward, about which matter."""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.demo import complaints, denunciations, intakes, land_disputes, receptions, second_rounds
from app.demo import recommendations as rc
from app.demo.matters import Matter, of_all
from app.demo.tale import Story

OTHER_UNITS = frozenset({"policy_regime", "other"})  # fields that do not go to the personas' division
OTHERS = 0.07  # in Cẩm Phả 121 of 1,790 cases were complaints and denunciations


@dataclass(frozen=True)
class Entry:
    """One case to come: ward, story, matter, and how many working days ago it begins."""

    ward: int
    story: Story
    matter: Matter
    ago: int
    first: bool  # whether the persona of the unit has it, not a colleague


@dataclass(frozen=True)
class Line:
    """A line of the deck: a story, the matters that fit, how long ago it may begin."""

    story: Story
    since: int  # working days ago, at most
    until: int  # and at least
    group: str = "recommendation"
    first: bool = False


# The most telling first, so that a short programme is a fair sample of the whole.
DECK = (
    Line(rc.delivered, 140, 100),
    Line(rc.working, 13, 13),
    Line(rc.submitted, 6, 5),
    Line(rc.overdue, 18, 17, first=True),
    Line(rc.late, 95, 60),
    Line(intakes.unclassified, 1, 1),
    Line(rc.claimed, 4, 3, first=True),
    Line(intakes.transferred, 70, 20, "elsewhere"),
    Line(rc.given_back, 7, 6),
    Line(rc.urged_just_now, 17, 17),
    Line(rc.numbered, 14, 13),
    Line(intakes.duplicate, 2, 2),
    Line(rc.withdrawn, 90, 30),
    Line(rc.sent, 19, 16),
    Line(rc.notice_submitted, 3, 3),
    Line(rc.claimed, 14, 14, first=True),
    Line(intakes.supplement_awaited, 3, 3, "vague"),
    Line(rc.delivered, 99, 60),
)
REST = (
    Line(intakes.unclassified, 7, 7),
    Line(intakes.transfer_drafting, 2, 2, "elsewhere"),
    Line(intakes.unclassified, 4, 4),
    Line(rc.repeated, 9, 8),
    Line(rc.late_explained, 80, 50),
    Line(rc.undeliverable, 50, 35),
    Line(intakes.assigned, 40, 20),
    Line(intakes.guided, 60, 30, "regulation"),
    Line(rc.reassigned, 20, 19),
    Line(rc.notice_signed, 5, 5),
    Line(intakes.filed, 110, 20, "unusable"),
    Line(intakes.assigned_open, 8, 4),
    Line(intakes.returned_to_forwarder, 75, 25, "elsewhere"),
    Line(rc.returned_once, 60, 30),
    Line(intakes.transfer_signed, 3, 3, "elsewhere"),
    Line(intakes.supplemented, 30, 20, "vague"),
    Line(rc.notice_returned, 4, 4),
    Line(rc.working, 2, 1),
    Line(rc.notice_open, 1, 1),
    Line(rc.delivered, 59, 30),
)
DECKS = (DECK + REST, DECK + REST[::-1])  # each ward shows what the other leaves out
SPECIAL = (
    (0, Line(complaints.to_be_signed, 46, 45, "complaint")),
    (1, Line(complaints.settled, 130, 120, "complaint")),
    (0, Line(complaints.suspended, 34, 32, "complaint")),
    (0, Line(complaints.held, 9, 8, "denunciation")),
    (1, Line(complaints.verifying, 42, 40, "complaint")),
    (1, Line(complaints.to_be_accepted, 8, 7, "complaint")),
    (1, Line(complaints.held, 5, 4, "denunciation")),
    (0, Line(complaints.taking_effect, 22, 20, "complaint")),
    (0, Line(complaints.over_level, 45, 30, "complaint")),
    (1, Line(complaints.withdrawn, 80, 60, "complaint")),
    (0, Line(complaints.resumed, 32, 30, "complaint")),
    (1, Line(complaints.refused, 50, 30, "complaint")),
)

BESIDE = (  # of each procedure one that is under way, whatever the programme's length; all in the first ward
    (complaints.prolonged, "complaint", 0, 75),
    (denunciations.verifying, "denunciation", 1, 25),
    (second_rounds.verifying, "complaint", 1, 20),
    (land_disputes.conciliating, "land_dispute", 0, 18),
    (denunciations.to_be_redacted, "denunciation", 0, 6),
    (receptions.received, "recommendation", 5, 2),
)


def beside() -> list[Entry]:
    """Give what is played beside the programme, which is a fair sample of an office's work."""
    return [Entry(0, story, of_all()[group][which], ago, first=True) for story, group, which, ago in BESIDE]


def compose(cases: int, seed: int) -> list[Entry]:
    """Compose a programme of so many cases, the oldest first; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a play, not a secret
    special = min(max(1, round(cases * OTHERS)), cases)
    lines = [SPECIAL[place % len(SPECIAL)] for place in range(special)]
    lines += [(place % 2, DECKS[place % 2][place // 2 % len(DECKS[0])]) for place in range(cases - special)]
    turns: dict[tuple[int, str], int] = {}
    order = {group: chance.sample(matters, len(matters)) for group, matters in of_all().items()}
    entries = []
    for ward, line in lines:
        matter = _next(turns, order[line.group], ward)
        while line.first and matter.field in OTHER_UNITS:
            matter = _next(turns, order[line.group], ward)
        ago = chance.randint(line.until, line.since)
        entries.append(Entry(ward, line.story, matter, ago, line.first))
    return sorted(entries, key=lambda entry: -entry.ago)


def _next(turns: dict[tuple[int, str], int], matters: list[Matter], ward: int) -> Matter:
    """Take the next matter of a group; the wards begin at different places, so neighbours differ."""
    group = matters[0].group
    turn = turns.get((ward, group), 0)
    turns[ward, group] = turn + 1
    return matters[(turn + ward * (len(matters) // 2)) % len(matters)]
