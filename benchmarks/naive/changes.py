"""What changed, the way one would write it first: row after row, cell after cell.

The tests hold the fast way against this one; `benchmarks/changes.py` measures both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

# kind, id, column, before, after
Row = tuple[str, object, str, object, object]
EVENTS = {"running": "running", "ended": "ended", "cancelled": "cancelled"}
_SOURCES = re.compile(r"\(sumber: ([^()]*)\)")


def naive_changes(
    before: pd.DataFrame,
    after: pd.DataFrame,
    old_dates: Mapping[str, object],
    new_dates: Mapping[str, object],
) -> list[Row]:
    """Find every change of records; the dates are those of the sources of each side, by their id."""
    found: list[Row] = []
    renamed = _pair({one: before.loc[one] for one in before.index if one not in after.index},
                    {one: after.loc[one] for one in after.index if one not in before.index})  # fmt: skip
    old_ids = {new: old for old, new in renamed.items()}
    for placement, row in after.iterrows():
        old_id = old_ids.get(placement, placement)
        if old_id not in before.index:
            found.append(("new", placement, "status", None, row["status"]))
            continue
        if old_id != placement:
            found.append(("corrected", placement, "placement_id", old_id, placement))
        found += _compare(placement, before.loc[old_id], row, old_dates, new_dates)
    for placement, row in before.iterrows():
        if placement not in after.index and placement not in renamed:
            found.append(("removed", placement, "status", row["status"], None))
    return found


def _pair(gone: Mapping[object, pd.Series], came: Mapping[object, pd.Series]) -> dict[object, object]:
    """Pair rows that are the same under another id: those that are alike in all cells first."""
    pairs: dict[object, object] = {}
    for old_id, old in gone.items():
        for new_id, new in came.items():
            if new_id not in pairs.values() and tuple(map(_text, old)) == tuple(map(_text, new)):
                pairs[old_id] = new_id
                break
    places: list[dict[tuple[object, ...], list[object]]] = []
    for side, taken in ((gone, pairs.keys()), (came, pairs.values())):
        here: dict[tuple[object, ...], list[object]] = {}
        for one, row in side.items():
            if one not in taken and _text(row["kode"]):
                here.setdefault((row["program_id"], row["kode"], _text(row["site"])), []).append(one)
        places.append(here)
    for place, old_ids in places[0].items():
        new_ids = places[1].get(place, [])
        if len(old_ids) == len(new_ids) == 1:
            pairs[old_ids[0]] = new_ids[0]
    return pairs


def _compare(
    placement: object,
    old: pd.Series,
    new: pd.Series,
    old_dates: Mapping[str, object],
    new_dates: Mapping[str, object],
) -> list[Row]:
    """Compare two rows of one record."""
    found: list[Row] = []
    sources = [_sources(row) for row in (old, new)]
    added = [one for one in sources[1] if one not in sources[0]]
    old_note, new_note = (_remarks(row["note"]) for row in (old, new))
    only_sources = bool(added) and old_note == new_note and _text(old["note"]) != _text(new["note"])
    for column in new.index:
        was, now = _text(old[column]), _text(new[column])
        if was == now:
            continue
        kind = "corrected"
        if column == "status":
            kind = EVENTS.get(str(now), "corrected")
        elif (column == "source_id" and now in added) or (column in {"note", "note_en"} and only_sources):
            kind = "sourced"
        found.append((kind, placement, str(column), was, now))
    if added:
        found.append(("sourced", placement, "sources", "; ".join(sources[0]), "; ".join(sources[1])))
    known = [str(old_dates[one]) for one in sources[0] if _text(old_dates.get(one))]
    news = [str(new_dates[one]) for one in added if _text(new_dates.get(one))]
    last = max(map(_latest, known), default="")
    if old["status"] == new["status"] and any(_earliest(date) > last for date in news):
        dated = [str(new_dates[one]) for one in sources[1] if _text(new_dates.get(one))]
        before = max(known, key=_latest) if known else None
        found.append(("confirmed", placement, "last_report", before, max(dated, key=_latest)))
    return found


def _sources(row: pd.Series) -> list[str]:
    note = row["note"] if isinstance(row["note"], str) else ""
    further = [one for group in _SOURCES.findall(note) for one in re.split(r"[;,]\s*", group.strip())]
    return list(dict.fromkeys([str(row["source_id"]), *further]))


def _remarks(note: object) -> list[str]:
    parts = _SOURCES.sub("", note).split(";") if isinstance(note, str) else []
    return [part.strip() for part in parts if part.strip()]


def _text(cell: object) -> object:
    """Take a cell as it is; every sort of blank is None."""
    return None if cell is None or cell is pd.NA or cell != cell else cell  # noqa: PLR0124  (NaN is not itself)


def _earliest(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def _latest(date: str) -> str:
    return date + "-99-99"[len(date) - 4 :]
