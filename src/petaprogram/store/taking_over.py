"""What has to be edited for a version to become the files of a folder."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from petaprogram.store.reading import Row, Tables, as_cells
from petaprogram.store.schema import COLUMNS, KEYS, LAYOUT
from petaprogram.store.sheets import Sheet
from petaprogram.store.writing import Edit
from petaprogram.tables.columns import TABLES


def plan(sheets: Mapping[str, Sheet], tables: Tables | None) -> list[Edit]:
    """List the edits by which `tables` (None: nothing yet) become the files, rows in the same order.

    A row is known again by the columns of `schema.KEYS`; of several that are alike there, by their order.
    """
    now = tables or {name: [] for name in COLUMNS}
    layout = Sheet(
        COLUMNS[LAYOUT],
        tuple((name, ",".join(sheets[name].columns)) for name in TABLES if name in sheets),
    )
    edits = [*_plan_table(LAYOUT, layout, now[LAYOUT])]
    for name in TABLES:
        edits += _plan_table(name, sheets.get(name, Sheet((), ())), now[name])
    return edits


def _plan_table(name: str, sheet: Sheet, now: Sequence[Row]) -> Iterator[Edit]:
    wanted = [
        dict.fromkeys(COLUMNS[name], "") | dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows
    ]
    there = dict(zip(_names(name, [as_cells(name, row) for row in now]), now, strict=True))
    found = [there.pop(one, None) for one in _names(name, wanted)]
    for gone in there.values():
        yield Edit(name, gone.row, gone.since, None)
    for cells, row, place in zip(wanted, found, places([row and row.position for row in found]), strict=True):
        if row is None:
            yield Edit(name, None, None, cells, place)
        elif (place, tuple(cells.values())) != (row.position, row.cells):
            yield Edit(name, row.row, row.since, cells, place)


def _names(name: str, rows: Sequence[Mapping[str, str]]) -> list[tuple[object, ...]]:
    """Name each row by its key, and by how many of the same key stand before it."""
    seen: Counter[tuple[str, ...]] = Counter()
    names: list[tuple[object, ...]] = []
    for cells in rows:
        key = tuple(cells[column] for column in KEYS[name])
        names.append((*key, seen[key]))
        seen[key] += 1
    return names


def places(now: Sequence[float | None]) -> list[float]:
    """Give every row of a file a place, in ascending order; as many rows as possible keep theirs.

    Examples
    --------
    >>> places([1.0, None, 2.0, None])
    [1.0, 1.5, 2.0, 3.0]
    """
    kept = _longest_ascending(now)
    # By row the next place that is kept, from the row itself on: found once, from the end.
    following: list[float | None] = []
    for index in range(len(now) - 1, -1, -1):
        following.append(now[index] if index in kept else following[-1] if following else None)
    given: list[float] = []
    for index, after in enumerate(reversed(following)):
        before = given[-1] if given else None
        if index in kept and after is not None:
            given.append(after)
        elif after is None:
            given.append(float(int(before or 0)) + 1)
        else:
            given.append((before + after) / 2 if before is not None else after - 1)
    # Between two places there is room for some fifty halvings.
    if any(one >= other for one, other in pairwise(given)):
        return [float(index) for index in range(1, len(now) + 1)]
    return given


def _longest_ascending(now: Sequence[float | None]) -> set[int]:
    """Choose the indices of a longest ascending part, by patience sorting."""
    ends: list[float] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for index, place in enumerate(now):
        if place is None:
            continue
        pile = bisect_left(ends, place)
        ends[pile : pile + 1], last[pile : pile + 1] = [place], [index]
        before[index] = last[pile - 1] if pile else None
    chosen: set[int] = set()
    step = last[-1] if last else None
    while step is not None:
        chosen.add(step)
        step = before[step]
    return chosen
