"""A curve of diminishing returns as a small still picture; its words and numbers stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from petaprogram.maps.palette import ADDED, DEEP, GRID, MUTED, WHITE
from petaprogram.maps.safe import safe_int, safe_number
from petaprogram.maps.svg import ROUND, Anchor, circle, look, path, rect, svg, text

WIDTH, HEIGHT = 520, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 26
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_TICKS = 6


def curve_svg(amounts: Sequence[float], chosen: int, whole: float) -> str:
    """Draw amounts over their positions 0, 1, 2 ... as a stepped line.

    Parameters
    ----------
    amounts
        What is reached with 0, 1, 2 ... sites; at least two, none of them falling.
    chosen
        The position to mark.
    whole
        The top of the scale.
    """
    last = len(amounts) - 1
    top = safe_number(whole, "scale")

    def x(position: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * position / last

    def y(amount: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * amount / top

    points = [(x(at), y(safe_number(amount, "amount"))) for at, amount in enumerate(amounts)]
    line = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    line += "".join(f"H{right:.1f}V{height:.1f}" for right, height in points[1:])
    grid = "".join(
        path(f"M{_LEFT} {y(tick):.1f}H{WIDTH - _RIGHT}", look(None, GRID))
        + _tick(_LEFT - 6, y(tick) + 4, tick, "end")
        for tick in _ticks(top)
    )
    axis = "".join(_tick(x(tick), HEIGHT - 8, tick, "middle") for tick in _ticks(last))
    at, height = points[safe_int(chosen, "chosen")]
    body = (
        f"{rect(0, 0, WIDTH, HEIGHT, look(WHITE))}{grid}{axis}"
        f"{path(line, look(None, DEEP, 2.5))}{circle(at, height, 6, look(ADDED, WHITE, 2))}"
    )
    return svg(WIDTH, HEIGHT, body, more=f'{ROUND} font-family="sans-serif"')


def _ticks(top: float) -> list[int]:
    step = next((step for step in _STEPS if top / step <= _TICKS), _STEPS[-1])
    return list(range(0, int(top) + 1, step))


def _tick(x: float, y: float, tick: int, anchor: Anchor) -> str:
    return text(x, y, str(tick), size=12, colour=MUTED, anchor=anchor)
