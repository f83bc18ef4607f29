"""What the differences of the records mean: each changed cell and each new report gets a kind.

A record may have several kinds: it ended, and a source was added. Within a kind it counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

import pandas as pd

from petaprogram.changes.moments import Moment
from petaprogram.changes.table_changes import TableChanges
from petaprogram.messages.language import message
from petaprogram.tables.dataset import without_sources

Kind = Literal["new", "running", "ended", "cancelled", "confirmed", "sourced", "corrected", "removed"]

# In the order in which they are told.
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_WORDS: Mapping[Kind, str] = {
    "new": message("baru"),
    "running": message("kini berjalan"),
    "ended": message("berakhir"),
    "cancelled": message("batal"),
    "confirmed": message("dikonfirmasi"),
    "sourced": message("mendapat sumber"),
    "corrected": message("diperbaiki"),
    "removed": message("dihapus"),
}
# A status that tells of an event; to any other one it is corrected.
_EVENTS: Mapping[str, Kind] = {"running": "running", "ended": "ended", "cancelled": "cancelled"}

# By these columns a record is told under another id; the place must be known, a site need not be.
SAME_RECORD = ("program_id", "kode", "site")
# Columns of `kinds_of_records` that no table has: all sources of a record, and the latest of their dates.
SOURCES, LAST_REPORT = "sources", "last_report"
_COLUMNS = ["kind", "id", "column", "before", "after"]


def kinds_of_records(before: Moment, after: Moment, found: TableChanges) -> pd.DataFrame:
    """Give each difference of the records its kind.

    - new, removed: the record is on one side alone; its row shows the status.
    - running, ended, cancelled: the record was there, and its status is that now.
    - sourced: a source reports it that did not before, whatever its date; the columns are `sources`, and
      `source_id` and `note` where they name it.
    - confirmed: such a source is certainly later than all that were known, and the status is as before; the
      column is `last_report`. A date that is only mended confirms nothing.
    - corrected: any other cell, the id too.

    Parameters
    ----------
    before, after
        The two sides.
    found
        The differences of their placements.

    Returns
    -------
    DataFrame
        Columns `kind` (from `KINDS`), `id` (placement_id after; before, of what was removed), `column`,
        `before` and `after` (as in the table, blank = None). Sorted by kind, then as the records stand. Every
        cell of `found` is in it once.
    """
    earlier, later = _renamed_links(before, found), after.links
    pairs = _added_sources(earlier, later, found)
    parts = [
        _whole_rows("new", found.added),
        *_changed_cells(found, pairs),
        _source_rows(earlier, later, pairs),
        _confirmed_rows(earlier, later, found, pairs),
        _whole_rows("removed", found.removed),
    ]
    rows = pd.concat([part[_COLUMNS] for part in parts], ignore_index=True).astype(object)
    rows["kind"] = pd.Categorical(rows["kind"], KINDS, ordered=True)
    place = pd.Series(range(len(after.tables["placements"])), index=after.tables["placements"].index)
    rows["place"] = rows["id"].map(place)
    rows = rows.sort_values(["kind", "place"], kind="stable", ignore_index=True)[_COLUMNS]
    return rows.astype(object).where(rows.notna(), None)


def _whole_rows(kind: Kind, rows: pd.DataFrame) -> pd.DataFrame:
    shown = rows["status"].to_numpy(object)
    sides = {"before": None, "after": shown} if kind == "new" else {"before": shown, "after": None}
    return pd.DataFrame({"kind": kind, "id": rows.index.to_numpy(object), "column": "status", **sides})


def _renamed_links(before: Moment, found: TableChanges) -> pd.DataFrame:
    """The links of the earlier side, under the ids of the later one."""
    links = before.links
    if found.renamed.empty:
        return links
    return links.assign(placement_id=links["placement_id"].map(found.renamed).fillna(links["placement_id"]))


def _added_sources(earlier: pd.DataFrame, later: pd.DataFrame, found: TableChanges) -> pd.DataFrame:
    """The links of records on both sides that only the later one has; columns as in `Moment.links`."""
    known = earlier[["placement_id", "source_id"]]
    links = later[~later["placement_id"].isin(found.added.index)]
    marked = links.merge(known, how="left", on=list(known.columns), indicator=True)
    return marked[marked["_merge"] == "left_only"].drop(columns="_merge")


def _changed_cells(found: TableChanges, pairs: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Give every changed cell its kind, and every changed id."""
    cells = found.cells
    events = cells["after"].where(cells["column"] == "status").map(_EVENTS)
    kind = events.astype(object).fillna("corrected")
    sources = cells[cells["column"] == "source_id"]
    is_new = pd.MultiIndex.from_frame(sources[["id", "after"]]).isin(
        pd.MultiIndex.from_frame(pairs[["placement_id", "source_id"]])
    )
    kind[sources.index[is_new]] = "sourced"
    notes = cells[(cells["column"] == "note") & cells["id"].isin(pairs["placement_id"])]
    only_sources = notes["before"].map(without_sources) == notes["after"].map(without_sources)
    named = notes.loc[only_sources, "id"]
    kind[cells["column"].isin(["note", "note_en"]) & cells["id"].isin(named)] = "sourced"
    yield cells.assign(kind=kind)
    yield pd.DataFrame(
        {
            "kind": "corrected",
            "id": found.renamed.to_numpy(object),
            "column": "placement_id",
            "before": found.renamed.index.to_numpy(object),
            "after": found.renamed.to_numpy(object),
        }
    )


def _source_rows(earlier: pd.DataFrame, later: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """All sources of the records to which one was added, before and after."""
    ids = pd.Index(pairs["placement_id"].unique(), dtype=object)
    lists = [
        links[links["placement_id"].isin(ids)].groupby("placement_id")["source_id"].agg("; ".join)
        for links in (earlier, later)
    ]
    old, new = (listed.astype(object).reindex(ids) for listed in lists)
    return pd.DataFrame(
        {"kind": "sourced", "id": ids, "column": SOURCES, "before": old.array, "after": new.array}
    )


def last_reports(links: pd.DataFrame) -> pd.DataFrame:
    """Find the latest dated report of each record.

    Index placement_id, only records with one; columns `date` and `latest` as in `Moment.links`.
    """
    dated = links[links["latest"].notna()].sort_values("latest", ascending=False, kind="stable")
    return dated.drop_duplicates("placement_id").set_index("placement_id")[["date", "latest"]]


def _confirmed_rows(
    earlier: pd.DataFrame, later: pd.DataFrame, found: TableChanges, pairs: pd.DataFrame
) -> pd.DataFrame:
    """The last reports of records of which a newer one tells the same."""
    old, new = last_reports(earlier), last_reports(later)
    newest = pairs.groupby("placement_id")["earliest"].max().dropna()
    # To look up texts that are objects takes a fifth of the time.
    newest.index = newest.index.astype(object)
    # Without any date known before, a dated report is news; without any report before, it confirms nothing.
    is_later = newest > old["latest"].reindex(newest.index).fillna(0)
    other_status = found.cells.loc[found.cells["column"] == "status", "id"]
    ids = newest.index[
        is_later & newest.index.isin(earlier["placement_id"]) & ~newest.index.isin(other_status)
    ]
    return pd.DataFrame(
        {
            "kind": "confirmed",
            "id": ids.to_numpy(object),
            "column": LAST_REPORT,
            "before": old["date"].reindex(ids).array,
            "after": new["date"].reindex(ids).array,
        }
    )
