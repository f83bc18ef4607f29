"""A laid out map as PNG and SVG, drawn by matplotlib without its global state: several may be at it."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from functools import cache
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
import shapely
from fontTools import subset
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from petaprogram import __version__
from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import Classified
from petaprogram.maps.paper.drawing import Geometry
from petaprogram.maps.paper.sheet import Sheet, make_picture
from petaprogram.maps.paper.strokes import Stroke, Words
from petaprogram.maps.paper.typeface import (
    FALLBACK,
    FAMILY,
    FONT_FILES,
    LAST_RESORT,
    LAST_RESORT_FILE,
    WEIGHTS,
    Weight,
)
from petaprogram.messages.language import Language

DPI = 300
MM_PER_INCH = 25.4
POINTS_PER_MM = 72 / MM_PER_INCH

_ALIGN = {"left": "left", "middle": "center", "right": "right"}


def print_png(sheet: Sheet, dpi: int = DPI) -> bytes:
    """Draw a sheet as PNG."""
    figure = _figure(sheet)
    FigureCanvasAgg(figure)
    file = io.BytesIO()
    metadata = {"Title": sheet.title, "Description": sheet.description, "Software": _maker()}
    figure.savefig(file, format="png", dpi=dpi, metadata=metadata)
    return file.getvalue()


def draw_png(  # noqa: PLR0913  (all named)
    areas: Areas,
    classified: Classified,
    language: Language,
    *,
    title: str,
    size_mm: tuple[float, float],
    dpi: int = DPI,
) -> bytes:
    """Draw a map and nothing around it as PNG; `size_mm` is its width and height."""
    width, height = size_mm
    sheet = make_picture(areas, classified, language, title=title, width=width, height=height)
    return print_png(sheet, dpi)


def print_svg(sheet: Sheet) -> bytes:
    """Draw a sheet as SVG, its text as text; it brings the letters that it needs along."""
    figure = _figure(sheet)
    FigureCanvasSVG(figure)
    file = io.BytesIO()
    # Without a date the same map is the same file.
    figure.savefig(file, format="svg", metadata={"Title": sheet.title, "Date": None, "Creator": _maker()})
    svg = file.getvalue().decode()
    words: dict[Weight, set[str]] = defaultdict(set)
    for mark in sheet.marks:
        if isinstance(mark, Words):
            words[mark.weight] |= set(mark.text)
    head, start, rest = svg.partition("<svg ")
    tag, end, body = rest.partition(">")
    about = f"<title>{escape(sheet.title)}</title><desc>{escape(sheet.description)}</desc>"
    fonts = "".join(_font_face(weight, "".join(sorted(letters))) for weight, letters in sorted(words.items()))
    attributes = f'role="img" xml:lang="{sheet.language.code}" '
    return f"{head}{start}{attributes}{tag}{end}{about}<style>{fonts}</style>{body}".encode()


def _figure(sheet: Sheet) -> Figure:
    _prepare()
    figure = Figure()
    figure.set_size_inches(sheet.width / MM_PER_INCH, sheet.height / MM_PER_INCH)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, sheet.width)
    axes.set_ylim(sheet.height, 0)
    axes.set_axis_off()
    for order, mark in enumerate(sheet.marks):
        if isinstance(mark, Words):
            _write(axes, mark, order)
        elif not mark.geometry.is_empty:
            _stroke(axes, mark, order)
    return figure


def _write(axes: Axes, words: Words, order: int) -> None:
    axes.text(
        words.x,
        words.y,
        words.text,
        fontproperties=_font(words),
        fontsize=words.size,
        color=words.colour,
        ha=_ALIGN[words.align],
        va="baseline",
        zorder=order,
        # A dollar sign in a name is a dollar sign.
        parse_math=False,
    )


def _stroke(axes: Axes, stroke: Stroke, order: int) -> None:
    width = stroke.width * POINTS_PER_MM
    patch = PathPatch(
        _path(stroke.geometry),
        facecolor=stroke.fill or "none",
        edgecolor=stroke.line or "none",
        linewidth=width if stroke.line else 0,
        linestyle=(0, [dash * POINTS_PER_MM / width for dash in stroke.dashes]) if stroke.dashes else "solid",
        alpha=None if stroke.opacity == 1 else stroke.opacity,
        joinstyle="round",
        capstyle="butt",
        zorder=order,
    )
    patch.set_gid(stroke.id)
    axes.add_artist(patch)


def _path(geometry: Geometry) -> Path:
    """Turn a geometry into a path; holes stay holes, lines stay open."""
    vertices, codes = [], []
    # A locator is a collection of several parts, some of them several again.
    for part in shapely.get_parts(shapely.get_parts(geometry)):
        rings = (part.exterior, *part.interiors) if part.geom_type == "Polygon" else (part,)
        for ring in rings:
            places = shapely.get_coordinates(ring)
            if len(places) > 1:  # where a border only touches the frame there is a point
                vertices.append(places)
                closed = [Path.CLOSEPOLY] if part.geom_type == "Polygon" else [Path.LINETO]
                codes.append([Path.MOVETO, *[Path.LINETO] * (len(places) - 2), *closed])
    return Path(np.concatenate(vertices), np.concatenate(codes))


def _font_face(weight: Weight, letters: str) -> str:
    """Write the letters of a weight as a style rule that holds the font itself."""
    options = subset.Options(flavor="woff", layout_features=["kern"], notdef_outline=True)
    font = subset.load_font(str(FONT_FILES[weight]), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    file = io.BytesIO()
    subset.save_font(font, file, options)
    font.close()
    data = base64.b64encode(file.getvalue()).decode()
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{WEIGHTS[weight]};'
        f"src:url(data:font/woff;base64,{data})}}"
    )


def _font(words: Words) -> FontProperties:
    """Choose the typeface; where it lacks a letter others help out, which have no semibold."""
    if set(map(ord, words.text)) <= _letters(words.weight):
        return FontProperties(family=FAMILY, weight=WEIGHTS[words.weight])
    weight = "normal" if words.weight == "regular" else "bold"
    return FontProperties(family=[FAMILY, FALLBACK, LAST_RESORT], weight=weight)


@cache
def _letters(weight: Weight) -> frozenset[int]:
    return frozenset(FT2Font(str(FONT_FILES[weight])).get_charmap())


@cache
def _prepare() -> None:
    """Make the typeface known and set how text is drawn; it holds for the whole process and never changes."""
    for file in (*FONT_FILES.values(), LAST_RESORT_FILE):
        fontManager.addfont(file)
    mpl.rcParams["svg.fonttype"] = "none"
    mpl.rcParams["svg.hashsalt"] = "petaprogram"
    # Hinting would widen small letters beyond what was measured.
    mpl.rcParams["text.hinting"] = "none"


def _maker() -> str:
    return f"PetaProgram {__version__}"
