"""A few letters of the typeface, as a rule of a style sheet that holds the font itself."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import lru_cache

from fontTools import subset

from petaprogram.maps.font_files import FAMILY, FONT_FILES, WEIGHTS, Weight


def font_face(weight: Weight, letters: Iterable[str]) -> str:
    """Write the rule, the same for the same letters; those that the typeface lacks are left out."""
    data = base64.b64encode(_font_of(weight, "".join(sorted(set(letters))))).decode()
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{WEIGHTS[weight]};'
        f"src:url(data:font/woff;base64,{data})}}"
    )


@lru_cache(maxsize=8)
def _font_of(weight: Weight, letters: str) -> bytes:
    options = subset.Options(flavor="woff", layout_features=["kern"], notdef_outline=True)
    font = subset.load_font(str(FONT_FILES[weight]), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    file = io.BytesIO()
    subset.save_font(font, file, options)
    font.close()
    return file.getvalue()
