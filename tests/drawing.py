"""A plain map as PNG: stands in where a test asks only that there is a picture of the right classes."""

from __future__ import annotations

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from petaprogram.areas import Areas
from petaprogram.cartography.classes import Classified
from petaprogram.language import Language


def draw_png(
    areas: Areas,
    classified: Classified,
    language: Language,  # noqa: ARG001  (as the printed maps have it)
    *,
    title: str,
    size_mm: tuple[float, float],
    dpi: int,
) -> bytes:
    figure = Figure(figsize=(size_mm[0] / 25.4, size_mm[1] / 25.4))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    styles = [classified.classes[position].style for position in classified.by_area]
    areas.frame.plot(
        ax=axes,
        color=[style.fill for style in styles],
        edgecolor=[style.line for style in styles],
        hatch="////" if all(style.hatch for style in styles) else None,
        linewidth=0.5,
    )
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=dpi, metadata={"Title": title})
    return file.getvalue()
