"""The picture of the architecture in docs/, drawn from the imports: `python -m tools.architecture`.

A room stands above all rooms that it imports, with the first words of its `__init__`. An arrow that follows
from others is left out (transitive reduction): where A needs B and B needs C, one from A to C says nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from graphlib import TopologicalSorter
from html import escape

from petaprogram.settings import ROOT
from tools.imports import NAMES, modules

PICTURE = ROOT / "docs" / "architecture.svg"
# Rooms that are drawn as one with their rooms within; of `web` each is drawn.
_WHOLE = ("pages", "app", "cli")

# In pixels.
_WIDTH, _BOX_HEIGHT, _FLOOR, _GAP, _MARGIN = 1000, 48, 92, 24, 24
_LETTER, _SMALL_LETTER = 8.2, 6.2
_TYPE = 'role="img" font-family="sans-serif" font-size="13"'
_TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#5b6b7c"/></marker>'
)

Graph = Mapping[str, set[str]]


def read_modules() -> dict[str, set[str]]:
    """Read which modules of the program each module imports, by dotted name without `petaprogram.`."""
    return {
        _short(module.name): {_short(name) for name, _ in module.imports if name in NAMES}
        - {_short(module.name)}
        for module in modules()
    }


def _short(name: str) -> str:
    return name.removeprefix("petaprogram").removeprefix(".")


def read_rooms() -> dict[str, set[str]]:
    """Read which rooms each room imports."""
    rooms: dict[str, set[str]] = {}
    for module, imported in read_modules().items():
        here = room_of(module)
        if here:
            rooms.setdefault(here, set()).update({room_of(name) for name in imported} - {here, ""})
    return rooms


def room_of(module: str) -> str:
    """Name the room of a module; the pages are one room, and each page's folder is part of `web.PAGE`."""
    first, _, rest = module.partition(".")
    if first in _WHOLE or first != "web":
        return "pages" if first == "app" else first
    room = rest.partition(".")[0]
    if not room:
        return ""
    return "web.PAGE" if (ROOT / "pages" / f"{room}.py").exists() else f"web.{room}"


def reduce(graph: Graph) -> dict[str, set[str]]:
    """Leave out every arrow that follows from others; the graph has no circle."""
    below: dict[str, set[str]] = {}
    for room in TopologicalSorter(graph).static_order():
        direct = graph.get(room, set())
        below[room] = direct.union(*(below[one] for one in direct))
    return {
        room: {one for one in direct if not any(one in below[other] for other in direct - {one})}
        for room, direct in graph.items()
    }


def floors_of(graph: Graph) -> list[list[str]]:
    """Put every room one floor below the lowest room that imports it; the ground comes first."""
    depth: dict[str, int] = {}
    for room in reversed(list(TopologicalSorter(graph).static_order())):
        depth[room] = 1 + max((depth[one] for one in graph if room in graph[one]), default=-1)
    deepest = max(depth.values())
    return [sorted(room for room in depth if depth[room] == deepest - floor) for floor in range(deepest + 1)]


def plate_of(room: str) -> str:
    """Read what a room's `__init__` says first: its words up to the first colon, comma or full stop."""
    if room == "pages":
        return "One thin file for each page"
    if room == "web.PAGE":
        return "What only one page shows"
    inside = ROOT / "src" / "petaprogram" / room.replace(".", "/")
    path = inside / "__init__.py" if inside.is_dir() else inside.with_suffix(".py")
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return re.split(r"[:,.]", said)[0].replace("`", "")


def draw(graph: Graph) -> str:
    """Draw the rooms as an SVG, the ground at the bottom."""
    floors = floors_of(graph)
    height = len(floors) * _FLOOR - (_FLOOR - _BOX_HEIGHT) + 2 * _MARGIN
    boxes: dict[str, tuple[float, float, float]] = {}
    for level, rooms in enumerate(floors):
        widths = [max(len(room) * _LETTER, len(plate_of(room)) * _SMALL_LETTER) + _GAP for room in rooms]
        x = (_WIDTH - sum(widths) - _GAP * (len(rooms) - 1)) / 2
        for room, width in zip(rooms, widths, strict=True):
            boxes[room] = (x, height - _MARGIN - _BOX_HEIGHT - level * _FLOOR, width)
            x += width + _GAP
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" {_TYPE}>',
        "<title>The rooms of the program and what each imports</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f"<defs>{_TIP}</defs>",
    ]
    lines += [
        _arrow(boxes[room], boxes[one])
        for room, direct in sorted(reduce(graph).items())
        for one in sorted(direct)
    ]
    lines += [_box(room, *box) for room, box in boxes.items()]
    return "\n".join([*lines, "</svg>\n"])


def _arrow(above: tuple[float, float, float], below: tuple[float, float, float]) -> str:
    start, end = above[0] + above[2] / 2, below[0] + below[2] / 2
    top, bottom = above[1] + _BOX_HEIGHT, below[1] - 2
    bend = (top + bottom) / 2
    path = f"M{start:.0f} {top}C{start:.0f} {bend:.0f} {end:.0f} {bend:.0f} {end:.0f} {bottom}"
    return f'<path d="{path}" fill="none" stroke="#5b6b7c" marker-end="url(#tip)"/>'


def _box(room: str, x: float, y: float, width: float) -> str:
    return (
        f'<rect x="{x:.0f}" y="{y}" width="{width:.0f}" height="{_BOX_HEIGHT}" rx="5" fill="#eef3f8" '
        f'stroke="#1f3a5f"/><text x="{x + width / 2:.0f}" y="{y + 20}" text-anchor="middle" '
        f'font-weight="bold" fill="#1f2933">{escape(room)}</text><text x="{x + width / 2:.0f}" y="{y + 37}" '
        f'text-anchor="middle" font-size="11" fill="#3d4c5c">{escape(plate_of(room))}</text>'
    )


if __name__ == "__main__":
    PICTURE.write_text(draw(read_rooms()), "utf-8")
