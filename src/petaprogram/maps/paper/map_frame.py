"""Which part of the city goes onto which part of the paper, at a scale that is a round number.

Paper is measured in millimetres from the upper left corner of the map, to the right and downwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

# The leading digits of a scale: 1:10.000, 1:12.500, 1:15.000 ...
_SCALE_DIGITS = (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8)
_LARGEST_SCALE = 1000
SCALES = tuple(round(_LARGEST_SCALE * digit * 10**power) for power in range(5) for digit in _SCALE_DIGITS)
# A scale bar has this many parts, each a round number of metres.
BAR_PARTS = 4
_BAR_DIGITS = (1, 2, 2.5, 5)
# Air in mm between the areas and the frame.
PADDING = 2.0


@dataclass(frozen=True, slots=True)
class MapFrame:
    """The map's rectangle: `width` x `height` mm at 1:`scale`.

    `left` and `top` are the coordinates of its upper left corner in metres of a metric CRS.
    """

    left: float
    top: float
    scale: int
    width: float
    height: float

    @property
    def metres_per_mm(self) -> float:
        """Metres of the city on a millimetre of paper."""
        return self.scale / 1000

    @property
    def box(self) -> shapely.Polygon:
        """The rectangle in mm of paper."""
        return shapely.box(0, 0, self.width, self.height)

    @property
    def ground(self) -> shapely.Polygon:
        """The rectangle in metres of the metric CRS."""
        right = self.left + self.width * self.metres_per_mm
        bottom = self.top - self.height * self.metres_per_mm
        return shapely.box(self.left, bottom, right, self.top)

    def to_paper(self, geometry: Any) -> Any:  # noqa: ANN401  (whatever shapely transforms)
        """Turn a geometry, or an array of them, from the metric CRS into mm of paper."""
        return shapely.transform(geometry, self._onto_paper)

    def _onto_paper(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([places[:, 0] - self.left, self.top - places[:, 1]]) / self.metres_per_mm


def fit_map_frame(
    bounds: Sequence[float], width: float, height: float, padding: float = PADDING, *, rounded: bool = True
) -> MapFrame:
    """Make the frame that shows `bounds` whole, in the middle, at the largest scale, `rounded` or not.

    Parameters
    ----------
    bounds
        West, south, east, north in metres of the metric CRS.
    width, height
        The rectangle in mm.
    padding
        Air in mm on each side.

    Raises
    ------
    ValueError
        If there is no room at all, or the bounds are larger than the smallest scale can show.
    """
    west, south, east, north = bounds
    room = min(width, height) - 2 * padding
    if room <= 0:
        raise ValueError(f"a map of {width} x {height} mm leaves no room")
    needed = 1000 * max((east - west) / (width - 2 * padding), (north - south) / (height - 2 * padding))
    scale = next((scale for scale in SCALES if scale >= needed), None)
    if scale is None:
        raise ValueError(f"the bounds need 1:{needed:.0f}, smaller than 1:{SCALES[-1]}")
    if not rounded:
        scale = math.ceil(needed)
    left = (west + east) / 2 - width / 2 * scale / 1000
    top = (south + north) / 2 + height / 2 * scale / 1000
    return MapFrame(left, top, scale, width, height)


def bar_step(scale: int, longest: float) -> float:
    """Metres of one of the `BAR_PARTS` of a scale bar that is at most `longest` mm long."""
    most = longest * scale / 1000 / BAR_PARTS
    power = 10 ** math.floor(math.log10(most))
    return float(max(digit * power for digit in _BAR_DIGITS if digit * power <= most))
