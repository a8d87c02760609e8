"""The code on the receipt forgives a hasty hand and never lets a wrong one through."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sealing import codes
from app.sealing.errors import CodeUnreadable


def test_a_code_holds_eighty_random_bits():
    code = codes.new_code()
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 5]
    assert len(codes.ALPHABET) ** 16 == 2**80
    assert len({codes.new_code() for _ in range(2000)}) == 2000


def test_a_code_is_read_as_people_type_it():
    code = codes.show(codes.parse("0123-4567-89AB-CDEF" + codes._check("0123456789ABCDEF")))  # noqa: SLF001
    plain = codes.parse(code)
    sloppy = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert codes.parse(sloppy) == codes.parse(code.replace("1", "I")) == codes.parse(f"\n{plain}. ") == plain
    assert codes.fingerprint(sloppy) == codes.fingerprint(plain)


@given(st.integers(0, 16), st.sampled_from(codes.ALPHABET))
def test_every_mistyped_character_is_noticed(place, char):
    code = codes.parse(codes.new_code())
    wrong = code[:place] + char + code[place + 1 :]
    if wrong != code:
        with pytest.raises(CodeUnreadable):
            codes.parse(wrong)


def test_any_two_characters_that_changed_places_are_noticed():
    code = codes.parse(codes.new_code())
    for one, other in itertools.combinations(range(17), 2):
        swapped = list(code)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if swapped != list(code):
            with pytest.raises(CodeUnreadable):
                codes.parse("".join(swapped))


@pytest.mark.parametrize("typed", ["", "0", "U" * 17, "đ" * 17, "0" * 16, "0" * 18, "'; DROP TABLE--"])
def test_nonsense_is_refused(typed):
    with pytest.raises(CodeUnreadable):
        codes.parse(typed)


def test_a_one_time_password_is_long_enough_to_be_a_password():
    password = codes.one_time_password()
    assert len(password) == 19
    assert password != codes.one_time_password()
