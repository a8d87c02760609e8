"""Names are found without accents and stand in the order of a Vietnamese list."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sealing.folding import fold, sort_key, tokens

IN_ORDER = [
    "Lê Văn An",
    "Nguyễn Văn An",
    "Trần Thị Anh",
    "Hồ Ân",
    "Phạm Thị Ba",
    "Đỗ Bình",
    "Lê Bình",
    "Lê Thị Bình",
    "Lê Bính",
    "Đặng Dung",
    "Đặng Đình Đức",
    "Bùi Tư",
    "Bùi Y",
]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Đình Đức", "dang dinh duc"),
        ("  TRƯỜNG\tVinh  ", "truong vinh"),
        (unicodedata.normalize("NFD", "Cẩm Phả"), "cam pha"),
        ("ƠƯẠỆỔỮ", "ouaeou"),
    ],
)
def test_accents_and_d_are_folded(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_names_sort_by_given_name_then_family_name():
    shuffled = IN_ORDER.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - an order for a test
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_both_spellings_of_an_accent_sort_alike():
    name = "Nguyễn Thị Hường"
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(unicodedata.normalize("NFC", name))


@given(st.text())
def test_a_sort_key_means_the_same_to_every_database(text):
    assert all(c.isascii() and (c.isdigit() or c.islower()) for c in sort_key(text))


def test_a_search_compares_whole_words_once():
    assert tokens("Tổ 5, đường Lê-Lợi, tổ 5") == ("to", "5", "duong", "le", "loi")
