"""Files as citizens bring them, and as somebody with bad intent would."""

import io
import struct
import zipfile

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

HANOI = (21.0, 1.0, 42.0)


def photo(size=(80, 40)):
    """A photo of red left and blue right halves."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    return picture


def location():
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "CanaryPhone"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: HANOI, 3: "E", 4: (105.0, 48.0, 0.0)})
    return exif


def jpeg():
    out = io.BytesIO()
    photo().save(out, "JPEG", exif=location(), comment=b"CanaryComment", icc_profile=b"CanaryProfile")
    return out.getvalue()


def png():
    out, text = io.BytesIO(), PngInfo()
    text.add_text("Author", "CanaryAuthor")
    photo().save(out, "PNG", pnginfo=text, exif=location())
    return out.getvalue()


def heic():
    out = io.BytesIO()
    photo().save(out, "HEIF", exif=location().tobytes())
    return out.getvalue()


def archive(entries, *, packed=True):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(more=None):
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **(more or {})})


def xlsx():
    return archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})


def odt():
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"})


def overlapping():
    """A bomb without nesting: many directory entries point at the same packed bytes."""
    content = bytearray(archive({"[Content_Types].xml": "x", "word/document.xml": "0" * 1_000_000}))
    end = content.rfind(b"PK\x05\x06")
    start = struct.unpack("<I", content[end + 16 : end + 20])[0]
    entry = content[content.rfind(b"PK\x01\x02", 0, end) : end]
    directory = content[start:end] + entry * 200
    tail = bytearray(content[end:])
    tail[8:12] = struct.pack("<HH", 202, 202)
    tail[12:16] = struct.pack("<I", len(directory))
    return bytes(content[:start] + directory + tail)


EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 56 + b"PE\x00\x00"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 20
MP3 = b"\xff\xfb\x90\x64" + b"\x00" * 100
