"""How two editions of one table differ: rows that came, rows that went, cells that are another.

What stands here is complete: applied to the first edition it gives the second. What a difference means is
not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from petaprogram.tables.columns import TABLES


@dataclass(frozen=True, slots=True, eq=False)
class TableChanges:
    """The differences of one table.

    `added` and `removed` are whole rows: index the id (0, 1, ... where the table has none), the columns of
    the table, blank = None. `cells` has one row for each cell that is another in a row that is in both: `id`
    (the one after), `column`, `before` and `after` (blank = None), in the order of the rows after. `renamed`
    gives the id after by the id before of a row whose id changed. `kept` counts the rows that are in both,
    changed or not.
    """

    added: pd.DataFrame
    removed: pd.DataFrame
    cells: pd.DataFrame
    renamed: pd.Series
    kept: int

    @property
    def has_changes(self) -> bool:
        """Whether there is any difference."""
        return bool(len(self.added) or len(self.removed) or len(self.cells) or len(self.renamed))


def make_comparable(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Bring a table of a dataset into the form in which cells are compared.

    Index as in `frame`, the declared columns that are not its key, dtype object, blank = None. The row in
    the file is left out: to move a row changes nothing.
    """
    columns = [name for name, column in TABLES[table].items() if not column.key]
    cells = frame.reindex(columns=columns)
    return cells.astype(object).where(cells.notna(), None)


def has_key(table: str) -> bool:
    """Tell whether the rows of a table have an id (or a name) of their own."""
    return any(column.key for column in TABLES[table].values())


def compare_tables(
    before: pd.DataFrame, after: pd.DataFrame, table: str, same: Sequence[str] = ()
) -> TableChanges:
    """Find every difference of two editions of a table.

    Parameters
    ----------
    before, after
        The editions, from `make_comparable`. Where the table has a key, no two rows share one.
    table
        Its name. Rows of a table without a key are the same where all cells are; each counts once.
    same
        The columns that tell a row under another id, where they agree on one row of each side alone and none
        but the last is blank. Rows that agree in everything but the id need no more.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = {"program_id": "a", "kode": "99.01", "status": ["running", "planned"]}
    >>> before = make_comparable(pd.DataFrame(columns, index=["P1", "P2"]), "placements")
    >>> after = before.drop(index="P1").assign(status="running")
    >>> found = compare_tables(before, after, "placements")
    >>> list(found.removed.index), found.cells.to_numpy().tolist()
    (['P1'], [['P2', 'status', 'planned', 'running']])
    """
    # Of most tables two editions hold the same.
    if before.equals(after):
        return TableChanges(after.iloc[:0], before.iloc[:0], _no_cells(), pd.Series(dtype=object), len(after))
    if not has_key(table):
        return _compare_whole_rows(before, after)
    gone = before.index.difference(after.index, sort=False)
    came = after.index.difference(before.index, sort=False)
    renamed = _find_renamed(before.loc[gone], after.loc[came], same) if same else pd.Series(dtype=object)
    known_as = before.index.to_numpy(object, copy=True)
    known_as[before.index.get_indexer(renamed.index)] = renamed
    here = pd.Index(known_as).get_indexer(after.index)
    kept = np.flatnonzero(here >= 0)
    return TableChanges(
        added=after.loc[came.difference(pd.Index(renamed), sort=False)],
        removed=before.loc[gone.difference(renamed.index, sort=False)],
        cells=_cells(after.index, before, after, here[kept], kept),
        renamed=renamed,
        kept=len(kept),
    )


def _compare_whole_rows(before: pd.DataFrame, after: pd.DataFrame) -> TableChanges:
    gone, came = _unmatched(before, after)
    return TableChanges(came, gone, _no_cells(), pd.Series(dtype=object), len(before) - len(gone))


def _no_cells() -> pd.DataFrame:
    return pd.DataFrame(columns=["id", "column", "before", "after"], index=pd.RangeIndex(0), dtype=object)


def _cells(
    ids: Sequence[object] | pd.Index,
    before: pd.DataFrame,
    after: pd.DataFrame,
    here: np.ndarray[tuple[int], np.dtype[np.int_]],
    there: np.ndarray[tuple[int], np.dtype[np.int_]],
) -> pd.DataFrame:
    """Compare rows at positions `here` of `before` with those at `there` of `after`, column by column."""
    rows, columns, olds, news = [], [], [], []
    for column in after.columns:
        old, new = before[column].to_numpy(object)[here], after[column].to_numpy(object)[there]
        other = np.flatnonzero(old != new)
        rows.append(there[other])
        columns.append(np.full(len(other), column, dtype=object))
        olds.append(old[other])
        news.append(new[other])
    row = np.concatenate(rows)
    order = np.argsort(row, kind="stable")
    # Frames that are put together would turn a blank into NaN.
    return pd.DataFrame(
        {
            "id": np.asarray(ids, dtype=object)[row[order]],
            "column": np.concatenate(columns)[order],
            "before": np.concatenate(olds)[order],
            "after": np.concatenate(news)[order],
        },
        dtype=object,
    )


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """Number rows that are alike, so that each is paired once; the row's index becomes a column."""
    alike = frame.groupby(list(frame.columns), dropna=False, sort=False).cumcount()
    return frame.assign(_number=alike).rename_axis("_id").reset_index()


def _unmatched(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of each side that have no counterpart on the other, numbered anew from 0."""
    if before.columns.empty:
        return before, after
    columns = [*after.columns, "_number"]
    both = _numbered(before).merge(_numbered(after), on=columns, how="outer", indicator=True, sort=False)
    gone = before.loc[both.loc[both["_merge"] == "left_only", "_id_x"]]
    came = after.loc[both.loc[both["_merge"] == "right_only", "_id_y"]]
    return gone.reset_index(drop=True), came.reset_index(drop=True)


def _find_renamed(gone: pd.DataFrame, came: pd.DataFrame, same: Sequence[str]) -> pd.Series:
    """Pair rows that went with rows that came and are the same under another id."""
    if gone.empty or came.empty:
        return pd.Series(dtype=object)
    alike = _numbered(gone).merge(_numbered(came), on=[*came.columns, "_number"])
    rest = gone.drop(index=pd.Index(alike["_id_x"])), came.drop(index=pd.Index(alike["_id_y"]))
    sides = [
        side[~side.duplicated(list(same), keep=False) & side[list(same[:-1])].notna().all(axis="columns")]
        for side in rest
    ]
    before, after = (side[list(same)].rename_axis("_id").reset_index() for side in sides)
    pairs = pd.concat([alike, before.merge(after, on=list(same))])
    return pd.Series(pairs["_id_y"].to_numpy(object), index=pd.Index(pairs["_id_x"], dtype=object))
