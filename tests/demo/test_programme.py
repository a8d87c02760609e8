"""What is played: the mix of the two cities, the same for the same seed."""

import random
from collections import Counter

import pytest

from app.demo.matters import of_all
from app.demo.names import citizen
from app.demo.programme import DECK, REST, SPECIAL, compose
from app.demo.wards import WARDS

OTHERS = {"complaint", "denunciation"}


@pytest.mark.parametrize("cases", [60, 120, 300])
def test_ninety_three_of_a_hundred_are_recommendations_and_reflections(cases):
    groups = Counter(entry.matter.group for entry in compose(cases, 2026))
    share = 1 - sum(groups[group] for group in OTHERS) / cases
    assert 0.925 <= share <= 0.94


def test_sixty_cases_tell_every_story_of_the_deck():
    told = {entry.story for entry in compose(60, 1)}
    assert {line.story for line in DECK + REST} <= told
    assert len(told & {line.story for _ward, line in SPECIAL}) == 4


def test_the_same_seed_composes_the_same_and_another_one_does_not():
    assert compose(60, 7) == compose(60, 7)
    assert compose(60, 7) != compose(60, 8)


def test_both_wards_have_the_same_share_of_the_work():
    wards = Counter(entry.ward for entry in compose(60, 2026))
    assert abs(wards[0] - wards[1]) <= 2


def test_invented_citizens_have_numbers_that_nobody_has():
    chance = random.Random(3)  # noqa: S311 - a play, not a secret
    people = [citizen(chance, WARDS[n % 2], n) for n in range(500)]
    assert all(each.phone.startswith("0900") and len(each.phone) == 10 for each in people)
    assert len({each.phone for each in people}) == len({each.identity_number for each in people}) == 500
    assert all(len(each.identity_number) == 12 for each in people)


def test_every_matter_says_what_stories_need():
    groups = of_all()
    assert all(matter.action for matter in groups["recommendation"] + groups["vague"])
    assert all(matter.body and matter.reason for matter in groups["elsewhere"] + groups["regulation"])
    assert all(len(matter.contents) >= 2 and matter.contested for matter in groups["complaint"])
