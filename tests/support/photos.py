"""Photos for tests: made on the spot, because none is published with the data."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image


def make_photo(width: int = 320, height: int = 200, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture that is red at its upper left and blue elsewhere, as a file of a kind."""
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[..., 2] = 200
    pixels[: height // 2, : width // 2] = (200, 0, 0)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind, **options)
    return file.getvalue()


ENTRY = {
    "file": "balai.jpg",
    "program": "kampung-senyum",
    "source": "bo83852",
    "credit": "Dinas Kominfo",
    "licence": "CC BY 4.0",
    "caption": "Warga di Mrican",
    "caption_en": "Residents of Mrican",
}


def write_photos(tables: Path, *entries: dict[str, object], pictures: dict[str, bytes] | None = None) -> None:
    """Put photos.toml and its pictures beside tables; by default one sound photo of Kampung Senyum."""
    (tables / "photos").mkdir(exist_ok=True)
    for name, content in (pictures or {"balai.jpg": make_photo()}).items():
        (tables / "photos" / name).write_bytes(content)
    said = [
        "[[photo]]\n" + "".join(f"{name} = {_toml(value)}\n" for name, value in entry.items())
        for entry in entries or (ENTRY,)
    ]
    (tables / "photos.toml").write_text("\n".join(said), "utf-8")


def _toml(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
