"""The fonts of every map and document: they come with the program, so that no machine looks different."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import font_source_sans_pro

Weight = Literal["regular", "semibold", "bold"]

FAMILY, FALLBACK = "Source Sans Pro", "DejaVu Sans"
# A box for each letter that no other font has, so that a reader sees that something stands there.
LAST_RESORT = "Last Resort High-Efficiency"

_SOURCE_SANS: Final = Path(font_source_sans_pro.__file__).parent / "files"
_OURS: Final = Path(__file__).parent / "fonts"
FONT_FOLDERS = (_SOURCE_SANS, _OURS)
FONT_FILES: dict[Weight, Path] = {
    "regular": _SOURCE_SANS / "SourceSansPro-Regular.ttf",
    "semibold": _SOURCE_SANS / "SourceSansPro-Semibold.ttf",
    "bold": _SOURCE_SANS / "SourceSansPro-Bold.ttf",
}
# The weights as numbers, as CSS and Typst count them.
WEIGHTS: dict[Weight, int] = {"regular": 400, "semibold": 600, "bold": 700}
# The fallback has no semibold. It is also the widest font that the style sheet of the web map names.
FALLBACK_FILE, FALLBACK_BOLD_FILE = _OURS / "DejaVuSans.ttf", _OURS / "DejaVuSans-Bold.ttf"
LAST_RESORT_FILE = _OURS / "LastResortHE-Regular.ttf"
