"""Every colour and line of the maps, and their one hatch; colours are #RRGGBB, lengths pixels of the screen.

The colours of the pages around them are variables of the style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Style:
    """How one class of polygons is drawn: colours as #RRGGBB, the line in pixels."""

    fill: str
    line: str
    line_width: float
    hatch: bool = False


@dataclass(frozen=True, slots=True)
class Hatch:
    """The one hatch of the project; lengths in pixels, angle in degrees clockwise from a vertical line."""

    angle: int
    spacing: float
    width: float
    colour: str
    ground: str


# Words and lines, on the screen as on paper.
WHITE = "#FFFFFF"
INK, DEEP, MUTED = "#1F2933", "#1F3A5F", "#52606D"
RULE, GRID, PALE = "#C5CDD6", "#D5DBE1", "#F4F6F9"
# What the eye has to find: what is doubtful, an area on a locator, a median of the city.
ALARM = "#C2571A"
# What a scenario adds to what runs today.
ADDED = "#B7791F"

# Lines around areas, around kecamatan, and around the selected area, one over the other.
LINE, LINE_WIDTH = "#7D8A99", 0.8
KECAMATAN_LINE = ("#3E4C59", 2.2)
SELECTED_LINES = ((WHITE, 5.5), (INK, 3.2))
# Dashes of the doubtful outline: line and gap.
DASHES = (5.0, 4.0)

HATCH = Hatch(angle=45, spacing=6.0, width=1.2, colour="#B4BFCA", ground=WHITE)


def filled(colour: str) -> Style:
    """Make the style of an ordinary class."""
    return Style(colour, LINE, LINE_WIDTH)


NOT_REPORTED = Style(WHITE, LINE, LINE_WIDTH, hatch=True)
# Nothing is there, and somebody says so: a firm outline.
NONE = Style("#FBFBF8", DEEP, 1.8)
OUTSIDE = Style("#EDEEF0", "#BFC6CE", LINE_WIDTH)
# One step of lightness between neighbours, so that the order survives a black and white copy; blue against
# sand is the pair that the common colour deficiencies keep apart. Nothing here is a pillar's colour.
# What was last reported long ago is the lighter tint of the same colour.
RUNNING, RUNNING_OLD = filled(DEEP), filled("#3F6496")
PLANNED, PLANNED_OLD = filled("#5E8FC4"), filled("#86AAD4")
ENDED, ENDED_OLD = filled("#D6C39B"), filled("#E9DEC2")
# What holds for the whole city names no kelurahan: flat and light, of a colour of its own.
WIDE = Style("#D8CBFA", "#8F86A6", LINE_WIDTH)
# YlGnBu from little to much. Nothing has another style, because it is another kind of thing than little.
AMOUNTS = tuple(map(filled, ("#D3EDB8", "#7FCDBB", "#2B8CBE", "#1F3585")))
# A rank says how urgent, not how much is there: a warm ramp, so that nobody takes it for presence.
RANKS = tuple(map(filled, ("#8C2D04", "#D9691A", "#FDAE6B", "#FEE3C4")))
# Blue is what runs today, ochre what the scenario adds; the darker of each pair is the place itself.
SERVICES = tuple(map(filled, (DEEP, "#A9C6E6", ADDED, "#F3D9A0", WHITE)))
# What changed between two moments says nothing of what is there: a colour that no state has.
CHANGED, SAME = filled("#7A4B94"), filled("#F3F0F6")
# Under the circles of counts.
RECORDED = filled("#DDE8F3")

CIRCLE = Style("#2B6CA3", WHITE, 1.2)
# Laid over the fill of an area whose every record is of low confidence: a dashed line.
DOUBTFUL = Style(WHITE, ALARM, 2.6)

# A locator on a page: the area itself, its kecamatan, the rest of the city.
LOCATED = Style(DEEP, DEEP, 1.0)
AROUND, REST = Style("#C9D6E6", "#9AA5B1", 0.5), Style("#F1F3F5", "#9AA5B1", 0.5)
# A locator on paper: the kecamatan of the city, and the area; lines in mm.
CITY, HERE = Style("#E4E9EE", LINE, 0.2), Style(ALARM, INK, 0.2)
# What lies around and in the city: kecamatan beside it, water, rivers, roads, railways, places. Lines have
# a casing, their fill, so that they are seen on every class.
NEIGHBOUR, WATER = Style("#E6E9ED", "#AEB8C3", 0.8), Style("#BCDCF0", "#3D86B8", 0.8)
RIVER, ROAD, RAILWAY = Style(WHITE, "#3D9BD9", 4.0), Style(WHITE, "#8A5A2B", 1.8), Style(WHITE, INK, 1.6)
RAILWAY_DASHES = (6.0, 4.0)
LANDMARK = Style(INK, WHITE, 1.2)
# The site of a record, and the area that the keyboard has reached, one line over the other.
SITE = Style("#FFD43B", INK, 1.6)
FOCUS_LINES = ((INK, 7.5), ("#FFD43B", 3.6))

# The dots of all kelurahan in a plot on paper.
DOT = "#93A1B0"


def is_light(colour: str) -> bool:
    """Whether dark ink is read better on a colour than white (relative luminance, WCAG 2)."""
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004
    # Contrast with white equals contrast with black at 0.179; the ink is not quite black.
    return bool(linear @ [0.2126, 0.7152, 0.0722] > 0.2)  # noqa: PLR2004
