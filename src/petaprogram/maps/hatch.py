"""The one hatch, as lines and as a pattern of SVG; the browser makes its pattern from the same numbers."""

from __future__ import annotations

import math

import numpy as np
import shapely

from petaprogram.maps.palette import HATCH
from petaprogram.maps.svg import look, number, rect


def hatch_lines(width: float, height: float, unit: float = 1.0) -> shapely.MultiLineString:
    """Draw the hatch over a rectangle; its lines rise to the right, and some reach beyond the sides.

    `unit` is the size of a pixel of the screen in the unit of the rectangle.
    """
    step = HATCH.spacing * unit / math.cos(math.radians(HATCH.angle))
    lean = height * math.tan(math.radians(HATCH.angle))
    starts = np.arange(-lean, width, step)
    ends = np.stack(
        [
            np.column_stack([starts, np.full(len(starts), height)]),
            np.column_stack([starts + lean, np.zeros(len(starts))]),
        ],
        axis=1,
    )
    return shapely.MultiLineString(list(ends))


def hatch_pattern(name: str) -> str:
    """Write the hatch as a pattern that shapes of the same document name in `fill="url(#name)"`."""
    size = number(HATCH.spacing)
    return (
        f'<defs><pattern id="{name}" width="{size}" height="{size}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({HATCH.angle:d})">'
        f"{rect(0, 0, HATCH.spacing, HATCH.spacing, look(HATCH.ground))}"
        f"{rect(0, 0, HATCH.width, HATCH.spacing, look(HATCH.colour))}"
        "</pattern></defs>"
    )
