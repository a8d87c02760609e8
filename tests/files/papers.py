"""Papers to black out: sheets with words in the pixels, PDFs good and hostile, all made here."""

import io

from PIL import Image, ImageDraw


def sheet(words: str = "", size: tuple[int, int] = (1240, 1754), kind: str = "PNG") -> bytes:
    """Draw a white sheet with a grey field at its middle and words at the top."""
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=(90, 120, 150))
    pen.text((60, 60), words, fill="black")
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()


def pdf(
    texts: tuple[str, ...] = ("",), *, box: str = "0 0 595 842", content: bytes = b"", more: bytes = b""
) -> bytes:
    """Write a PDF with one page a text, a title in its information, and ``more`` in its trailer."""
    bodies = [content or b"BT /F 24 Tf 60 780 Td (%s) Tj ET" % text.encode() for text in texts]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font, b"<< /Title (Secret) /Author (Nguyen) >>"]
    kids = []
    for body in bodies:
        number = len(objects) + 1
        kids.append(b"%d 0 R" % number)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (box.encode(), number + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _written(objects, b"/Info 4 0 R " + more)


def many_pages(count: int) -> bytes:
    """Write a PDF of many empty pages."""
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)
    return _written([b"<< /Type /Catalog /Pages 2 0 R >>", pages, *[page] * count], b"")


def locked() -> bytes:
    """Write a PDF that says it is encrypted with a password nobody gave."""
    lock = b"/Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b">"
    return pdf(("",), more=b"/Encrypt << %s >> /ID [<00><00>] " % lock)


def _written(objects: list[bytes], more: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    index = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + index + tail % (len(objects) + 1, more, len(out))
