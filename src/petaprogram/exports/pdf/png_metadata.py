"""What a PNG says of itself: its texts, and how many dots make an inch."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

# The signature (8 bytes) and the first chunk: length, name, 13 bytes and checksum.
_HEAD = 8 + 4 + 4 + 13 + 4
_INCHES_PER_METRE = 1 / 0.0254
_METRE = 1


def with_metadata(png: bytes, texts: Mapping[str, str], dpi: float) -> bytes:
    """Add texts (keyword to text, by the rules of PNG: `Title`, `Description`, ...) and the dots an inch."""
    dots = round(dpi * _INCHES_PER_METRE)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", dots, dots, _METRE))]
    for keyword, text in texts.items():
        # International text, uncompressed, with neither language nor translated keyword.
        chunks.append(_chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()))
    return png[:_HEAD] + b"".join(chunks) + png[_HEAD:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
