"""What in a text tells who somebody is, and what only looks like it."""

import unicodedata

import pytest

from app.sealing.giveaways import Facts, find, quoted

CHI = Facts(
    name="Nguyễn Thị Chi",
    phone="0912345678",
    identity_number="040123456789",
    email="chi@example.vn",
    address="Khối 3, phường Trường Vinh",
    parcel="thửa số 12, tờ bản đồ số 45",
)
HOA = Facts(name="Trần Đình Hòa", address="Số 17, ngõ 5 Lê Lợi, phường Trường Vinh")


@pytest.mark.parametrize(
    ("text", "fact", "words"),
    [
        ("Bà Nguyễn Thị Chi cho biết", "name", "Nguyễn Thị Chi"),
        ("ba nguyen thi chi cho biet", "name", "nguyen thi chi"),
        ("NGUYỄN  THỊ\nCHI", "name", "NGUYỄN THỊ CHI"),
        ("Nguyễn-Thị-Chi.pdf", "name", "Nguyễn-Thị-Chi"),
        ("chị Thị Chi", "name", "Thị Chi"),
        ("theo bà Chi thì", "name", "bà Chi"),
        ("Nguyễn Chi ký", "name", "Nguyễn Chi"),
        ("Chi Nguyễn Thị", "name", "Chi Nguyễn Thị"),
        ("bà N.T.C. ở khối 3", "name", "N.T.C"),
        ("gọi +84 912 345 678", "phone", "+84 912 345 678"),
        ("gọi 0912.345.678 nhé", "phone", "0912.345.678"),
        ("CCCD 040 123 456 789", "identity_number", "040 123 456 789"),
        ("thư CHI@example.vn", "email", "CHI@example.vn"),
        ("nhà ở khối 3", "address", "khối 3"),
        ("khoi 3 phuong truong vinh", "address", "khoi 3 phuong truong vinh"),
        ("thửa đất số 12, thuộc tờ bản đồ 45", "parcel", "thửa đất số 12, thuộc tờ bản đồ 45"),
        ("thửa 12/45", "parcel", "12/45"),
    ],
)
def test_what_tells_who_it_is_is_found(text, fact, words):
    found = find(text, [CHI])
    assert fact in {place.fact for place in found}
    assert words in quoted(text, found)


@pytest.mark.parametrize(
    "text",
    [
        "Đường khối 3 ngập sau mưa",
        "thực thi chi trả bồi thường",
        "bà chi trả tiền",
        "N.T.C. là tên viết tắt của đơn vị",
        "số 0912345679, ngày 12/2026, điện thoại 0912",
        "thửa 45/12",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert find(text, [CHI]) == ()


def test_the_place_of_the_tone_does_not_hide_a_name():
    assert quoted("ông Hoà đã báo", find("ông Hoà đã báo", [HOA])) == ("ông Hoà",)
    assert find("ông Hóa đã báo", [HOA]) == ()


def test_a_house_number_tells_by_itself():
    assert quoted("tại số 17 ngõ 5", find("nhà số 17, ngõ 5 Lê Lợi", [HOA])) != ()


def test_decomposed_letters_are_the_same_letters():
    text = unicodedata.normalize("NFD", "Gặp bà Nguyễn Thị Chi hôm qua")
    assert quoted(text, find(text, [CHI])) == ("Nguyễn Thị Chi",)


def test_nothing_is_found_where_nothing_is_known():
    assert find("Nguyễn Thị Chi, 0912345678", [Facts()]) == ()
