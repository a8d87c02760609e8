"""What is handed in lies sealed, unchanged, and tells nothing about where a picture was taken."""

import hashlib
import io
import stat

import pytest
from PIL import Image

from app.files import Store, image
from app.files.errors import FileMissing, FileRefused
from app.sealing import KeyRing
from app.sealing.errors import SealBroken
from tests.files import corpus


@pytest.fixture
def ring(tmp_path):
    return KeyRing.load(tmp_path / "keys" / "office.key", create=True)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "files")


def test_a_paper_comes_out_as_it_came_in(store, ring):
    key = ring.new_key()
    stored = store.put(corpus.PDF, ring, key, filename="../đơn.pdf")
    assert (stored.name, stored.media_type, stored.size) == ("đơn.pdf", "application/pdf", len(corpus.PDF))
    assert store.get(stored.sha256, ring, key) == corpus.PDF


def test_on_the_disk_lies_only_ciphertext_under_its_own_digest(store, ring):
    stored = store.put(corpus.PDF, ring, ring.new_key(), filename="đơn.pdf")
    (path,) = [p for p in store.folder.rglob("*") if p.is_file()]
    assert path == store.folder / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    assert hashlib.sha256(path.read_bytes()).hexdigest() == stored.sha256
    assert b"%PDF" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_paper_twice_cannot_be_recognised_on_the_disk(store, ring):
    one, other = (store.put(corpus.PDF, ring, ring.new_key(), filename="a.pdf") for _ in range(2))
    assert one.sha256 != other.sha256


def test_a_changed_or_lost_paper_is_missed(store, ring):
    key = ring.new_key()
    stored = store.put(corpus.PDF, ring, key, filename="a.pdf")
    path = store.folder / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(FileMissing):
        store.get(stored.sha256, ring, key)
    path.unlink()
    with pytest.raises(FileMissing):
        store.get(stored.sha256, ring, key)


@pytest.mark.parametrize("address", ["", "../../x", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_an_address_that_is_no_digest_opens_nothing(store, ring, address):
    with pytest.raises(FileMissing):
        store.get(address, ring, ring.new_key())


def test_another_cases_key_opens_nothing(store, ring):
    stored = store.put(corpus.PDF, ring, ring.new_key(), filename="a.pdf")
    with pytest.raises(SealBroken):
        store.get(stored.sha256, ring, ring.new_key())


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (corpus.jpeg(), "IMG_1.jpg", "image/jpeg"),
        (corpus.png(), "anh.png", "image/png"),
        (corpus.heic(), "IMG_2.HEIC", "image/jpeg"),
    ],
)
def test_a_picture_loses_everything_but_what_it_shows(store, ring, content, name, media_type):
    assert b"Canary" in content
    key = ring.new_key()
    stored = store.put(content, ring, key, filename=name)
    kept = store.get(stored.sha256, ring, key)
    picture = Image.open(io.BytesIO(kept))
    assert stored.media_type == media_type
    assert stored.name.endswith("png" if media_type == "image/png" else "jpg")
    assert b"Canary" not in kept
    assert b"Exif" not in kept
    assert not dict(picture.getexif())
    assert picture.size == (40, 80), "the picture stands upright without the turn that was in its data"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(store, ring):
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    assert out.tell() < 200_000
    with pytest.raises(FileRefused, match=r"pixels|điểm ảnh"):
        store.put(out.getvalue(), ring, ring.new_key(), filename="bom.png")


@pytest.mark.parametrize("content", [corpus.jpeg()[:300], corpus.png()[:60], corpus.heic()[:200]])
def test_a_broken_picture_is_refused_in_words(store, ring, content):
    with pytest.raises(FileRefused):
        store.put(content, ring, ring.new_key(), filename="anh.jpg")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_colour_depth_are_drawn_again(mode):
    out = io.BytesIO()
    kind = "TIFF" if mode == "CMYK" else "PNG"
    Image.new(mode, (8, 8)).save(out, "JPEG" if kind == "TIFF" else "PNG")
    media_type = "image/jpeg" if kind == "TIFF" else "image/png"
    content, _ = image.clean(out.getvalue(), media_type, "a")
    assert Image.open(io.BytesIO(content)).size == (8, 8)
