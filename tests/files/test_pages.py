"""Papers as pictures of their pages, hostile ones included."""

import io

import pytest
from PIL import Image

from app.files import pages
from app.files.errors import FileRefused
from tests.files import papers


def drawn(content, first=0, last=7):
    return pages.draw_job({"content": content, "first": first, "last": last})["pictures"]


def test_a_pdf_is_drawn_page_by_page_so_that_small_print_can_be_read():
    content = papers.pdf(("one", "two", "three"))
    assert pages.count_job({"content": content}) == {"pages": 3}
    pictures = drawn(content, 1, 2)
    assert [pages.size(each) for each in pictures] == [(1555, 2200)] * 2


def test_a_photograph_is_one_page_and_large_ones_are_made_readable():
    assert pages.size(pages.of_picture(papers.sheet(size=(5000, 3000), kind="JPEG"))) == (2200, 1320)


def test_what_is_transparent_is_paper():
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(pages.of_picture(out.getvalue()))) as page:
        assert page.getpixel((25, 25)) == (255, 255, 255)


def test_of_a_picture_only_its_pixels_are_taken():
    out = io.BytesIO()
    page = Image.new("RGB", (60, 60), "white")
    page.save(out, "JPEG", exif=b"Exif\x00\x00secret place", comment=b"secret comment")
    assert b"secret" in out.getvalue()
    assert b"secret" not in pages.of_picture(out.getvalue())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (papers.many_pages(10_000), "200"),
        (papers.locked(), "password|mật khẩu"),
        (b"%PDF-1.4\n" + b"\0\xff" * 5000, "drawn|vẽ"),
        (papers.many_pages(0), "200|drawn|vẽ"),
    ],
    ids=["ten thousand pages", "encrypted", "garbage", "no page"],
)
def test_a_pdf_that_cannot_be_drawn_is_refused_in_words(content, reason):
    with pytest.raises(FileRefused, match=reason):
        pages.count_job({"content": content})


@pytest.mark.parametrize("box", ["0 0 1000000000 1000000000", "0 0 0.001 0.001"])
def test_a_page_of_impossible_size_is_refused(box):
    with pytest.raises(FileRefused):
        drawn(papers.pdf(box=box))


@pytest.mark.parametrize("box", ["0 0 9000000 9000000", "0 0 14400 2", "500 500 0 0", "0 0 0 0"])
def test_a_page_of_odd_size_takes_no_more_pixels_than_any_other(box):
    (picture,) = drawn(papers.pdf(box=box))
    assert max(pages.size(picture)) <= pages.LONG_SIDE + 1


def test_pages_are_drawn_a_few_at_a_time():
    assert list(pages.batches(17)) == [(0, 7), (8, 15), (16, 16)]
    assert list(pages.batches(0)) == []
