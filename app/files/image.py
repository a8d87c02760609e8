"""Pictures without what the camera wrote into them: place, owner, time and any preview go."""

from __future__ import annotations

import io
import threading
import warnings

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from app.files.errors import FileRefused
from app.language import _

MOST_PIXELS = 64_000_000  # the largest common phone camera; decoded it needs about 200 MB
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}
_one_at_a_time = threading.Semaphore(1)  # decoded pictures are large: they take turns

pillow_heif.register_heif_opener(thumbnails=False)


def clean(content: bytes, media_type: str, filename: str) -> tuple[bytes, str]:
    """Draw a picture again from its pixels alone; HEIC becomes JPEG. Gives the bytes and media type.

    Raises: FileRefused when it is damaged or has more than 64 million pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]])
        too_many = picture.width * picture.height > MOST_PIXELS
        with _one_at_a_time:
            drawn = None if too_many else _draw_again(picture, media_type)
    except Image.DecompressionBombError:
        drawn = None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, RuntimeError):
        raise FileRefused(name=filename, reason=_("the picture is damaged; take it again.")) from None
    if drawn is None:
        raise FileRefused(name=filename, reason=_("it has too many pixels; make the picture smaller."))
    return drawn


def _draw_again(picture: Image.Image, media_type: str) -> tuple[bytes, str]:
    upright = ImageOps.exif_transpose(picture)  # the turn lies in the data that goes
    if upright.mode == "P":
        upright = upright.convert("RGBA")
    if media_type != "image/png" and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    upright.info = {}
    sheet = io.BytesIO()
    if media_type == "image/png":
        upright.save(sheet, "PNG")
        return sheet.getvalue(), media_type
    upright.save(sheet, "JPEG", quality=88, optimize=True)
    return sheet.getvalue(), "image/jpeg"
