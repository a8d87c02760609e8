"""The keys of the office keep what they are trusted with, and nothing else opens it."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.sealing import KeyRing, keyfile
from app.sealing.errors import KeyFileDamaged, KeyFileExposed, KeyFileMissing, KeyNotHere, SealBroken


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys" / "office.key"


@pytest.fixture
def ring(path):
    return KeyRing.load(path, create=True)


def test_only_its_owner_can_read_the_key_file(ring, path):
    assert ring.kek_id == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [p.name for p in path.parent.iterdir()] == ["office.key"]


def test_a_second_start_reads_the_same_keys(ring, path):
    assert KeyRing.load(path) == ring
    assert KeyRing.load(path, create=True) == ring


def test_starts_at_the_same_moment_agree_on_one_key(path):
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: KeyRing.load(path, create=True), range(16)))
    assert all(ring == rings[0] for ring in rings)


def test_a_missing_key_file_is_never_replaced_in_silence(path):
    with pytest.raises(KeyFileMissing):
        KeyRing.load(path)
    assert not path.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_key_file_others_can_touch_is_refused(ring, path, mode):
    assert ring
    path.chmod(mode)
    with pytest.raises(KeyFileExposed):
        KeyRing.load(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        '{"keys": {}, "blinding": "AAAA"}',
        '{"keys": {"1": "AA=="}, "blinding": "AA=="}',
        "\x00",
    ],
)
def test_a_damaged_key_file_is_refused(ring, path, content):
    assert ring
    path.write_text(content)
    with pytest.raises(KeyFileDamaged):
        KeyRing.load(path)


def test_what_was_sealed_opens_again_in_its_place(ring):
    key = ring.new_key()
    blob = ring.seal(key, "party|42|name", "Nguyễn Thị Bưởi")
    assert ring.open(key, "party|42|name", blob) == "Nguyễn Thị Bưởi"
    assert "Bưởi".encode() not in blob
    assert ring.seal(key, "party|42|name", "Nguyễn Thị Bưởi") != blob


def test_a_sealed_text_moved_to_another_row_does_not_open(ring):
    key = ring.new_key()
    blob = ring.seal(key, "party|42|name", "Lê Văn Tám")
    with pytest.raises(SealBroken):
        ring.open(key, "party|43|name", blob)


def test_another_cases_key_does_not_open_it(ring):
    blob = ring.seal(ring.new_key(), "party|42|name", "Lê Văn Tám")
    with pytest.raises(SealBroken):
        ring.open(ring.new_key(), "party|42|name", blob)


def test_every_changed_bit_is_noticed(ring):
    key = ring.new_key()
    blob = ring.seal(key, "a", "x")
    for place in range(len(blob)):
        changed = bytearray(blob)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            ring.open(key, "a", bytes(changed))
    for length in range(len(blob)):
        with pytest.raises(SealBroken):
            ring.open(key, "a", blob[:length])


def test_a_changed_wrapped_key_is_noticed(ring):
    key = bytearray(ring.new_key())
    key[-1] ^= 1
    with pytest.raises(SealBroken):
        ring.seal(bytes(key), "a", "x")
    with pytest.raises(SealBroken):
        ring.seal(ring.new_key()[:20], "a", "x")


def test_turning_the_key_over_keeps_every_text_readable(ring, path):
    old = ring.new_key()
    blob = ring.seal(old, "a", "Trần Đại Nghĩa")
    assert keyfile.add_key(path) == 2
    newer = KeyRing.load(path)
    assert newer.kek_id == 2
    assert newer.open(old, "a", blob) == "Trần Đại Nghĩa"
    new = newer.rewrap(old)
    assert (newer.wrapped_by(old), newer.wrapped_by(new)) == (1, 2)
    assert newer.open(new, "a", blob) == "Trần Đại Nghĩa"
    assert newer.blind("phone", "0912 345 678") == ring.blind("phone", "0912345678")
    assert ring.open(new, "a", blob) == "Trần Đại Nghĩa"  # an office that is open learns the newer key


def test_a_key_that_was_dropped_opens_nothing_any_more(ring, path):
    old = ring.new_key()
    keyfile.add_key(path)
    keyfile.drop_keys(path, [1, 2])
    assert set(keyfile.read(path)[0]) == {2}  # the newest one stays
    with pytest.raises(KeyNotHere):
        KeyRing.load(path).seal(old, "a", "Trần Đại Nghĩa")


def test_a_printed_ring_shows_no_key(ring):
    assert repr(ring) == "KeyRing()"


def test_secrets_for_different_purposes_differ_and_outlive_a_restart(ring, path):
    assert ring.derive("forms") == KeyRing.load(path).derive("forms")
    assert len(ring.derive("forms")) == 32
    assert ring.derive("forms") != ring.derive("login")
    assert ring.digest("login", "oanh") != ring.digest("network", "oanh")
    assert len(ring.digest("login", "oanh")) == 64
