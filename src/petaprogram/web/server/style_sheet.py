"""The style sheet: what pages share, the frame, a file for each page that needs one, paper; joined into one.

The browser needs it before it draws anything, so it is one request, and its address holds its hash.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from petaprogram.web.server.compressed_files import pack
from petaprogram.web.visit.addresses import ENTRIES

STATIC = Path(__file__).parents[1] / "static"
ADDRESS = "/assets/app/style.css"


@cache
def style_sheet() -> str:
    """Read and join the files, once: what pages share, the frame, pages as in the menu, then paper."""
    names = ("parts", "frame", "tools", *(entry.path for entry in ENTRIES), "paper")
    paths = [STATIC / "style" / f"{name}.css" for name in names]
    return "\n".join(path.read_text("utf-8") for path in paths if path.exists())


@cache
def packed_style_sheet() -> bytes:
    """Compress the style sheet, once."""
    return pack(style_sheet().encode())


def style_link() -> str:
    """Write the address of the style sheet, relative to the first page."""
    return f".{ADDRESS}?v={hashlib.sha256(style_sheet().encode()).hexdigest()[:12]}"
