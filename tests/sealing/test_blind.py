"""Earlier petitions of the same person are found without reading who wrote them."""

import pytest

from app.sealing import KeyRing, blind
from app.sealing.errors import NothingToCompare


@pytest.fixture(scope="module")
def ring(tmp_path_factory):
    return KeyRing.load(tmp_path_factory.mktemp("keys") / "k" / "office.key", create=True)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("identity", "040 085 012 345", "040085012345"),
        ("identity", "b1234567", "B1234567"),
        ("phone", "+84 912 345 678", "0912.345.678"),
        ("phone", "0084912345678", "0912345678"),
        ("phone", "+84 (0) 912345678", "0912345678"),
        ("phone", "0238 3844 123", "02383844123"),
        ("name", "Đặng Đình Đức|Phường Trường Vinh, tỉnh Nghệ An", "dang dinh  duc|P. Truong Vinh, Nghe An"),
        ("parcel", "Thửa đất số 12, tờ bản đồ số 45, phường Cửa Ông", "12/45 Cửa Ông"),
        ("parcel", "tờ 45 thửa 012 Cửa Ông", "thửa 12, tờ 45, P. Cửa Ông"),
    ],
)
def test_one_fact_written_two_ways_is_one_mark(ring, kind, one, other):
    assert ring.blind(kind, one) == ring.blind(kind, other)
    assert len(ring.blind(kind, one)) == 16


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("identity", "040085012345", "040085012346"),
        ("phone", "0912345678", "0912345679"),
        ("name", "Lê Văn Tám|Trường Vinh", "Lê Văn Tám|Thành Vinh"),
        ("parcel", "thửa 12 tờ 45 Cửa Ông", "thửa 45 tờ 12 Cửa Ông"),
        ("parcel", "thửa 12 tờ 45 Cửa Ông", "thửa 12 tờ 45 Cẩm Phả"),
    ],
)
def test_two_facts_are_two_marks(ring, kind, one, other):
    assert ring.blind(kind, one) != ring.blind(kind, other)


def test_kinds_never_meet(ring):
    assert ring.blind("identity", "0912345678") != ring.blind("phone", "0912345678")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("identity", "12"),
        ("phone", " - "),
        ("name", "Tám|"),
        ("name", "Tám"),
        ("parcel", "đất ở"),
        ("phone", "113"),
    ],
)
def test_what_could_be_guessed_is_not_marked(ring, kind, text):
    assert not blind.normalise(kind, text)
    with pytest.raises(NothingToCompare):
        ring.blind(kind, text)


def test_another_installation_makes_other_marks(ring, tmp_path):
    other = KeyRing.load(tmp_path / "k" / "office.key", create=True)
    assert other.blind("phone", "0912345678") != ring.blind("phone", "0912345678")
