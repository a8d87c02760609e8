"""A file is what its content says; what may harm the office stays outside."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files import sniff
from app.files.errors import FileRefused, FileTooLarge
from app.files.naming import tidy
from app.files.sniff import LARGEST
from tests.files import corpus

OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (corpus.PDF, "đơn khiếu nại.PDF", "application/pdf"),
        (corpus.jpeg(), "IMG_1.jpeg", "image/jpeg"),
        (corpus.png(), "anh.png", "image/png"),
        (corpus.heic(), "IMG_2.HEIC", "image/heic"),
        (corpus.heic(), "IMG_2.jpg", "image/heic"),
        (corpus.docx(), "don.docx", f"{OFFICE}.wordprocessingml.document"),
        (corpus.xlsx(), "bang.xlsx", f"{OFFICE}.spreadsheetml.sheet"),
        (corpus.odt(), "don.odt", "application/vnd.oasis.opendocument.text"),
        (corpus.MP3, "ghi am.mp3", "audio/mpeg"),
        (b"ID3\x04" + b"\0" * 20, "ghi am.mp3", "audio/mpeg"),
        (corpus.MP4, "quay.mp4", "video/mp4"),
        ("Kính gửi Ủy ban…\r\n".encode(), "don.txt", "text/plain"),
        (corpus.PDF, "khong-duoi", "application/pdf"),
    ],
)
def test_what_citizens_bring_is_recognised(content, name, kind):
    assert sniff(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "don.pdf"),
        (corpus.EXE, "don.pdf"),
        (corpus.EXE, "don.exe"),
        (corpus.EXE + corpus.PDF, "don.pdf"),
        (corpus.PDF, "don.docx"),
        (corpus.PDF, "don.exe"),
        (corpus.docx(), "don.pdf"),
        (b"\x7fELF" + b"\0" * 60, "don.txt"),
        (b"#!/bin/sh\nrm -rf /\n", "don.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "anh.svg"),
        (b"<html><script>1</script></html>", "don.html"),
        ("Kính gửi".encode("utf-16"), "don.txt"),
        (corpus.archive({"a.txt": "x"}), "tep.zip"),
        (corpus.archive({"a.txt": "x"}), "don.docx"),
        (b"PK\x03\x04broken", "don.docx"),
        (corpus.docx()[:-10], "don.docx"),
        (b"GIF89a" + b"\0" * 20, "anh.gif"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "don.doc"),
        (b"Rar!\x1a\x07\x00", "don.rar"),
        (b"\x00\x00\x00\x18ftypqt  ", "quay.mp4"),
    ],
)
def test_anything_else_is_refused(content, name):
    with pytest.raises(FileRefused):
        sniff(content, name)


@pytest.mark.parametrize(
    "content",
    [
        corpus.docx({"word/media/a.bin": "0" * 60_000_000}),
        corpus.archive({f"{n}": "" for n in range(20_000)}),
        corpus.docx({"word/embeddings/in.docx": corpus.docx()}),
        corpus.docx({"42.zip": b"PK"}),
        corpus.docx({"word/vbaProject.bin": b"x"}),
        corpus.overlapping(),
    ],
    ids=["ratio", "entries", "nested", "zip", "macros", "overlap"],
)
def test_a_bomb_is_not_unpacked(content):
    with pytest.raises(FileRefused):
        sniff(content, "don.docx")


def test_a_file_over_the_cap_says_the_cap():
    with pytest.raises(FileTooLarge) as refusal:
        sniff(corpus.PDF + b"\0" * LARGEST, "scan.pdf")
    assert "25 MB" in str(refusal.value)


@given(st.binary(max_size=300))
def test_no_content_breaks_the_door(content):
    with contextlib.suppress(FileRefused):
        sniff(content, "x")


@pytest.mark.parametrize(
    ("name", "tidied"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Bình\\đơn.pdf", "đơn.pdf"),
        ("don.exe.pdf", "don.exe.pdf"),
        ('a"b\r\nSet-Cookie: x;.pdf', "a bSet-Cookie x.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("", "tai-lieu.pdf"),
        (".pdf", "tai-lieu.pdf"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_a_label_and_never_a_path(name, tidied):
    assert tidy(name, "application/pdf") == tidied
