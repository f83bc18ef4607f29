"""A photo leaves as pixels alone, small and upright; what is no photo, or too much of one, is named."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from petaprogram.files.photo_file import LONGEST_SIDE, MAX_BYTES, SENT_BYTES, clean_photo, read_photo
from petaprogram.messages.issues import DataError
from tests.support.photos import make_photo

SECRET = b"SECRET-PLACE"


def written(tmp_path: Path, content: bytes, name: str = "foto.jpg") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def rule_of(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_photo(path)
    (issue,) = caught.value.issues
    assert issue.file == path.name
    assert issue.message
    return issue.rule


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """The head of a PNG that claims a size, without the pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(data))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_of_each_kind_becomes_a_jpeg_whatever_its_name_says(tmp_path: Path, kind: str) -> None:
    photo = read_photo(written(tmp_path, make_photo(kind=kind), "foto.webp"))
    image = Image.open(io.BytesIO(photo.jpeg))
    assert (image.format, image.size) == ("JPEG", (320, 200))
    assert (photo.width, photo.height) == (320, 200)
    red, _, blue = np.asarray(image)[20, 20]
    assert red > 150
    assert blue < 60


def test_a_large_photo_is_made_small(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (2200, 3000, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "JPEG", quality=60)
    assert len(file.getvalue()) < MAX_BYTES
    photo = read_photo(written(tmp_path, file.getvalue()))
    assert photo.width == LONGEST_SIDE
    assert photo.height == pytest.approx(LONGEST_SIDE * 2200 / 3000, abs=1)
    assert len(photo.jpeg) <= SENT_BYTES


def test_nothing_but_the_pixels_leaves_and_the_photo_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    content = make_photo(exif=exif, comment=SECRET, icc_profile=SECRET * 20) + b"PK\x03\x04<script>" + SECRET
    assert content.count(SECRET) > 3
    photo = read_photo(written(tmp_path, content))
    assert SECRET not in photo.jpeg
    assert b"script" not in photo.jpeg
    image = Image.open(io.BytesIO(photo.jpeg))
    assert image.size == (200, 320)
    assert dict(image.getexif()) == {}
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(image.info)
    # What was at the upper left is at the upper right now.
    assert np.asarray(image)[20, 180, 0] > 150


def test_a_transparent_photo_stands_on_white(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, "PNG")
    image = Image.open(io.BytesIO(read_photo(written(tmp_path, file.getvalue())).jpeg))
    assert np.asarray(image).min() > 250


def test_the_same_photo_is_the_same_file(tmp_path: Path) -> None:
    first, again = (read_photo(written(tmp_path, make_photo())) for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo-kind"),
        (b"GIF89a" + bytes(200), "photo-kind"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "photo-kind"),
        (b"", "photo-kind"),
        (b"\xff\xd8\xff\xe0<html><script>alert(1)</script>", "photo-broken"),
        (make_photo()[:400], "photo-broken"),
        (make_photo(kind="PNG")[:-40], "photo-broken"),
        (make_photo(kind="WEBP")[:60], "photo-broken"),
        (png_of(100, 100, b"too little"), "photo-broken"),
        (png_of(6000, 5000), "photo-pixels"),
        (png_of(60000, 60000), "photo-pixels"),
        (png_of(2**31 - 1, 2**31 - 1), "photo-pixels"),
        (make_photo() + bytes(MAX_BYTES), "photo-too-large"),
    ],
    ids=[
        "svg",
        "gif",
        "eps",
        "empty",
        "html",
        "jpeg",
        "png",
        "webp",
        "short",
        "bomb",
        "more",
        "most",
        "long",
    ],
)
def test_what_is_no_photo_is_named(tmp_path: Path, content: bytes, rule: str) -> None:
    found = rule_of(written(tmp_path, content))
    # Where a file is no picture at all, and where it is a broken one, is for its decoder to say.
    assert found == rule or {found, rule} == {"photo-kind", "photo-broken"}


def test_a_small_file_that_unpacks_to_many_pixels_is_refused_before_it_does(tmp_path: Path) -> None:
    bomb = png_of(20_000, 20_000, bytes(20_000 * 3 * 300))
    assert len(bomb) < 100_000
    assert rule_of(written(tmp_path, bomb)) == "photo-pixels"


def test_links_and_what_is_no_file_are_not_followed(tmp_path: Path) -> None:
    outside = written(tmp_path, make_photo(), "outside.jpg")
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "link.jpg").symlink_to(outside)
    assert rule_of(folder / "link.jpg") == "photo-link"
    (tmp_path / "linked").symlink_to(tmp_path)
    assert rule_of(tmp_path / "linked" / "outside.jpg") == "photo-link"
    (folder / "folder.jpg").mkdir()
    assert rule_of(folder / "folder.jpg") == "photo-unreadable"
    assert rule_of(folder / "none.jpg") == "photo-missing"


def test_the_bytes_of_a_photo_are_judged_as_its_file() -> None:
    with pytest.raises(DataError, match="photo-kind"):
        clean_photo(b"x" * 100, "a.jpg")
    with pytest.raises(DataError, match=r"8 MB.*photo-too-large"):
        clean_photo(b"x" * (MAX_BYTES + 1), "a.jpg")
