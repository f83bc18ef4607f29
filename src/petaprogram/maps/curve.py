"""A curve of diminishing returns as a small still picture; its words and numbers stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from petaprogram.maps.safe import safe_int, safe_number

WIDTH, HEIGHT = 520, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 26
_INK, _LINE, _MARK = "#1F3A5F", "#D5DBE1", "#B7791F"
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
        f'<path d="M{_LEFT} {y(tick):.1f}H{WIDTH - _RIGHT}" stroke="{_LINE}"/>'
        + _text(_LEFT - 6, y(tick) + 4, tick, "end")
        for tick in _ticks(top)
    )
    axis = "".join(_text(x(tick), HEIGHT - 8, tick, "middle") for tick in _ticks(last))
    at, height = points[safe_int(chosen, "chosen")]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="#FFFFFF"/>{grid}{axis}'
        f'<path d="{line}" fill="none" stroke="{_INK}" stroke-width="2.5" stroke-linejoin="round"/>'
        f'<circle cx="{at:.1f}" cy="{height:.1f}" r="6" fill="{_MARK}" stroke="#FFFFFF" stroke-width="2"/>'
        "</svg>"
    )


def _ticks(top: float) -> list[int]:
    step = next((step for step in _STEPS if top / step <= _TICKS), _STEPS[-1])
    return list(range(0, int(top) + 1, step))


def _text(x: float, y: float, number: int, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-family="sans-serif" font-size="12" '
        f'fill="#52606D">{number}</text>'
    )
