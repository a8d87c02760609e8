"""Under a black box is nothing."""

import io

import pypdfium2
import pytest
from PIL import Image

from app.files import blackout, pages
from app.files.blackout import WHOLE, Box
from tests.files import papers


def picture(**changed: object) -> bytes:
    return pages.of_picture(papers.sheet("Nguyen Thi Chi", **changed))


def pixels(jpeg):
    with Image.open(io.BytesIO(jpeg)) as page:
        return page.convert("RGB")


def test_every_pixel_under_a_box_is_black():
    box = Box(x=250, y=250, width=200, height=100)
    page = pixels(blackout.burn(picture(), [box]))
    width, height = page.size
    left, top = width * box.x // WHOLE, height * box.y // WHOLE
    right, low = left + width * box.width // WHOLE, top + height * box.height // WHOLE
    seen = page.crop((left, top, right, low)).getextrema()
    assert max(high for _low, high in seen) <= 2


def test_nothing_of_what_was_there_can_be_brought_back():
    """Two pages that differ only under the box give the same bytes."""
    box = [Box(x=0, y=0, width=WHOLE, height=120)]
    one = pages.of_picture(papers.sheet("Nguyen Thi Chi"))
    other = pages.of_picture(papers.sheet("Tran Dinh Hoa"))
    assert one != other
    assert blackout.burn(one, box) == blackout.burn(other, box)


def test_a_box_beyond_the_page_covers_what_is_of_it_on_the_page():
    page = pixels(blackout.burn(picture(), [Box(x=900, y=900, width=WHOLE, height=WHOLE)]))
    assert page.getpixel((page.width - 1, page.height - 1)) == (0, 0, 0)
    assert page.getpixel((0, 0)) != (0, 0, 0)


@pytest.mark.parametrize("box", [(-1, 0, 9, 9), (0, 0, 0, 9), (WHOLE, 0, 9, 9), (0, 0, WHOLE + 1, 9)])
def test_what_is_no_box_is_not_kept(box):
    assert not Box(**dict(zip(("x", "y", "width", "height"), box, strict=True))).kept


def test_the_finished_copy_holds_pictures_and_nothing_else():
    content = blackout.bind([blackout.burn(picture(), []), blackout.burn(picture(size=(800, 400)), [])])
    copy = pypdfium2.PdfDocument(content)
    assert len(copy) == 2
    assert [page.get_textpage().get_text_bounded() for page in copy] == ["", ""]
    assert copy.get_metadata_dict(skip_empty=True) == {}
    kinds = [{thing.type for thing in page.get_objects()} for page in copy]
    assert kinds == [{pypdfium2.raw.FPDF_PAGEOBJ_IMAGE}] * 2
    for word in (b"/Info", b"/Metadata", b"/Annots", b"/Thumb", b"/OCG", b"/EmbeddedFiles", b"/JavaScript"):
        assert word not in content
    assert max(copy[1].get_size()) == pytest.approx(842, abs=1)


def test_words_are_blotted_with_and_without_accents_and_tell_no_length():
    text = "Bà Nguyễn Thị Chi, nguyen  thi chi và bà Trần Bình An. Chi phí giữ nguyên."
    blotted = blackout.blot(text, ["Nguyễn Thị Chi", "Trần Bình An"])
    assert blotted == "Bà █████, █████ và bà █████. Chi phí giữ nguyên."


def test_a_word_is_not_blotted_inside_another():
    assert blackout.blot("Chính phủ, bà Chi", ["chi"]) == "Chính phủ, bà █████"
