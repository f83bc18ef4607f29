"""A photo from a file that anybody may have made: only its pixels are kept, as a small JPEG of our own."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from petaprogram.files.regular_file import FileRules, read_file
from petaprogram.messages.issues import DataError, make_issue

# What a camera makes at most, in bytes and in millions of pixels.
MAX_BYTES, MAX_MEGAPIXELS = 8 * 2**20, 25
# What a visitor gets: light enough for bad Wi-Fi, sharp enough for a slide.
LONGEST_SIDE, SENT_BYTES = 1280, 200 * 2**10
_QUALITIES = (82, 72, 62, 50, 38, 25)
# By content: the name of a file says nothing. Of everything else Pillow knows, nothing is tried.
_KINDS = ("JPEG", "PNG", "WEBP")
_RULES = FileRules("photo-missing", "photo-unreadable", "photo-too-large")


class CleanPhoto(NamedTuple):
    """A photo without anything but its pixels: a JPEG, its size in pixels, and the sha256 of its bytes."""

    jpeg: bytes
    width: int
    height: int
    sha256: str


def read_photo(path: Path) -> CleanPhoto:
    """Read a photo, turn it upright, make it small and leave out all that is said in it but the picture.

    Raises
    ------
    DataError
        With the one rule that the file breaks.
    """
    if path.is_symlink() or path.parent.is_symlink():
        raise DataError([make_issue("photo-link", path.name)])
    return clean_photo(read_file(path, MAX_BYTES, _RULES), path.name)


def clean_photo(data: bytes, name: str) -> CleanPhoto:
    """Do the same with the bytes of a photo; `name` says in messages which one it is.

    Raises
    ------
    DataError
        With the one rule that the file breaks.
    """
    if len(data) > MAX_BYTES:
        raise DataError([make_issue(_RULES.too_large, name, limit=f"{MAX_BYTES // 2**20} MB")])
    rule = "photo-pixels"
    try:
        image: Image.Image = Image.open(io.BytesIO(data), formats=_KINDS)
        if image.width * image.height <= MAX_MEGAPIXELS * 10**6:
            return _clean(image)
    except UnidentifiedImageError:
        rule = "photo-kind"
    except Image.DecompressionBombError:
        pass
    except Exception:  # noqa: BLE001 - whatever a hostile file makes its decoder raise
        rule = "photo-broken"
    raise DataError([make_issue(rule, name, limit=MAX_MEGAPIXELS)])


def _clean(image: Image.Image) -> CleanPhoto:
    """Draw the pixels onto a new picture: nothing that was said in the file comes along."""
    size = (LONGEST_SIDE, LONGEST_SIDE)
    # A large JPEG is unpacked smaller at once.
    image.draft("RGB", size)
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail(size)
    seen = upright.convert("RGBA")
    clean = Image.new("RGB", seen.size, "white")
    clean.paste(seen, mask=seen.getchannel("A"))
    for quality in _QUALITIES:
        file = io.BytesIO()
        clean.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= SENT_BYTES:
            break
    jpeg = file.getvalue()
    return CleanPhoto(jpeg, clean.width, clean.height, sha256(jpeg).hexdigest())
