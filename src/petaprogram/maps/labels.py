"""What the names on a map say, and how to keep them apart: the same on the screen and on paper."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def kecamatan_text(name: str) -> str:
    """Write the name of a kecamatan for the map; "KEC." keeps it apart from a kelurahan of the same name."""
    return f"KEC. {name.upper()}"


def overlaps(box: NDArray[np.float64], others: NDArray[np.float64]) -> bool:
    """Whether a box shares more than an edge with any of the others."""
    apart = (
        (others[:, 0] >= box[2])
        | (others[:, 2] <= box[0])
        | (others[:, 1] >= box[3])
        | (others[:, 3] <= box[1])
    )
    return bool((~apart).any())
